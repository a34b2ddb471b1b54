import type { Choices, FileDescription } from './file-description.ts'
import { fileError } from './file-error.ts'
import { columnNames, looksLikeHeader, samplesOf } from './header.ts'
import type { Row } from './rows.ts'
import { readSheet } from './xlsx.ts'
import { openWorkbook, type Workbook } from './xlsx-workbook.ts'

const filled = (row: Row) => row.cells.filter((cell) => cell.trim()).length

const sample = async (
  path: string,
  workbook: Workbook,
  sheet: Workbook['sheets'][number],
  signal?: AbortSignal,
) => {
  for await (const { rows, share } of readSheet(path, workbook, sheet.part, signal)) {
    const used = rows.filter((row) => filled(row) > 0)
    if (used.length) return { rows: used, share }
  }
  return undefined
}

/** A workbook as a table: the sheet asked for, or the first visible one that has rows. */
export const describeXlsx = async (
  path: string,
  size: number,
  choices: Choices,
  signal?: AbortSignal,
): Promise<FileDescription> => {
  const workbook = await openWorkbook(path)
  const wanted = choices.sheet
    ? workbook.sheets.filter(({ name }) => name === choices.sheet)
    : [...workbook.sheets].sort((a, b) => Number(a.hidden) - Number(b.hidden))
  if (choices.sheet && wanted.length === 0) throw fileError('sheet-missing')
  for (const sheet of wanted) {
    const found = await sample(path, workbook, sheet, signal)
    if (!found) continue
    const widest = Math.max(...found.rows.map((row) => row.cells.length))
    // Titles above the table fill a single cell.
    const titles = widest >= 3 ? found.rows.slice(0, 20).findIndex((row) => filled(row) > 1) : 0
    const rows = found.rows.slice(Math.max(titles, 0))
    const cells = rows.map((row) => row.cells)
    const hasHeader = choices.hasHeader ?? looksLikeHeader(cells)
    const header = hasHeader ? cells[0]! : []
    const data = cells.slice(hasHeader ? 1 : 0)
    let width = widest
    while (width > 1 && !header[width - 1]?.trim() && !data.some((row) => row[width - 1]?.trim())) width--
    const samples = samplesOf(data, width)
    return {
      format: 'xlsx',
      size,
      hasHeader,
      columns: columnNames(header, width).map((name, column) => ({ name, samples: samples[column]! })),
      sheets: workbook.sheets.map(({ name }) => name),
      sheet: sheet.name,
      rowsEstimate: Math.round(data.length / Math.max(found.share, 0.0001)),
      xlsx: { headerRow: rows[0]!.line - (hasHeader ? 0 : 1), width },
    }
  }
  throw fileError('empty')
}
