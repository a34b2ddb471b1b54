import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Finding } from './findings.ts'
import { type Installation, until } from './installation.ts'

/** What must hold for the whole installation when all work has ended, whatever happened before. */
export async function compareInstallation(
  installation: Installation,
  keys: readonly string[],
): Promise<Finding[]> {
  const findings: Finding[] = []
  const queue = `SELECT task_identifier AS task, attempts, last_error FROM graphile_worker.jobs
    WHERE task_identifier NOT LIKE '%:%' AND (locked_by IS NOT NULL OR run_at <= now() OR attempts > 0)`
  await until('the queue to be empty', async () => (await installation.sql(queue)).length === 0).catch(
    async () => {
      for (const job of await installation.sql(queue))
        findings.push({ kind: 'half-done', what: `a job is left: ${JSON.stringify(job)}` })
    },
  )
  const answered = await installation.sql<{ key: string }>(
    'SELECT key FROM unnest($1::text[]) AS k(key) WHERE NOT EXISTS (SELECT 1 FROM idempotency_keys i WHERE i.key = k.key)',
    [keys],
  )
  for (const { key } of answered) findings.push({ kind: 'lost', what: `the answer for the key ${key}` })
  const files = await installation.sql<{ workspace_id: string; id: string; size: string; name: string }>(
    'SELECT workspace_id, id, size, name FROM files',
  )
  for (const { workspace_id, id, size, name } of files) {
    const path = join(installation.dataDir, 'files', workspace_id, id.slice(-2), id)
    if (!existsSync(path)) findings.push({ kind: 'lost', what: `the bytes of ${name}` })
    else if (statSync(path).size !== Number(size))
      findings.push({ kind: 'half-done', what: `the bytes of ${name}` })
  }
  for (const { what, statement } of invariants) {
    const rows = await installation.sql<{ id: string }>(`${statement} LIMIT 5`)
    for (const { id } of rows) findings.push({ kind: 'half-done', what: `${what}: ${id}` })
  }
  return findings
}

const invariants = [
  {
    what: 'customer without an event of its beginning, or with several',
    statement: `SELECT c.id FROM customers c WHERE (SELECT count(*) FROM timeline_entries t WHERE t.workspace_id = c.workspace_id
      AND t.customer_id = c.id AND t.event IN ('customer.created', 'customer.imported')) <> 1`,
  },
  {
    what: 'import whose rows do not add up',
    statement: 'SELECT id FROM imports WHERE rows_read <> created + updated + skipped + rejected',
  },
  {
    what: 'two customers with one number',
    statement: 'SELECT min(id::text) AS id FROM customers GROUP BY workspace_id, number HAVING count(*) > 1',
  },
]
