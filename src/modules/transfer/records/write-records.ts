import type {
  RecordTransfer,
  TransferFault,
  TransferOptions,
  TransferOutcome,
  TransferRow,
} from '#capabilities/declaration/record-transfer.ts'
import type { Ctx } from '#platform/context.ts'
import type { ImportMapping } from '../contract.ts'
import type { Refusal } from '../reading/import-row.ts'
import { refusal } from '../reading/refusals.ts'
import { findCustomers, type Meant } from './find-customers.ts'
import type { RecordRow } from './read-records.ts'

/** What became of a row, and of which record. */
export type Judged = { row: RecordRow } & (
  | { outcome: 'create' | 'update' | 'skip'; title: string }
  | { outcome: 'reject'; refusals: Refusal[] }
)

export type RecordImport = { transfer: RecordTransfer; mapping: ImportMapping; options: TransferOptions }

/** Writes rows, or with `dry` only finds what would become of them; one answer for each row, in their order. */
export async function writeRecords(
  ctx: Ctx,
  { transfer, mapping, options }: RecordImport,
  rows: readonly RecordRow[],
  dry: boolean,
): Promise<Judged[]> {
  const headerOf = (column: string | null) => mapping.find(({ field }) => field === column)?.column ?? null
  const resolved = await withCustomers(ctx, transfer, rows, headerOf, !dry)
  const sound = resolved.filter(({ refusals }) => refusals.length === 0)
  const outcomes =
    sound.length === 0
      ? []
      : await transfer.write(
          ctx,
          sound.map(({ given }) => given),
          options,
          dry,
        )
  if (outcomes.length !== sound.length)
    throw new Error(`${transfer.name} told what became of ${outcomes.length} of ${sound.length} rows`)
  const byRow = new Map(sound.map(({ row }, i) => [row, outcomes[i]!]))
  return resolved.map(({ row, refusals }) => judged(row, refusals, byRow.get(row), headerOf))
}

type HeaderOf = (column: string | null) => string | null

function judged(
  row: RecordRow,
  refusals: Refusal[],
  outcome: TransferOutcome | undefined,
  headerOf: HeaderOf,
): Judged {
  if (!outcome) return { row, outcome: 'reject', refusals }
  if (outcome.outcome !== 'reject') return { row, ...outcome }
  return { row, outcome: 'reject', refusals: outcome.faults.map((fault) => inFile(fault, headerOf)) }
}

/** A fault as people find it in their file: by the header of their column. */
const inFile = ({ column, code, message }: TransferFault, headerOf: HeaderOf): Refusal => ({
  column: headerOf(column),
  code,
  message,
})

type Resolved = { row: RecordRow; given: TransferRow; refusals: Refusal[] }

async function withCustomers(
  ctx: Ctx,
  { columns }: RecordTransfer,
  rows: readonly RecordRow[],
  headerOf: HeaderOf,
  hold: boolean,
): Promise<Resolved[]> {
  const naming = columns.filter(({ names }) => names === 'customer').map(({ name }) => name)
  const cells = rows.flatMap(({ values }) => naming.flatMap((column) => values[column] ?? []))
  const meantBy: (cell: string) => Meant =
    cells.length === 0 ? () => 'nobody' : await findCustomers(ctx, cells, hold)
  return rows.map((row) => {
    const refusals = [...row.refusals]
    const customers: Record<string, string> = {}
    for (const column of naming) {
      const cell = row.values[column]
      if (!cell) continue
      const meant = meantBy(cell)
      if (meant === 'nobody') refusals.push(refusal(headerOf(column), 'customer.unknown', cell))
      else if ('id' in meant) customers[column] = meant.id
      else {
        const some = meant.several.slice(0, 3).map((number) => `C-${number}`)
        refusals.push(refusal(headerOf(column), 'customer.several', cell, { some: some.join(', ') }))
      }
    }
    return { row, refusals, given: { line: row.line, cells: row.values, customers } }
  })
}
