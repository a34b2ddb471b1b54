import { registry } from '../../modules.ts'
import type { Report } from './report.ts'
import type { Reader, Workspace } from './verify.ts'

type Check = { part: string; what: string; sql: string }

/** Each selects the rows that do not fit, as `row`. */
const checks: Check[] = [
  {
    part: 'imports',
    what: 'created, updated, skipped and rejected are not all the rows read',
    sql: `SELECT id::text AS row FROM imports WHERE workspace_id = $1 AND rows_read <> created + updated + skipped + rejected`,
  },
  {
    part: 'number_sequences',
    what: 'the next number is not above the highest one given',
    sql: `SELECT s.name AS row FROM number_sequences s WHERE s.workspace_id = $1 AND s.name = 'customer'
          AND s.next_number <= (SELECT max(number) FROM customers c WHERE c.workspace_id = $1)`,
  },
  {
    part: 'timeline_entries',
    what: 'belongs to a customer that is not there',
    sql: `SELECT DISTINCT e.customer_id::text AS row FROM timeline_entries e WHERE e.workspace_id = $1
          AND NOT EXISTS (SELECT 1 FROM customers c WHERE c.workspace_id = $1 AND c.id = e.customer_id) LIMIT 1000`,
  },
]

/** What foreign keys promise, asked anew: a restored or repaired database may have lost them. */
const references = (): Check[] =>
  registry.columns().flatMap(([table, column, meaning]) =>
    meaning.means === 'reference' && meaning.enforced
      ? [
          {
            part: table,
            what: `${column} names a row of ${meaning.to} that is not there`,
            sql: `SELECT DISTINCT t.${column}::text AS row FROM ${table} t WHERE t.workspace_id = $1 AND t.${column} IS NOT NULL
                  AND NOT EXISTS (SELECT 1 FROM ${meaning.to} r WHERE r.workspace_id = $1 AND r.id = t.${column}) LIMIT 1000`,
          },
        ]
      : [],
  )

/** Stored sums, counters and references against what they are made of. */
export async function checkTotals(reader: Reader, { id, slug }: Workspace, report: Report): Promise<void> {
  for (const { part, what, sql } of [...checks, ...references()]) {
    report.progress(`${slug}: ${part}`)
    for (const { row } of await reader.rows<{ row: string }>(sql, [id]))
      report.fault({ workspace: slug, part, row, what })
  }
}
