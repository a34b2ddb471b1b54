import type { RecordExport } from '#capabilities/declaration/record-transfer.ts'
import type { Ctx } from '#platform/context.ts'
import { writeCsv } from '#platform/formats/csv-writer.ts'
import { writeJson } from '#platform/formats/json-writer.ts'
import { writeXlsx } from '#platform/formats/xlsx-writer.ts'
import { CUSTOMERS, findTransfer, worded } from '../targets.ts'
import { each, readAhead, told } from './batches.ts'
import { type Export, exportCustomers, fileKinds } from './export-customers.ts'

export type TargetExport = { format: 'csv' | 'xlsx' | 'json'; target: string; separator: ',' | ';' | '\t' }

const BATCH = 1000

type Cells = Readonly<Record<string, string | null>>

async function* rowsOf(ctx: Ctx, { read }: RecordExport): AsyncGenerator<Cells[]> {
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<typeof read>> = await read(ctx, { after, limit: BATCH })
    yield [...page.rows]
    after = page.after
  } while (after !== null)
}

/**
 * All there is of a kind as the pieces of a file, in the form in which an import takes it. Rows are read as fast as the
 * file is taken; what changes meanwhile may or may not be in it.
 */
export async function exportTarget(ctx: Ctx, request: TargetExport): Promise<Export> {
  const { target, format, separator } = request
  if (target === CUSTOMERS)
    return exportCustomers(ctx, { format, separator, filter: { status: 'all' }, sort: 'number' })
  const transfer = await findTransfer(ctx, target, 'export')
  const { type, extension } = fileKinds[format]
  const name = `${target.replace(/[^\w-]+/g, '-')}-${ctx.now.toISOString().slice(0, 10)}.${extension}`
  const rows = told(ctx, 'exports.records.end', await readAhead(rowsOf(ctx, transfer)))
  if (format === 'json') return { type, name, body: writeJson(each(rows, (row) => recordOf(transfer, row))) }
  const label = worded(ctx, transfer.words)
  const table = {
    columns: transfer.columns.map(({ words }) => worded(ctx, words)),
    rows: each(rows, (row) => transfer.columns.map((column) => row[column.name])),
  }
  return {
    type,
    name,
    body: format === 'csv' ? writeCsv(table, { separator }) : writeXlsx(table, sheetName(label)),
  }
}

/** Every column, also where there is nothing in it. */
const recordOf = ({ columns }: RecordExport, row: Cells) =>
  Object.fromEntries(columns.map(({ name }) => [name, row[name] ?? null]))

/** At most 31 characters and none of those that a workbook refuses (ECMA-376, 18.2.19). */
const sheetName = (label: string) =>
  label
    .replace(/[\\/?*[\]:]/g, ' ')
    .slice(0, 31)
    .toWellFormed()
    .trim() || 'Records'
