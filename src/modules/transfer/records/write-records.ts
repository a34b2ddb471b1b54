import type {
  RecordTransfer,
  TransferFault,
  TransferOptions,
  TransferOutcome,
  TransferRow,
} from '#capabilities/declaration/record-transfer.ts'
import type { Ctx } from '#platform/context.ts'
import { AppError } from '#platform/errors.ts'
import { isInterruption } from '#platform/jobs/patience.ts'
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
  const outcomes = await outcomesOf(
    ctx,
    sound.map(({ given }) => given),
    async (given) => {
      const told = await transfer.write(ctx, given, options, dry)
      if (told.length === given.length) return told
      throw new Error(`${transfer.name} told what became of ${told.length} of ${given.length} rows`)
    },
  )
  const byRow = new Map(sound.map(({ row }, i) => [row, outcomes[i]!]))
  return resolved.map(({ row, refusals }) => judged(row, refusals, byRow.get(row), headerOf))
}

type Write = (rows: readonly TransferRow[]) => Promise<readonly TransferOutcome[]>

/** What became of rows. Where they cannot be written together, each goes alone, so that one stands in no other's way. */
async function outcomesOf(ctx: Ctx, rows: readonly TransferRow[], write: Write): Promise<TransferOutcome[]> {
  if (rows.length === 0) return []
  await ctx.rows('SAVEPOINT rows_of_batch')
  try {
    return [...(await write(rows))]
  } catch (error) {
    if (isInterruption(error)) throw error
    await ctx.rows('ROLLBACK TO SAVEPOINT rows_of_batch')
    if (rows.length === 1) return [failed(ctx, error)]
    const outcomes: TransferOutcome[] = []
    for (const row of rows) outcomes.push(...(await outcomesOf(ctx, [row], write)))
    return outcomes
  }
}

function failed(ctx: Ctx, error: unknown): TransferOutcome {
  if (error instanceof AppError) {
    const { errors = [] } = error.details
    const faults = errors.map(({ code, message }) => ({ column: null, code, message }))
    return {
      outcome: 'reject',
      faults: faults.length > 0 ? faults : [{ column: null, code: error.code, message: error.message }],
    }
  }
  ctx.app.log.error({ err: error }, 'a row of an import failed')
  return { outcome: 'reject', faults: [refusal(null, 'row.failed')] }
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
