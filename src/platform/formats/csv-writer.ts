import { guardCell } from './formula-guard.ts'
import type { OutCell, OutTable } from './table.ts'

const cellText = (cell: OutCell, special: RegExp): string => {
  if (typeof cell === 'string') {
    if (cell === '') return ''
    const text = guardCell(cell)
    return special.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return cell === null || cell === undefined ? '' : String(cell)
}

/** One row with its line end (CRLF, RFC 4180); a single empty cell is quoted, or it would be an empty line. */
export const csvLine = (cells: OutCell[], separator: string, special = specialOf(separator)): string => {
  let line = ''
  for (let i = 0; i < cells.length; i++) {
    if (i) line += separator
    line += cellText(cells[i], special)
  }
  return `${line === '' ? '""' : line}\r\n`
}

/** What makes quotes necessary; white space at the edges too, since readers trim it. */
const specialOf = (separator: string): RegExp =>
  new RegExp(`["\\r\\n${separator.replace(/[\\\]^-]/g, '\\$&')}]|^\\s|\\s$|^sep=`, 'i')

/**
 * A table as CSV text, a piece per batch: RFC 4180, with a byte order mark so that Excel sees UTF-8, and safe against
 * formula injection. Read again by this program it gives the same text.
 */
export async function* writeCsv(
  { columns, rows }: OutTable,
  { separator = ',', bom = true }: { separator?: string; bom?: boolean } = {},
): AsyncGenerator<string> {
  const special = specialOf(separator)
  yield (bom ? '\ufeff' : '') + csvLine(columns, separator, special)
  for await (const batch of rows) {
    let text = ''
    for (const row of batch) text += csvLine(row, separator, special)
    if (text) yield text
  }
}
