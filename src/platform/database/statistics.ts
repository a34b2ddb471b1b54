import type { Database } from './database.ts'

/** Runs on a connection of the owner, without the time limit of requests. */
async function maintain(
  database: Database,
  command: 'ANALYZE' | 'VACUUM (ANALYZE)',
  which: string,
): Promise<void> {
  const client = await database.pools.owner.connect()
  try {
    await client.query('SET statement_timeout = 0')
    const { rows } = await client.query<{ name: string }>(
      `SELECT c.oid::regclass::text AS name FROM pg_class c LEFT JOIN pg_stat_all_tables s ON s.relid = c.oid
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND ${which}`,
    )
    for (const { name } of rows) await client.query(`${command} ${name}`)
  } finally {
    // Ended rather than reset: the pool's connections begin with the time limit.
    client.release(true)
  }
}

/**
 * Counts anew the tables that have grown to four times what the planner knows of. Plans that a connection keeps, those
 * of foreign keys above all, were made for small tables and would go on reading them from end to end.
 */
export const analyseGrown = (database: Database): Promise<void> =>
  maintain(
    database,
    'ANALYZE',
    "pg_relation_size(c.oid) > greatest(c.relpages, 4) * 4 * current_setting('block_size')::bigint",
  )

/**
 * Does at once what autovacuum would do within minutes of many changes: statistics for the planner, and the map of
 * pages that an index alone can answer for.
 */
export const tidyChanged = (database: Database): Promise<void> =>
  maintain(database, 'VACUUM (ANALYZE)', 's.n_mod_since_analyze > 1000')

/** Calls {@link analyseGrown} ever more rarely as the batches of a long load go by: at the 1st, 2nd, 4th, 8th … */
export function growthWatch(database: Database): () => Promise<void> {
  let batches = 0
  return async () => {
    batches++
    if (Number.isInteger(Math.log2(batches))) await analyseGrown(database)
  }
}
