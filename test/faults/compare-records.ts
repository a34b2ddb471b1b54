import { wordsOf } from '#capabilities/search/words.ts'
import { compareCount, type Finding } from './findings.ts'
import type { Installation } from './installation.ts'
import type { Told } from './writers.ts'

type Stored = {
  id: string
  first_name: string
  last_name: string
  status: string
  version: number
  emails: string[]
  tags: string[]
  notes: { id: string; body: string }[]
  tasks: { id: string; title: string; done: boolean }[]
  events: Record<string, number>
}

const stored = `SELECT c.id, c.first_name, c.last_name, c.status, c.version,
    ARRAY(SELECT address FROM customer_emails e WHERE e.workspace_id = c.workspace_id AND e.customer_id = c.id) AS emails,
    ARRAY(SELECT t.name FROM customer_tags ct JOIN tags t ON t.workspace_id = ct.workspace_id AND t.id = ct.tag_id
          WHERE ct.workspace_id = c.workspace_id AND ct.customer_id = c.id) AS tags,
    coalesce((SELECT json_agg(json_build_object('id', id, 'body', body)) FROM notes n
              WHERE n.workspace_id = c.workspace_id AND n.customer_id = c.id), '[]') AS notes,
    coalesce((SELECT json_agg(json_build_object('id', id, 'title', title, 'done', done_at IS NOT NULL)) FROM tasks k
              WHERE k.workspace_id = c.workspace_id AND k.customer_id = c.id), '[]') AS tasks,
    coalesce((SELECT json_object_agg(event, n) FROM (SELECT event, count(*) AS n FROM timeline_entries l
              WHERE l.workspace_id = c.workspace_id AND l.customer_id = c.id GROUP BY event) counted), '{}') AS events
  FROM customers c WHERE c.last_name LIKE $1`

const same = (a: readonly string[], b: readonly string[]) =>
  JSON.stringify([...a].sort()) === JSON.stringify([...b].sort())

/** Holds what writers were told against what is there. `mark` tells their customers from all others. */
export async function compareRecords(
  installation: Installation,
  mark: string,
  told: readonly Told[],
): Promise<Finding[]> {
  const rows = await installation.sql<Stored>(stored, [`Zq${mark}%`])
  const found = new Map(rows.map((row) => [row.id, row]))
  const known = new Set(told.map(({ id }) => id))
  return [
    ...told.flatMap((customer) => compareOne(customer, found.get(customer.id))),
    ...rows
      .filter(({ id }) => !known.has(id))
      .map(
        ({ last_name }): Finding => ({
          kind: 'doubled',
          what: `customer ${last_name} is there once too often`,
        }),
      ),
    ...(await compareWords(installation, `Zq${mark}%`)),
  ]
}

function compareOne(told: Told, row: Stored | undefined): Finding[] {
  const name = `customer ${told.last_name}`
  if (!row) return [{ kind: 'lost', what: name }]
  const findings: Finding[] = compareCount(`${name}: version`, told.version, row.version)
  const wrong = (kind: Finding['kind'], what: string) => findings.push({ kind, what: `${name}: ${what}` })
  if (row.first_name !== told.first_name) wrong('lost', `is called ${row.first_name}, not ${told.first_name}`)
  if (row.status !== told.status) wrong('lost', `is ${row.status}, not ${told.status}`)
  if (!same(row.emails, [told.email])) wrong('half-done', `has the addresses ${row.emails}`)
  if (!same(row.tags, told.tags)) wrong('half-done', `has the tags ${row.tags}, not ${told.tags}`)
  const notes = new Map(row.notes.map(({ id, body }) => [id, body]))
  for (const [id, body] of told.notes) if (notes.get(id) !== body) wrong('lost', body)
  if (notes.size > told.notes.size) wrong('doubled', `${notes.size} notes instead of ${told.notes.size}`)
  const tasks = new Map(row.tasks.map((task) => [task.id, task]))
  for (const [id, { title, done }] of told.tasks)
    if (tasks.get(id)?.done !== done) wrong('lost', `${title}${done ? ' (done)' : ''}`)
  if (tasks.size > told.tasks.size) wrong('doubled', `${tasks.size} tasks instead of ${told.tasks.size}`)
  for (const event of new Set([...Object.keys(told.events), ...Object.keys(row.events)]))
    findings.push(
      ...compareCount(
        `${name}: ${event} on the timeline`,
        told.events[event] ?? 0,
        row.events[event] ?? 0,
      ).map(
        (finding): Finding => ({ ...finding, kind: finding.kind === 'lost' ? 'half-done' : finding.kind }),
      ),
    )
  return findings
}

type Worded = {
  id: string
  first_name: string
  last_name: string
  company_name: string | null
  emails: string[]
}

/** The words by which customers are found must be those of their names and addresses, and be in the vocabulary. */
export async function compareWords(installation: Installation, like: string): Promise<Finding[]> {
  const customers = await installation.sql<Worded>(
    `SELECT c.id, c.first_name, c.last_name, c.company_name,
        ARRAY(SELECT address_key FROM customer_emails e WHERE e.workspace_id = c.workspace_id AND e.customer_id = c.id) AS emails
     FROM customers c WHERE c.last_name LIKE $1`,
    [like],
  )
  // One walk through all words: there is no index by customer.
  const rows = await installation.sql<{ customer_id: string; words: string[] }>(
    `SELECT customer_id, array_agg(field::text || word) AS words FROM customer_words
     WHERE customer_id = ANY ($1) GROUP BY customer_id`,
    [customers.map(({ id }) => id)],
  )
  const wordsById = new Map(rows.map(({ customer_id, words }) => [customer_id, words]))
  const vocabulary = new Set<string>()
  const findings: Finding[] = []
  for (const { id, emails, ...names } of customers) {
    const own = wordsOf({ ...names, emails: emails.map((address_key) => ({ address_key })) })
    for (const word of own.vocabulary) vocabulary.add(word)
    const expected = own.rows.map(({ field, word }) => field + word)
    const found = wordsById.get(id) ?? []
    if (!same(expected, found))
      findings.push({ kind: 'half-done', what: `customer ${names.last_name}: words ${found}` })
  }
  const known = await installation.sql<{ word: string }>('SELECT word FROM search_vocabulary')
  for (const { word } of known) vocabulary.delete(word)
  return [
    ...findings,
    ...[...vocabulary].map(
      (word): Finding => ({ kind: 'half-done', what: `${word} is not in the vocabulary` }),
    ),
  ]
}
