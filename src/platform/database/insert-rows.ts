import type { Queryable } from './database.ts'

/** Column names with their PostgreSQL types (none of them an array), in the order in which they are written. */
export type ColumnTypes = Readonly<Record<string, string>>

/**
 * An `INSERT` of any number of rows, with one array parameter for each column: one statement and one plan, whatever
 * their number. (COPY is refused on tables with row level security; rows as JSON cost PostgreSQL three times as much
 * to take apart.) `sql` gives its text with parameters from number `first` on.
 */
export type Insert = { sql(first: number): string; values: unknown[]; rows: number }

type Rows = readonly object[]

export function insertOf(table: string, columns: ColumnTypes, rows: Rows, tail = ''): Insert {
  const { workspace_id, ...types } = columns
  const names = Object.keys(types)
  // Every row is of one workspace: its id goes along once.
  const shared = workspace_id === undefined ? [] : [cellOf(rows[0], 'workspace_id')]
  const own = shared.length
  return {
    rows: rows.length,
    values: [...shared, ...names.map((name) => arrayLiteral(rows, name))],
    sql: (first) =>
      `INSERT INTO ${table} (${own ? 'workspace_id, ' : ''}${names.join(', ')})
       SELECT ${own ? `$${first}::uuid, ` : ''}${names.map((name) => `r.${name}`).join(', ')}
       FROM unnest(${names.map((name, i) => `$${first + own + i}::${types[name]}[]`).join(', ')}) AS r(${names.join(', ')}) ${tail}`,
  }
}

const cellOf = (row: object | undefined, name: string): unknown =>
  (row as Record<string, unknown> | undefined)?.[name]

const needsQuotes = /^$|[\s"\\{},]|^null$/i

/** One column of some rows as an array of PostgreSQL in its text form (its manual, 8.15.6). */
export function arrayLiteral(rows: Rows, name: string): string {
  let text = '{'
  for (let i = 0; i < rows.length; i++) {
    if (i > 0) text += ','
    text += element(cellOf(rows[i], name))
  }
  return `${text}}`
}

function element(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  if (typeof value === 'string') return needsQuotes.test(value) ? quoted(value) : value
  if (value instanceof Date) return quoted(value.toISOString())
  return typeof value === 'object' ? quoted(JSON.stringify(value)) : String(value)
}

const quoted = (text: string): string => `"${/["\\]/.test(text) ? text.replace(/["\\]/g, '\\$&') : text}"`

export async function insertRows(
  tx: Queryable,
  table: string,
  columns: ColumnTypes,
  rows: Rows,
  tail = '',
): Promise<void> {
  await insertTogether(tx, [insertOf(table, columns, rows, tail)])
}

/** Runs several inserts as one statement: one round trip, whatever their number. Those without rows are left out. */
export async function insertTogether(tx: Queryable, inserts: readonly Insert[]): Promise<void> {
  const statement = together(inserts)
  if (statement) await tx.rows(...statement)
}

/** As {@link insertTogether}, but nobody waits for it before the transaction's next statement: see `Queryable.later`. */
export async function insertLater(tx: Queryable, inserts: readonly Insert[]): Promise<void> {
  const statement = together(inserts)
  if (statement) await tx.later(...statement)
}

function together(inserts: readonly Insert[]): [text: string, values: unknown[], name?: string] | undefined {
  const filled = inserts.filter((insert) => insert.rows > 0)
  if (filled.length === 0) return undefined
  let first = 1
  const texts = filled.map((insert) => {
    const text = insert.sql(first)
    first += insert.values.length
    return text
  })
  const values = filled.flatMap((insert) => insert.values)
  const text =
    texts.length === 1
      ? texts[0]!
      : `WITH ${texts.map((part, i) => `p${i} AS (${part})`).join(', ')} SELECT 1`
  const name = planName(text)
  return name ? [text, values, name] : [text, values]
}

const planNames = new Map<string, string>()
const mostPlans = 60

/** Inserts come in few combinations, so each keeps its plan; should they ever be many, the rest is planned anew. */
function planName(text: string): string | undefined {
  const known = planNames.get(text)
  if (known || planNames.size >= mostPlans) return known
  const name = `insert-${planNames.size}`
  planNames.set(text, name)
  return name
}
