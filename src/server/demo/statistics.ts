import type { App } from '#platform/app.ts'

/** What the planner should know of after many rows came at once. */
const tables = [
  'customers',
  'customer_emails',
  'customer_phones',
  'customer_addresses',
  'customer_tags',
  'customer_words',
  'search_vocabulary',
  'search_variants',
  'search_email_words',
  'notes',
  'tasks',
  'timeline_entries',
]

/**
 * Does at once what autovacuum would do within minutes: statistics for the planner, and the map of pages that an
 * index alone can answer for. Runs on a connection of the owner, without the time limit of requests.
 */
export async function refreshStatistics(app: App): Promise<void> {
  const client = await app.database.pools.owner.connect()
  try {
    await client.query('SET statement_timeout = 0')
    for (const table of tables) await client.query(`VACUUM (ANALYZE) public.${table}`)
  } finally {
    // Ended rather than reset: the pool's connections begin with the time limit.
    client.release(true)
  }
}
