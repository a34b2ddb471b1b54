// OWASP "CSV Injection": = + - @, tab and carriage return at the start, also in their full-width forms and behind white
// space, make a spreadsheet calculate a cell.
const RISKY = /^'*[\s\u00a0]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^'*[\t\r\n]/

// A sign and digits alone are a number, whatever program reads it: -12.50, and phone numbers as +31612345678.
const NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/

/** Puts an apostrophe before text that a spreadsheet would take for a formula; plain numbers stay as they are. */
export const guardCell = (text: string): string =>
  RISKY.test(text) && !NUMBER.test(text) ? `'${text}` : text

/** Takes the apostrophe of {@link guardCell} off again. */
export const unguardCell = (text: string): string =>
  text.charCodeAt(0) === 39 && RISKY.test(text) && !NUMBER.test(text) ? text.slice(1) : text
