import { csvTokenizer, type Dialect } from './csv-tokenizer.ts'
import { headings } from './header.ts'
import type { Row } from './rows.ts'

/** Separators that are tried, likelier ones first. */
export const SEPARATORS = [',', ';', '\t', '|', '^', '~', '!', ':'] as const

const RARE = 4

/** The rows of a piece of text from the beginning of a file; the last one may be cut off and is left out. */
export const sampleRows = (text: string, dialect: Dialect, whole: boolean): Row[] => {
  const tokenizer = csvTokenizer(dialect)
  const rows = tokenizer.push(text)
  if (whole) rows.push(...tokenizer.end())
  return rows
}

/** The width most rows have, wider ones first among equals. */
export const commonWidth = (rows: Row[]): number => {
  const counts = new Map<number, number>()
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1)
  let best = 0
  let most = 0
  for (const [width, count] of counts) {
    if (count > most || (count === most && width > best)) [best, most] = [width, count]
  }
  return best
}

const score = (rows: Row[], rank: number): number => {
  const width = commonWidth(rows)
  if (width < 2) return 0
  const regular = rows.filter(({ cells }) => cells.length === width).length / rows.length
  if (regular < (rank >= RARE ? 0.9 : 0.5)) return 0
  const first = rows.find(({ cells }) => cells.length > 1)
  const headed = first && first.cells.length === width ? 0.5 : 0
  const named = first && headings(first.cells) > 1 ? 0.3 : 0
  const broken = rows.some(({ problem }) => problem === 'quote') ? 0.2 : 0
  return regular + headed + named - broken + 0.08 * Math.log2(width) - (rank >= RARE ? 0.5 : 0) - rank * 0.001
}

/** What Excel reads as an instruction: a first line `sep=;`. */
export const statedSeparator = (text: string): string | undefined => /^"?sep=(.)"?[\r\n]/i.exec(text)?.[1]

const escapeOf = (text: string): Dialect['escape'] =>
  /\\"[^,;\t|\r\n]/.test(text) && !/[^,;\t|\s"]""[^,;\t|\s"]/.test(text) ? '\\' : '"'

/** Separator and quoting that make the most regular table of a piece of text; a comma where there is but one column. */
export const detectDialect = (text: string, whole: boolean): Dialect => {
  const dialect = { separator: ',', escape: escapeOf(text) }
  const stated = statedSeparator(text)
  if (stated) return { ...dialect, separator: stated }
  let best: Dialect = dialect
  let most = 0
  SEPARATORS.forEach((separator, rank) => {
    const tried = { ...dialect, separator }
    const rows = sampleRows(text.slice(0, 65_536), tried, whole && text.length <= 65_536)
    const points = score(rows.slice(0, 300), rank)
    if (points > most) [best, most] = [tried, points]
  })
  return best
}
