const signs = new Map<string, string>()

/** The sign before the fraction: "." in English, "," in Dutch. */
function decimalSign(locale: string): string {
  let sign = signs.get(locale)
  if (sign === undefined) {
    const parts = new Intl.NumberFormat(locale).formatToParts(0.5)
    sign = parts.find(({ type }) => type === 'decimal')?.value ?? '.'
    signs.set(locale, sign)
  }
  return sign
}

const plain = /^-?\d+(?:\.\d+)?$/

/**
 * What a person typed as a decimal number (`-1234.5`), null when it is none. Both signs are understood in every
 * locale: the last one of two different signs begins the fraction, and a single one that groups thousands in this
 * locale does so only before exactly three digits, so "12.50" is twelve and a half for a Dutch reader too.
 */
export function parseDecimal(typed: string, locale: string): string | null {
  const text = typed
    .trim()
    .replace(/[\s'’\u00a0\u202f]/g, '')
    .replace(/^[−–]/, '-')
    .replace(/^\+/, '')
  const found = [...text.matchAll(/[.,]/g)]
  const last = found.at(-1)
  if (!last) return plain.test(text) ? trimmed(text) : null
  const kinds = new Set(found.map(([sign]) => sign))
  const digitsAfter = text.length - last.index - 1
  const groups =
    kinds.size === 1 && (found.length > 1 || (last[0] !== decimalSign(locale) && digitsAfter === 3))
  const whole = groups ? text : text.slice(0, last.index)
  if (!/^-?(?:\d+|\d{1,3}(?:[.,]\d{3})+)?$/.test(whole)) return null
  const bare = whole.replace(/[.,]/g, '') || '0'
  const number = groups ? bare : `${bare === '-' ? '-0' : bare}.${text.slice(last.index + 1)}`
  return plain.test(number) ? trimmed(number) : null
}

/** Without zeros that say nothing. */
function trimmed(number: string): string {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)0*(\d+?)(?:\.(\d*?)0*)?$/.exec(number) ?? []
  const text = whole + (fraction && `.${fraction}`)
  return text === '0' ? text : sign + text
}

/** A decimal number as one types it in this locale: without signs between thousands. */
export const decimalText = (number: string, locale: string) => number.replace('.', decimalSign(locale))
