import { open } from 'node:fs/promises'
import { readCsv } from './csv.ts'
import { byteOrderMark } from './encoding.ts'
import type { Choices, FileDescription } from './file-description.ts'
import { fileError } from './file-error.ts'
import type { RowBatch } from './rows.ts'
import { describeCsv } from './sniff-csv.ts'
import { describeVcard } from './sniff-vcard.ts'
import { describeXlsx } from './sniff-xlsx.ts'
import { readXlsx } from './xlsx.ts'
import { openWorkbook } from './xlsx-workbook.ts'

const SIGNATURES: [code: 'pdf' | 'image' | 'binary' | 'zip', signature: string][] = [
  ['pdf', '%PDF-'],
  ['image', '\x89PNG'],
  ['image', '\xff\xd8\xff'],
  ['image', 'GIF8'],
  ['image', 'II*\x00'],
  ['image', 'MM\x00*'],
  ['binary', '\x7fELF'],
  ['binary', 'MZ\x90'],
  ['binary', 'SQLite format 3'],
  ['zip', '\x1f\x8b'],
  ['zip', '7z\xbc\xaf'],
  ['zip', 'Rar!'],
]

const startsAsVcard = (head: Buffer): boolean => {
  const mark = byteOrderMark(head)
  // Every other byte of UTF-16 is zero here; the words alone decide.
  const text = head
    .subarray(mark?.bom ?? 0, 4096)
    .toString('latin1')
    .replaceAll('\0', '')
  return /^\s*(?:[A-Z][A-Z0-9-]*:[^\r\n]*\s+){0,5}BEGIN\s*:\s*VCARD/i.test(text)
}

/**
 * What a file is, by its content alone; name and extension do not count. `choices` replace what would be found.
 * Throws {@link fileError} for files that hold no table and no cards.
 */
export const describeFile = async (
  path: string,
  choices: Choices = {},
  signal?: AbortSignal,
): Promise<FileDescription> => {
  const file = await open(path, 'r')
  let head: Buffer
  let size: number
  try {
    size = (await file.stat()).size
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(65_536), 0, 65_536, 0)
    head = buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
  if (size === 0) throw fileError('empty')
  const latin = head.toString('latin1')
  if (latin.startsWith('PK\x03\x04')) return describeXlsx(path, size, choices, signal)
  if (latin.startsWith('\xd0\xcf\x11\xe0')) {
    throw fileError(latin.includes('E\0n\0c\0r\0y\0p\0t\0e\0d\0P') ? 'encrypted' : 'xls')
  }
  for (const [code, signature] of SIGNATURES) if (latin.startsWith(signature)) throw fileError(code)
  if (/^(?:RIFF....WEBP|....ftyp(?:heic|avif|mif1))/s.test(latin)) throw fileError('image')
  if (startsAsVcard(head)) return describeVcard(path, size, choices, signal)
  // Programs also save web pages under the name of a spreadsheet.
  if (/^(?:\xef\xbb\xbf)?\s*(?:<[!?a-z][^,;\t]{0,40}|[{[]\s*[{"])/i.test(latin)) throw fileError('markup')
  return describeCsv(path, size, choices, signal)
}

/**
 * The rows of a described CSV or XLSX file, read only as fast as they are taken. With `from`, rows that begin before
 * that line are passed over. `bytesRead` of each batch runs up to `description.size`.
 */
export async function* readRows(
  path: string,
  description: FileDescription,
  { signal, from = 0 }: { signal?: AbortSignal; from?: number } = {},
): AsyncGenerator<RowBatch> {
  for await (const batch of openRows(path, description, signal)) {
    const rows = batch.rows[0]!.line < from ? batch.rows.filter(({ line }) => line >= from) : batch.rows
    if (rows.length) yield { ...batch, rows }
  }
}

async function* openRows(path: string, { csv, xlsx, sheet, size }: FileDescription, signal?: AbortSignal) {
  if (csv) yield* readCsv(path, csv, signal)
  else if (xlsx) {
    const workbook = await openWorkbook(path)
    const part = workbook.sheets.find(({ name }) => name === sheet)?.part
    if (!part) throw fileError('sheet-missing')
    yield* readXlsx(path, size, workbook, part, xlsx, signal)
  } else throw new Error('A file of cards has no rows; use readCards.')
}
