import { Readable } from 'node:stream'
import type { CustomerFilter } from '#modules/customers/contract.ts'
import { streamRows } from '#modules/customers/list.ts'
import { type StoredRecord, selectLists, toRecord } from '#modules/customers/queries.ts'
import type { Ctx } from '#platform/context.ts'
import { invalid } from '#platform/errors.ts'
import { writeCsv } from '#platform/formats/csv-writer.ts'
import { writeJson } from '#platform/formats/json-writer.ts'
import { writeVcard } from '#platform/formats/vcard-writer.ts'
import { writeXlsx } from '#platform/formats/xlsx-writer.ts'
import { cardOf } from './card-of.ts'
import { chooseColumns, type ExportRow } from './export-columns.ts'

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

const kinds: Record<ExportFormat, { type: string; extension: string }> = {
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
  const { type, extension } = kinds[request.format]
  const name = `customers-${ctx.now.toISOString().slice(0, 10)}.${extension}`
  const rows = await started(rowsOf(ctx, request))
  return { type, name, body: bodyOf(ctx, request, rows) }
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

async function* rowsOf(ctx: Ctx, { q, filter, sort, ids: text }: ExportRequest): AsyncGenerator<ExportRow[]> {
  const ids = idsOf(text)
  // Chosen by hand they are exported whatever their status.
  const asked = {
    filter: ids && !filter.status ? { ...filter, status: 'all' } : filter,
    ...(q && { q }),
    ...(ids && { ids }),
  }
  for await (const rows of streamRows<ExportRow>(ctx, asked, sort, { extra: selectLists('p') })) {
    for (const row of rows) {
      primaryFirst(row.emails)
      primaryFirst(row.phones)
    }
    yield rows
  }
}

function primaryFirst(list: { is_primary: boolean }[]): void {
  if (list.length > 1 && !list[0]!.is_primary)
    list.sort((a, b) => Number(b.is_primary) - Number(a.is_primary))
}

function bodyOf(
  ctx: Ctx,
  request: ExportRequest,
  rows: AsyncIterable<ExportRow[]>,
): AsyncIterable<string | Uint8Array> {
  if (request.format === 'json') return writeJson(each(rows, (row) => recordOf(ctx, row)))
  if (request.format === 'vcard') return joined(each(rows, (row) => writeVcard(cardOf(ctx.access, row))))
  const columns = chooseColumns(ctx.access, request.columns)
  const table = {
    columns: columns.map(({ name }) => name),
    rows: each(rows, (row) => columns.map(({ cell }) => cell(row))),
  }
  return request.format === 'csv'
    ? writeCsv(table, { separator: request.separator })
    : writeXlsx(table, 'Customers')
}

/** The record as the API gives it, without what only the reader of a screen needs. */
function recordOf(ctx: Ctx, row: ExportRow) {
  const {
    abilities: _a,
    hidden_fields: _h,
    security_groups: _s,
    photo_url: _p,
    ...record
  } = toRecord(ctx, {
    ...row,
    security_groups: [],
  } as StoredRecord)
  return record
}

async function* each<In, Out>(batches: AsyncIterable<In[]>, change: (one: In) => Out): AsyncGenerator<Out[]> {
  for await (const batch of batches) yield batch.map(change)
}

async function* joined(batches: AsyncIterable<string[]>): AsyncGenerator<string> {
  for await (const batch of batches) yield batch.join('')
}

/** Asks for the first rows, so that what is wrong with the request is refused before the answer begins. */
async function started<Batch>(batches: AsyncGenerator<Batch>): Promise<AsyncIterable<Batch>> {
  const first = await batches.next()
  return (async function* () {
    if (first.done) return
    yield first.value
    yield* batches
  })()
}

/** For HTTP: pieces as a stream that is read only as fast as the reader takes it. */
export const streamOf = (pieces: AsyncIterable<string | Uint8Array>): Readable =>
  Readable.from(pieces, { objectMode: false, highWaterMark: 262_144 })
