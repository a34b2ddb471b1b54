import { writeXlsxStream } from 'hucre/xlsx'
import type { OutCell, OutTable } from './table.ts'

/** Excel's limit for the text of a cell, in UTF-16 units. */
const MAX_TEXT = 32_767

// XML 1.0 has no way to write these.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

const cellValue = (cell: OutCell): string | number | boolean | null => {
  if (typeof cell !== 'string') return cell ?? null
  if (cell === '') return null
  // `_x0041_` in a file stands for an A; the underscore of text that looks so has to be written that way itself.
  const text = cell
    .toWellFormed()
    .replace(ILLEGAL, '')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
  return text.length > MAX_TEXT ? text.slice(0, MAX_TEXT).toWellFormed() : text
}

async function* flatten({ columns, rows }: OutTable) {
  yield columns.map(cellValue)
  for await (const batch of rows) for (const row of batch) yield row.map(cellValue)
}

/**
 * A table as the bytes of an XLSX workbook, in constant memory; more rows than a sheet holds (1,048,576) go on in
 * further sheets. Text is stored as text, so nothing in it is ever calculated.
 */
export const writeXlsx = (table: OutTable, sheet: string): AsyncIterable<Uint8Array> =>
  writeXlsxStream(flatten(table), {
    // Excel refuses other names.
    name:
      sheet
        .replace(/[[\]:*?/\\]/g, ' ')
        .slice(0, 31)
        .trim() || 'Sheet1',
    freezePane: { rows: 1 },
  }) as unknown as AsyncIterable<Uint8Array>
