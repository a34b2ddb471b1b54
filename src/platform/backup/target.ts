import type { ClientBase } from 'pg'
import { unfinishedRestore } from '../database/restore-marker.ts'

/**
 * What a database holds, seen by a restore into it: nothing, an installation that nobody has used, half of an earlier
 * restore, an installation with people's work in it, or what another program put there.
 */
export type Target = 'empty' | 'unused' | 'half' | 'used' | 'foreign'

export async function inspectTarget(client: ClientBase): Promise<Target> {
  if (await unfinishedRestore(client)) return 'half'
  const { rows } = await client.query(`
    SELECT to_regclass('public.migrations') IS NOT NULL AND to_regclass('installation.workspaces') IS NOT NULL AS ours,
           EXISTS (SELECT 1 FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
                   AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')) AS tables`)
  if (!rows[0].ours) return rows[0].tables ? 'foreign' : 'empty'
  const used = await client.query(
    'SELECT EXISTS (SELECT 1 FROM installation.workspaces) OR EXISTS (SELECT 1 FROM auth."user") AS used',
  )
  return used.rows[0].used ? 'used' : 'unused'
}

/** Whether another Regulars is connected to this database. Ask on the only connection of this process. */
export async function isServed(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query(`
    SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
                   AND application_name LIKE 'regulars %') AS served`)
  return rows[0].served
}

/**
 * Removes all that an installation made. The schema `public` stays, and extensions in it: a user who is not the
 * owner of the database may remove neither.
 */
export async function clearDatabase(client: ClientBase): Promise<void> {
  await client.query('DROP SCHEMA IF EXISTS graphile_worker, auth, installation CASCADE')
  const drops = await client.query<{ statement: string }>(`
    SELECT format('DROP %s IF EXISTS %s CASCADE',
             CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,
             c.oid::regclass) AS statement
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    UNION ALL
    SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', p.oid::regprocedure)
    FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    UNION ALL
    SELECT format('DROP TYPE IF EXISTS %s CASCADE', t.oid::regtype)
    FROM pg_type t WHERE t.typnamespace = 'public'::regnamespace AND t.typtype IN ('e', 'd', 'r')
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = t.oid AND d.deptype = 'e')`)
  for (const { statement } of drops.rows) await client.query(statement)
}
