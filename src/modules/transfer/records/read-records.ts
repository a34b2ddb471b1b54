import type { RecordTransfer, TransferColumn } from '#capabilities/declaration/record-transfer.ts'
import { type DayOrder, parseDate } from '#lib/identifiers/date.ts'
import { collapse, collapseLines } from '#lib/text.ts'
import type { Row } from '#platform/formats/rows.ts'
import { readRows } from '#platform/formats/sniff.ts'
import { findDateOrder } from '../reading/date-order.ts'
import type { Refusal } from '../reading/import-row.ts'
import { refusal, refusalOfRow } from '../reading/refusals.ts'
import { readAll, type SourceFile } from '../reading/source.ts'

/** A row of a file as the cells of a record, with every reason why it cannot be taken as it is. */
export type RecordRow = {
  /** Physical line of the file, from 1. */
  line: number
  /** As they stand in the file. */
  cells: string[]
  /** By the names of the record's columns. */
  values: Record<string, string | null>
  refusals: Refusal[]
}

type Place = { column: TransferColumn; index: number; header: string }

/** The rows of a file by its mapping. `country` is that of the workspace. */
export async function openRecords(
  { path, description, mapping, options }: SourceFile,
  { columns }: RecordTransfer,
  country: string | null,
): Promise<(skip: number, signal?: AbortSignal) => AsyncGenerator<{ rows: RecordRow[]; bytesRead: number }>> {
  const dates = new Set(columns.filter(({ holds }) => holds === 'date').map(({ name }) => name))
  const order = await findDateOrder({ path, description, mapping, options, dates }, country)
  const places = columns.flatMap((column): Place[] => {
    const header = mapping.find(({ field }) => field === column.name)?.column
    const index = description.columns.findIndex(({ name }) => name === header)
    return header === undefined || index < 0 ? [] : [{ column, index, header }]
  })
  return (skip, signal) =>
    readAll(
      readRows(path, description, signal ? { signal } : {}),
      (row) => readRecord(places, row, order),
      skip,
    )
}

function readRecord(
  places: readonly Place[],
  { line, cells, problem }: Row,
  order: DayOrder | undefined,
): RecordRow {
  // What a broken row seems to hold is not worth a second reason.
  if (problem) return { line, cells, values: {}, refusals: [refusalOfRow(problem)] }
  const refusals: Refusal[] = []
  const values = places.map(({ column, index, header }) => {
    const text = (column.names || column.holds ? collapse : collapseLines)(cells[index] ?? '')
    if (!text && column.required) refusals.push(refusal(header, 'cell.required'))
    return [column.name, text && column.holds === 'date' ? date(text, header, order, refusals) : text || null]
  })
  return { line, cells, values: Object.fromEntries(values), refusals }
}

function date(text: string, header: string, order: DayOrder | undefined, refusals: Refusal[]): string | null {
  const read = parseDate(text, order)
  if (read.ok) return read.value
  refusals.push(refusal(header, `date.${read.code}`, text))
  return null
}
