/** A value on its way into a file. */
export type OutCell = string | number | boolean | null | undefined

/** A table on its way into a file: its column names, and rows in batches as a cursor gives them. */
export type OutTable = { columns: string[]; rows: AsyncIterable<OutCell[][]> | Iterable<OutCell[][]> }
