import type { Queryable } from '#platform/database/database.ts'

/** Tables of workspaces, from PostgreSQL's catalogue. */
export async function workspaceTables(installation: Queryable): Promise<string[]> {
  const rows = await installation.rows<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id' AND NOT a.attisdropped
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1`,
  )
  return rows.map((row) => row.name)
}

/**
 * A fingerprint of each table's rows in a workspace; when somebody was last there is left out, and so is the audit
 * trail, which grows by every look and every refusal.
 */
export async function snapshot(
  installation: Queryable,
  workspaceId: string,
): Promise<Record<string, string>> {
  const prints: Record<string, string> = {}
  for (const table of await workspaceTables(installation)) {
    if (table.startsWith('audit_')) continue
    const [row] = await installation.rows<{ print: string }>(
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(line, '|' ORDER BY line)), '') AS print
       FROM (SELECT (to_jsonb(t) - 'last_seen_at' - 'last_used_at')::text AS line FROM ${table} t WHERE workspace_id = $1) lines`,
      [workspaceId],
    )
    prints[table] = row!.print
  }
  return prints
}
