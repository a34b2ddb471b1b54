import type {
  TransferColumn,
  TransferOutcome,
  TransferRow,
} from '#capabilities/declaration/record-transfer.ts'
import { AppError } from '#platform/errors.ts'

export const column = (
  name: string,
  en: string,
  nl: string,
  more: Omit<TransferColumn, 'name' | 'words'> = {},
): TransferColumn => ({ name, words: { en, nl }, ...more })

/** What a verb refuses, as faults of the columns that its fields are called after. */
function refused(error: unknown): TransferOutcome {
  if (!(error instanceof AppError)) throw error
  const { errors, message } = error.details
  const faults = errors?.map(({ pointer, code, message: text }) => ({
    column: pointer.slice(1).replace(/_id$/, '') || null,
    code,
    message: text,
  }))
  return {
    outcome: 'reject',
    faults: faults ?? [{ column: null, code: error.code, message: message ?? error.code }],
  }
}

/** Goes through rows in their order. The verbs check before they write, so a row that is refused leaves nothing. */
export async function throughRows(
  rows: readonly TransferRow[],
  work: (row: TransferRow) => Promise<TransferOutcome>,
): Promise<TransferOutcome[]> {
  const outcomes: TransferOutcome[] = []
  for (const row of rows) outcomes.push(await work(row).catch(refused))
  return outcomes
}

export const rejected = (columnName: string, code: string, message: string): TransferOutcome => ({
  outcome: 'reject',
  faults: [{ column: columnName, code, message }],
})

/** What a cell says of a value that is there: undefined leaves it as it is. */
export const given = (
  { cells }: TransferRow,
  name: string,
  blanks: 'keep' | 'clear',
): string | null | undefined => {
  const cell = cells[name]
  return cell === null && blanks === 'keep' ? undefined : cell
}
