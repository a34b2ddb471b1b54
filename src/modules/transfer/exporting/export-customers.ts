import type { CustomField } from '#capabilities/custom-fields/field.ts'
import type { CustomerFilter } from '#modules/customers/contract.ts'
import { customerFields, selectCustom } from '#modules/customers/custom.ts'
import { streamRows } from '#modules/customers/list.ts'
import { type StoredRecord, selectLists, toRecord } from '#modules/customers/queries.ts'
import type { StoredRow } from '#modules/customers/rows.ts'
import type { Ctx } from '#platform/context.ts'
import { invalid } from '#platform/errors.ts'
import { writeCsv } from '#platform/formats/csv-writer.ts'
import { writeJson } from '#platform/formats/json-writer.ts'
import { writeVcard } from '#platform/formats/vcard-writer.ts'
import { writeXlsx } from '#platform/formats/xlsx-writer.ts'
import { each, readAhead, told } from './batches.ts'
import { cardOf, type WholeRow } from './card-of.ts'
import { customColumns } from './custom-columns.ts'
import { chooseColumns, type ExportColumn, type TableRow } from './export-columns.ts'
import { selectListTexts } from './list-texts.ts'

export type ExportFormat = 'csv' | 'xlsx' | 'vcard' | 'json'
export type ExportRequest = {
  format: ExportFormat
  q?: string
  filter: CustomerFilter
  sort: string
  columns?: string
  ids?: string
  separator: ',' | ';' | '\t'
}

/** Content types and endings of files. */
export const fileKinds: Record<ExportFormat, { type: string; extension: string }> = {
  csv: { type: 'text/csv; charset=utf-8', extension: 'csv' },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', extension: 'xlsx' },
  vcard: { type: 'text/vcard; charset=utf-8', extension: 'vcf' },
  json: { type: 'application/json; charset=utf-8', extension: 'json' },
}

export type Export = { type: string; name: string; body: AsyncIterable<string | Uint8Array> }

/**
 * Customers as a list shows them, all of them, as the pieces of a file. Rows are read as fast as the file is taken;
 * what changes meanwhile may or may not be in it.
 */
export async function exportCustomers(ctx: Ctx, request: ExportRequest): Promise<Export> {
  const { type, extension } = fileKinds[request.format]
  const name = `customers-${ctx.now.toISOString().slice(0, 10)}.${extension}`
  return { type, name, body: await bodyOf(ctx, request) }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

function idsOf(text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined
  const ids = text.split(',').filter(Boolean)
  if (ids.every((id) => uuid.test(id))) return ids
  throw invalid('export.ids', [
    { pointer: '/ids', code: 'export.ids', message: 'ids: ids of customers, separated by commas.' },
  ])
}

/** Customers in batches; the next one is on its way while the present one is written. */
async function rowsOf<Row extends object>(
  ctx: Ctx,
  { q, filter, sort, ids: text }: ExportRequest,
  extra: string | undefined,
): Promise<AsyncIterable<(Row & StoredRow)[]>> {
  const ids = idsOf(text)
  // Chosen by hand they are exported whatever their status.
  const asked = {
    filter: ids && !filter.status ? { ...filter, status: 'all' } : filter,
    ...(q && { q }),
    ...(ids && { ids }),
  }
  const rows = await readAhead(streamRows<Row>(ctx, asked, sort, { ...(extra && { extra }) }))
  return told(ctx, 'exports.customers.end', rows)
}

async function bodyOf(ctx: Ctx, request: ExportRequest): Promise<AsyncIterable<string | Uint8Array>> {
  const { format, separator } = request
  if (format === 'json' || format === 'vcard') {
    const fields = await customerFields(ctx)
    const rows = await rowsOf<WholeRow>(ctx, request, `${selectLists('p')}, ${selectCustom('p')}`)
    if (format === 'json') return writeJson(each(rows, (row) => recordOf(ctx, row, fields)))
    return joined(each(rows, (row) => writeVcard(cardOf(ctx.access, row))))
  }
  const own = customColumns(ctx.access, await customerFields(ctx))
  const columns = chooseColumns(ctx.access, request.columns, own)
  const extra = [selectListTexts(listsOf(columns)), ...selectsOf(columns)].filter(Boolean).join(', ')
  const rows = await rowsOf<TableRow>(ctx, request, extra || undefined)
  const table = {
    columns: columns.map(({ name }) => name),
    rows: each(rows, (row) => columns.map(({ cell }) => cell(row))),
  }
  return format === 'csv' ? writeCsv(table, { separator }) : writeXlsx(table, 'Customers')
}

const selectsOf = (columns: readonly ExportColumn[]) =>
  new Set(columns.flatMap(({ selects }) => selects ?? []))
const listsOf = (columns: readonly ExportColumn[]) => new Set(columns.flatMap(({ list }) => list ?? []))

/** The record as the API gives it, without what only the reader of a screen needs. */
function recordOf(ctx: Ctx, row: WholeRow, fields: readonly CustomField[]) {
  const {
    abilities: _a,
    hidden_fields: _h,
    security_groups: _s,
    photo_url: _p,
    ...record
  } = toRecord(ctx, { ...row, security_groups: [] } as unknown as StoredRecord, fields)
  return record
}

async function* joined(batches: AsyncIterable<string[]>): AsyncGenerator<string> {
  for await (const batch of batches) yield batch.join('')
}
