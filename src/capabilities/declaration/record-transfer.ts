import type { Ctx } from '#platform/context.ts'
import type { Language } from './define-module.ts'

/** A column of a file with records: `name` is that of the API. */
export type TransferColumn = {
  name: string
  words: Readonly<Record<Language, string>>
  /** Further headers under which files have it, beside its name and its words; case and accents do not count. */
  also?: readonly string[]
  /** A row in which it is empty is refused before `write` sees it, and a file without it is not imported. */
  required?: true
  /**
   * Cells name a customer by number (C-10042), e-mail address, or a full name that only one has; the import finds whom
   * they mean and refuses what nobody or several have.
   */
  names?: 'customer'
  /** Cells hold a date in any form that people write; `write` gets YYYY-MM-DD, and the import refuses what is none. */
  holds?: 'date'
  /** It says something to readers of an export; an import passes it over. */
  only?: 'export'
}

/**
 * A row of a file: cells by the names of the columns, trimmed (lines within a cell stay); null where they are empty,
 * absent where the file has no such column.
 */
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

/** How one kind of records goes out to files; with only this much none comes in, for a table cannot make such records. */
export type RecordExport = {
  /** Its name in addresses: `relationships`, `custom-records.boats`. */
  name: string
  words: Readonly<Record<Language, string>>
  permissions: { export: string }
  columns: readonly TransferColumn[]
  /**
   * Rows for a file in a steady order, `limit` at a time after the place `after`, and the place behind them: null when
   * there are no more. Cells by the names of the columns, as `write` takes them; customers by number (C-10042).
   */
  read(
    ctx: Ctx,
    page: { after: string | null; limit: number },
  ): Promise<{ rows: readonly Readonly<Record<string, string | null>>[]; after: string | null }>
}

/** How one kind of records comes in from files and goes out to them. */
export type RecordTransfer = RecordExport & {
  permissions: { import: string }
  /**
   * Writes rows in the transaction of `ctx`, with timeline, history and words, many at once; an outcome for each row in
   * its order, as if the rows came one after the other. With `dry` the outcomes are those that writing would have, and
   * what is written all the same is taken back; earlier batches of the file are then not there. Should it fail for a
   * batch, its rows are given once more, one at a time, and one that fails alone is refused. Customers that rows name
   * are held until the transaction ends. `ctx.actor` is the import, and what `historyPart` keeps belongs to it: so an
   * import is undone. A batch has at most some hundred rows; the caller has checked the permission.
   */
  write(
    ctx: Ctx,
    rows: readonly TransferRow[],
    options: TransferOptions,
    dry: boolean,
  ): Promise<readonly TransferOutcome[]>
}
