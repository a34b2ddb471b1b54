import { open } from 'node:fs/promises'
import iconv from 'iconv-lite'
import type { CsvReading } from './csv.ts'
import { commonWidth, detectDialect, sampleRows, statedSeparator } from './csv-dialect.ts'
import type { Dialect } from './csv-tokenizer.ts'
import { detectEncoding } from './encoding.ts'
import type { Choices, FileDescription } from './file-description.ts'
import { fileError } from './file-error.ts'
import { unguardCell } from './formula-guard.ts'
import { columnNames, looksLikeHeader, samplesOf } from './header.ts'
import type { Row } from './rows.ts'

const SAMPLE = 1_048_576

/** Whether text is rather machine data: many control characters. */
const isJunk = (text: string): boolean => {
  let odd = 0
  const length = Math.min(text.length, 100_000)
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i)
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13) || code === 0xfffd) odd++
  }
  return odd > 8 && odd > length * 0.05
}

/** How many rows stand above the header: titles, which fill one cell of a table of three or more columns. */
const titleRows = (rows: Row[], width: number): number => {
  if (width < 3) return 0
  const titles = rows.slice(0, 20).findIndex(({ cells }) => cells.filter((cell) => cell.trim()).length > 1)
  return titles > 0 && rows[titles]!.cells.length >= width - 1 ? titles : 0
}

/** A text file as a table: how to read it, and what its columns hold. */
export const describeCsv = async (
  path: string,
  size: number,
  choices: Choices,
  signal?: AbortSignal,
): Promise<FileDescription> => {
  const found = choices.encoding
    ? { name: choices.encoding, bom: 0, lossy: true }
    : await detectEncoding(path, signal)
  const file = await open(path, 'r')
  let bytes: Buffer
  try {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(SAMPLE), 0, SAMPLE, found.bom)
    bytes = buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
  const whole = found.bom + bytes.length >= size
  const decoder = iconv.getDecoder(found.name)
  const text = decoder.write(bytes) + (whole ? (decoder.end() ?? '') : '')
  if (isJunk(text)) throw fileError('binary')

  const guessed = detectDialect(text, whole)
  const dialect: Dialect = { ...guessed, separator: choices.separator ?? guessed.separator }
  const skipped = statedSeparator(text) ? 1 : 0
  const rows = sampleRows(text, dialect, whole)
    .filter(({ line }) => line > skipped)
    .filter(({ cells }) => cells.some((cell) => cell.trim() && cell !== '\u001a'))
  if (rows.length === 0) throw fileError('empty')

  const typical = commonWidth(rows.slice(0, 1000))
  const table = rows.slice(titleRows(rows, typical))
  const cells = table.map((row) => row.cells)
  const hasHeader = choices.hasHeader ?? looksLikeHeader(cells)
  const header = hasHeader ? cells[0]!.map(unguardCell) : []
  const data = table.slice(hasHeader ? 1 : 0).filter((row) => !row.problem)
  let width = Math.max(hasHeader ? header.length : 0, typical)
  // Trailing separators make columns without name and content.
  const used = (column: number) => header[column]?.trim() || data.some((row) => row.cells[column]?.trim())
  while (width > 1 && !used(width - 1)) width--
  // Programs write all cells of a row or leave out empty ones at the end; a short row among complete ones is broken.
  const short = data.filter((row) => row.cells.length < width).length
  const names = columnNames(header, width)
  const samples = samplesOf(
    data.slice(0, 1000).map((row) => row.cells),
    width,
  )
  const reading: CsvReading = {
    ...dialect,
    encoding: found.name,
    bom: found.bom,
    lossy: found.lossy,
    firstLine: hasHeader ? (table[1]?.line ?? Number.MAX_SAFE_INTEGER) : table[0]!.line,
    width,
    shortRows: short > data.length * 0.05,
  }
  return {
    format: 'csv',
    size,
    encoding: found.name,
    separator: dialect.separator,
    hasHeader,
    columns: names.map((name, column) => ({ name, samples: samples[column]! })),
    rowsEstimate: whole
      ? table.length - (hasHeader ? 1 : 0)
      : Math.round((table.length / bytes.length) * size),
    csv: reading,
  }
}
