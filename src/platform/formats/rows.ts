/**
 * What is wrong with a row as a row: `quote` a quoted cell that never ends (only the first line is given); `long` more
 * than 2 million characters (cut); `cells` more cells than columns, or fewer where all other rows are complete;
 * `encoding` bytes that are no character of the file's encoding.
 */
export type RowProblem = 'quote' | 'long' | 'cells' | 'encoding'

export type Row = {
  /** The physical line of the file (of the sheet, for XLSX) on which the row begins, from 1. */
  line: number
  cells: string[]
  problem?: RowProblem
}

/** Up to {@link BATCH} rows; `bytesRead` of the file's size so far, for progress. */
export type RowBatch = { rows: Row[]; bytesRead: number }

export const BATCH = 500
