import { csvTokenizer, type Dialect } from './csv-tokenizer.ts'
import { decodeBytes, readBytes } from './encoding.ts'
import { unguardCell } from './formula-guard.ts'
import { BATCH, type Row, type RowBatch } from './rows.ts'

export type CsvReading = Dialect & {
  encoding: string
  /** Bytes of the byte order mark. */
  bom: number
  /** Bytes that fit no character came out as U+FFFD; rows that hold one are marked. */
  lossy: boolean
  /** Rows before this line are left out: the `sep=` line, titles, the header. */
  firstLine: number
  /** Every row comes out with as many cells. */
  width: number
  /** Rows may leave out trailing cells. */
  shortRows: boolean
}

// Control-Z ends files of DOS programs.
const isBlank = (cells: string[]): boolean => {
  for (const cell of cells) if (cell !== '' && cell.trim() !== '' && cell !== '\u001a') return false
  return true
}

const squared = (row: Row, { width, shortRows, lossy }: CsvReading): Row => {
  const { cells } = row
  for (let i = 0; i < cells.length; i++) if (cells[i]!.charCodeAt(0) === 39) cells[i] = unguardCell(cells[i]!)
  if (cells.length > width) {
    if (cells.slice(width).some((cell) => cell.trim() !== '')) row.problem ??= 'cells'
    else cells.length = width
  } else if (cells.length < width) {
    if (!shortRows) row.problem ??= 'cells'
    while (cells.length < width) cells.push('')
  }
  if (lossy && cells.some((cell) => cell.includes('\ufffd'))) row.problem ??= 'encoding'
  return row
}

/**
 * The rows of a CSV file from `firstLine` on, in batches, read only as fast as they are taken and in constant memory.
 * Rows without any value are left out. A row that cannot be read properly comes with its `problem`.
 */
export async function* readCsv(
  path: string,
  reading: CsvReading,
  signal?: AbortSignal,
): AsyncGenerator<RowBatch> {
  const tokenizer = csvTokenizer(reading)
  let bytesRead = reading.bom
  const counted = async function* () {
    for await (const chunk of readBytes(path, signal, reading.bom)) {
      bytesRead += chunk.length
      yield chunk
    }
  }
  let batch: Row[] = []
  const add = function* (rows: Row[]): Generator<RowBatch> {
    for (const row of rows) {
      if (row.line < reading.firstLine || (!row.problem && isBlank(row.cells))) continue
      batch.push(squared(row, reading))
      if (batch.length === BATCH) {
        yield { rows: batch, bytesRead }
        batch = []
      }
    }
  }
  for await (const text of decodeBytes(counted(), reading.encoding)) yield* add(tokenizer.push(text))
  yield* add(tokenizer.end())
  if (batch.length) yield { rows: batch, bytesRead }
}
