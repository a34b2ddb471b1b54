import { decodeXml, elements, stringItem } from './xlsx-text.ts'

/** How the number in a cell of a style is shown: as a date or time, or filled up with zeros to so many digits. */
export type NumberStyle = 'date' | number | undefined

// ECMA-376 part 1, 18.8.30: built-in formats for dates and times, East Asian ones included.
const isBuiltInDate = (id: number) =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)

const styleOf = (id: number, format: string | undefined): NumberStyle => {
  if (format === undefined) return isBuiltInDate(id) ? 'date' : undefined
  // Only the first section counts; colours, conditions, locales and quoted text say nothing.
  const signs = (format.split(';')[0] ?? '').replace(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
  if (/[ymdhs]/i.test(signs) && !/general/i.test(signs)) return 'date'
  return /^0{2,15}$/.test(signs.trim()) ? signs.trim().length : undefined
}

/** The number style of each cell style (`s` of a cell is the index). */
export const numberStyles = (stylesXml: string): NumberStyle[] => {
  const formats = new Map(
    elements(stylesXml, 'numFmt').map((format) => [Number(format['numFmtId']), format['formatCode']]),
  )
  const cellFormats = /<(?:\w+:)?cellXfs[\s>][\s\S]*?<\/(?:\w+:)?cellXfs>/.exec(stylesXml)?.[0] ?? ''
  return elements(cellFormats, 'xf').map((format) => {
    const id = Number(format['numFmtId'] ?? 0)
    return styleOf(id, formats.get(id))
  })
}

const expand = (text: string): string => {
  const [, sign = '', whole = '', part = '', exponent = '0'] =
    /^(-?)(\d+)\.?(\d*)e([+-]\d+)$/.exec(text) ?? []
  const shift = Number(exponent)
  const digits = whole + part
  if (shift >= part.length) return sign + digits + '0'.repeat(shift - part.length)
  const point = whole.length + shift
  return point > 0
    ? `${sign}${digits.slice(0, point)}.${digits.slice(point)}`
    : `${sign}0.${'0'.repeat(-point)}${digits}`
}

const numberText = (value: number, style: NumberStyle): string => {
  // Excel keeps and shows 15 significant digits.
  const shown = String(Number(value.toPrecision(15)))
  const plain = shown.includes('e') ? expand(shown) : shown
  return typeof style === 'number' && /^\d+$/.test(plain) ? plain.padStart(style, '0') : plain
}

/** A serial number of days as text; Excel counts a 29 February 1900 that never was. */
const dateText = (serial: number, date1904: boolean): string => {
  const days = date1904 ? serial + 1462 : serial
  const milliseconds = Math.round(days * 86_400) * 1000
  if (!(days >= 0) || days >= 2_958_466) return numberText(serial, undefined)
  if (days < 1) return new Date(milliseconds).toISOString().slice(11, 19)
  const iso = new Date(milliseconds + Date.UTC(1899, 11, days < 60 ? 31 : 30)).toISOString()
  return iso.slice(11, 19) === '00:00:00' ? iso.slice(0, 10) : iso.slice(0, 19)
}

const columnOf = (reference: string): number => {
  let column = 0
  for (let i = 0; i < reference.length; i++) {
    const code = reference.charCodeAt(i) & 0xdf
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
  }
  return column - 1
}

export type SheetContext = { strings: string[]; styles: NumberStyle[]; date1904: boolean }

const CELL = /<(?:\w+:)?c((?:\s[^>]*?)?)(?:\/>|>([\s\S]*?)<\/(?:\w+:)?c\s*>)/g
const VALUE = /<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</
const REFERENCE = /\br=["']([A-Za-z]+)/
const TYPE = /\bt=["'](\w+)/
const STYLE = /\bs=["'](\d+)/
const MAX_COLUMNS = 16_384

const cellText = (type: string, style: string | undefined, body: string, context: SheetContext): string => {
  if (type === 'inlineStr') return stringItem(body)
  const value = VALUE.exec(body)?.[1] ?? ''
  if (value === '') return ''
  if (type === 's') return context.strings[Number(value)] ?? ''
  if (type === 'str') return stringItem(`<t>${value}<`)
  if (type === 'b') return value === '1' || value === 'true' ? 'true' : 'false'
  if (type === 'd') return decodeXml(value).replace(/T00:00:00(?:\.0+)?Z?$/, '')
  const number = type === 'e' ? Number.NaN : Number(value)
  if (Number.isNaN(number)) return decodeXml(value)
  const shown = style === undefined ? undefined : context.styles[Number(style)]
  return shown === 'date' ? dateText(number, context.date1904) : numberText(number, shown)
}

/**
 * One `row` element as its number (from 1; undefined where it is not stated) and its cells as text: numbers without
 * exponent, with leading zeros where the format has them; dates `YYYY-MM-DD`, with a time `YYYY-MM-DDTHH:MM:SS`, times
 * `HH:MM:SS`; `true` and `false`; the last result of formulas; errors as written (`#N/A`).
 */
export const readRow = (
  xml: string,
  context: SheetContext,
): { number: number | undefined; cells: string[] } => {
  const number = Number(/\sr=["'](\d+)/.exec(xml.slice(0, xml.indexOf('>')))?.[1]) || undefined
  const cells: string[] = []
  for (const [, attributes = '', body = ''] of xml.matchAll(CELL)) {
    const reference = REFERENCE.exec(attributes)?.[1]
    const column = reference ? columnOf(reference) : cells.length
    if (column >= MAX_COLUMNS) continue
    while (cells.length < column) cells.push('')
    const type = TYPE.exec(attributes)?.[1] ?? 'n'
    cells[column] = body ? cellText(type, STYLE.exec(attributes)?.[1], body, context) : ''
  }
  return { number, cells }
}
