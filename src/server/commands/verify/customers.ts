import { wordsOf } from '#capabilities/search/words.ts'
import { type StoredRecord, selectLists } from '#modules/customers/queries.ts'
import { derived } from '#modules/customers/write-customers.ts'
import type { Report } from './report.ts'
import type { Reader, Workspace } from './verify.ts'
import { makeWordSums, PARTS, wordLine } from './word-sums.ts'

const BATCH = 1_000
/** Parts of the words that are looked at row by row, where sums do not fit. */
const MOST_PARTS = 64

const columns = `c.id, c.kind, c.first_name, c.last_name, c.company_name, c.email, c.phone, c.city, c.country,
  c.sort_name, c.sort_company, c.sort_email, ${selectLists('c')}`

/** Columns and search words of every customer against what they are derived from. */
export async function checkCustomers(reader: Reader, workspace: Workspace, report: Report): Promise<void> {
  const { id, slug } = workspace
  const sums = makeWordSums()
  let customers = 0
  let words = 0
  for await (const batch of customersOf(reader, id)) {
    for (const customer of batch) {
      const wrong = wrongColumns(customer)
      if (wrong.length > 0) {
        const what = `${wrong.join(', ')}: not what follows from its fields and lists`
        report.fault({ workspace: slug, part: 'customers', row: customer.id, what })
      }
      const { rows } = wordsOf(customer)
      words += rows.length
      for (const row of rows) sums.add(customer.id, row)
    }
    customers += batch.length
    report.progress(`${slug}: customers ${customers}`)
  }
  report.progress(`${slug}: search words`)
  const parts = sums.differing(await sums.stored(reader, id))
  if (parts.length > 0) await tellWords(reader, workspace, parts.slice(0, MOST_PARTS), report)
  if (parts.length > MOST_PARTS) {
    const what = 'hold other words than the customers have'
    report.fault({
      workspace: slug,
      part: 'customer_words',
      row: `${parts.length - MOST_PARTS} further parts of ${PARTS}`,
      what,
    })
  }
  report.say(`${slug}: ${customers} customers, ${words} search words`)
}

async function* customersOf(
  reader: Reader,
  workspaceId: string,
  parts?: readonly string[],
): AsyncGenerator<StoredRecord[]> {
  let after = '00000000-0000-0000-0000-000000000000'
  const only = parts ? 'AND right(c.id::text, 3) = ANY ($3)' : ''
  for (;;) {
    const rows = await reader.rows<StoredRecord>(
      `SELECT ${columns} FROM customers c WHERE c.workspace_id = $1 AND c.id > $2 ${only} ORDER BY c.id LIMIT ${BATCH}`,
      [workspaceId, after, ...(parts ? [parts] : [])],
    )
    if (rows.length > 0) yield rows
    if (rows.length < BATCH) return
    after = rows.at(-1)!.id
  }
}

const wrongColumns = (customer: StoredRecord): string[] =>
  Object.entries(derived(customer)).flatMap(([name, value]) =>
    customer[name as keyof StoredRecord] === value ? [] : [name],
  )

/** Names the customers whose words are not those of their record, and words of customers that are not there. */
async function tellWords(
  reader: Reader,
  { id, slug }: Workspace,
  parts: readonly string[],
  report: Report,
): Promise<void> {
  const stored = new Map<string, Set<string>>()
  const found = await reader.rows<{ customer_id: string; lines: string[] }>(
    `SELECT customer_id, array_agg(field::text || word) AS lines FROM customer_words
     WHERE workspace_id = $1 AND right(customer_id::text, 3) = ANY ($2) GROUP BY customer_id`,
    [id, parts],
  )
  for (const { customer_id, lines } of found) stored.set(customer_id, new Set(lines))
  const tell = (row: string, what: string) =>
    report.fault({ workspace: slug, part: 'customer_words', row, what })
  for await (const batch of customersOf(reader, id, parts)) {
    for (const customer of batch) {
      const has = stored.get(customer.id) ?? new Set()
      const wanted = new Set(wordsOf(customer).rows.map(wordLine))
      const missing = [...wanted].filter((line) => !has.has(line)).length
      const strange = [...has].filter((line) => !wanted.has(line)).length
      if (missing + strange > 0)
        tell(customer.id, `${missing} of its search words are missing, ${strange} are not its own`)
      stored.delete(customer.id)
    }
  }
  for (const [customerId, lines] of stored)
    tell(customerId, `${lines.size} search words of a customer that is not there`)
}
