import { decodeBytes } from './encoding.ts'
import { fileError } from './file-error.ts'
import { BATCH, type Row, type RowBatch } from './rows.ts'
import { numberStyles, readRow, type SheetContext } from './xlsx-cells.ts'
import { elementStream, stringItem } from './xlsx-text.ts'
import type { Workbook } from './xlsx-workbook.ts'
import { unpack, unpackWhole, type ZipEntry } from './zip-directory.ts'

const MEGABYTE = 1_048_576
// Shared strings are held in memory while a sheet is read, the sheet is not.
const MAX_STRINGS = 512 * MEGABYTE
const MAX_STYLES = 16 * MEGABYTE
const MAX_SHEET = 4096 * MEGABYTE
const MAX_ELEMENT = 16 * MEGABYTE

/** A copy that does not keep the text it was cut from in memory. */
const detached = (text: string): string => (text.length < 13 ? text : Buffer.from(text).toString())

const sharedStrings = async (
  path: string,
  entry: ZipEntry | undefined,
  signal?: AbortSignal,
): Promise<string[]> => {
  const strings: string[] = []
  if (!entry) return strings
  for await (const items of elementStream(
    decodeBytes(unpack(path, entry, MAX_STRINGS, signal), 'utf-8'),
    'si',
    MAX_ELEMENT,
  )) {
    if (!items) throw fileError('too-large')
    for (const item of items) strings.push(detached(stringItem(item)))
  }
  return strings
}

/**
 * The rows of one sheet as text, in batches, with the `share` (0–1) of the sheet that is read. Rows are as wide as they
 * are. Only the shared strings are kept in memory; hucre, which writes our workbooks, keeps a tree of them and does not
 * wait for whoever takes the rows.
 */
export async function* readSheet(
  path: string,
  { styles, date1904, ...workbook }: Workbook,
  sheet: ZipEntry,
  signal?: AbortSignal,
): AsyncGenerator<{ rows: Row[]; share: number }> {
  const context: SheetContext = {
    strings: await sharedStrings(path, workbook.sharedStrings, signal),
    styles: styles ? numberStyles((await unpackWhole(path, styles, MAX_STYLES)).toString('utf8')) : [],
    date1904,
  }
  let bytes = 0
  const counted = async function* () {
    for await (const chunk of unpack(path, sheet, MAX_SHEET, signal)) {
      bytes += chunk.length
      yield chunk
    }
  }
  let line = 0
  let batch: Row[] = []
  for await (const elements of elementStream(decodeBytes(counted(), 'utf-8'), 'row', MAX_ELEMENT)) {
    if (!elements) throw fileError('too-large')
    for (const element of elements) {
      const { number, cells } = readRow(element, context)
      line = number ?? line + 1
      batch.push({ line, cells })
      if (batch.length === BATCH) {
        yield { rows: batch, share: bytes / sheet.size }
        batch = []
      }
    }
  }
  if (batch.length) yield { rows: batch, share: 1 }
}

/** The rows below the header, each `width` cells wide; wider ones with something in them are marked. */
export async function* readXlsx(
  path: string,
  size: number,
  workbook: Workbook,
  sheet: ZipEntry,
  { headerRow, width }: { headerRow: number; width: number },
  signal?: AbortSignal,
): AsyncGenerator<RowBatch> {
  for await (const { rows, share } of readSheet(path, workbook, sheet, signal)) {
    const kept: Row[] = []
    for (const row of rows) {
      if (row.line <= headerRow || row.cells.every((cell) => cell.trim() === '')) continue
      if (row.cells.length > width) {
        if (row.cells.slice(width).some((cell) => cell.trim() !== '')) row.problem = 'cells'
        else row.cells.length = width
      }
      while (row.cells.length < width) row.cells.push('')
      kept.push(row)
    }
    if (kept.length) yield { rows: kept, bytesRead: Math.round(share * size) }
  }
}
