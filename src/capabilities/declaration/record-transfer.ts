import type { Ctx } from '#platform/context.ts'
import type { Language } from './define-module.ts'

/** A column of a file with records: `name` is that of the API. */
export type TransferColumn = {
  name: string
  words: Readonly<Record<Language, string>>
  /** Further headers under which files have it, folded as `capabilities` fold names: lower case, no accents. */
  also?: readonly string[]
  required?: true
  /** Cells name a customer by number (C-10042) or e-mail address; the import finds whom they mean. */
  names?: 'customer'
}

/** A row of a file: cells by column, trimmed; null where they are empty, absent where the file has no such column. */
export type TransferRow = {
  line: number
  cells: Readonly<Record<string, string | null>>
  /** Ids of the customers that the cells of `names: 'customer'` columns mean. */
  customers: Readonly<Record<string, string>>
}

export type TransferFault = { column: string | null; code: string; message: string }

/** What became of a row. Rejected rows keep all their faults. */
export type TransferOutcome =
  | { outcome: 'create' | 'update' | 'skip'; title: string }
  | { outcome: 'reject'; faults: readonly TransferFault[] }

export type TransferOptions = {
  /** What happens to a row whose record is there already. */
  existing: 'update' | 'skip' | 'create'
  /** What an empty cell does to a value that is there. */
  blanks: 'keep' | 'clear'
}

/** How one kind of records comes in from files and goes out to them. */
export type RecordTransfer = {
  /** Its name in addresses: `relationships`, `custom-records.boats`. */
  name: string
  words: Readonly<Record<Language, string>>
  permissions: { import: string; export: string }
  columns: readonly TransferColumn[]
  /**
   * Writes rows in the transaction of `ctx`, with timeline, history and words, many at once; an outcome for each row in
   * its order. With `dry` nothing is written, and the outcomes are those that writing would have.
   */
  write(
    ctx: Ctx,
    rows: readonly TransferRow[],
    options: TransferOptions,
    dry: boolean,
  ): Promise<readonly TransferOutcome[]>
  /** Rows for a file in a steady order, `limit` at a time after the place `after`; cells as `write` takes them. */
  read(
    ctx: Ctx,
    page: { after: string | null; limit: number },
  ): Promise<{ rows: readonly Readonly<Record<string, string | null>>[]; after: string | null }>
}
