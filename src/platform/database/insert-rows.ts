import type { Queryable } from './database.ts'

/** Column names with their PostgreSQL types, in the order in which they are written. */
export type ColumnTypes = Readonly<Record<string, string>>

/**
 * The `INSERT … SELECT` of any number of rows given as one JSON parameter: one statement and one plan,
 * whatever their number. (COPY is refused on tables with row level security.)
 * @param placeholder the parameter that carries the JSON array, such as `$1`
 */
export function insertFromJson(table: string, columns: ColumnTypes, placeholder: string, tail = ''): string {
  const names = Object.keys(columns).join(', ')
  const typed = Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ')
  return `INSERT INTO ${table} (${names}) SELECT ${names} FROM json_to_recordset(${placeholder}::json) AS r(${typed}) ${tail}`
}

export async function insertRows(
  tx: Queryable,
  table: string,
  columns: ColumnTypes,
  rows: readonly object[],
  tail = '',
): Promise<void> {
  if (rows.length === 0) return
  await tx.rows(insertFromJson(table, columns, '$1', tail), [JSON.stringify(rows)])
}
