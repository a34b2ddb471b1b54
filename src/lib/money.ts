const digits = new Map<string, number>()

/** How many decimals a currency has (ISO 4217), such as 2 of EUR, 0 of JPY, 3 of KWD. */
export function minorDigits(currency: string): number {
  const known = digits.get(currency)
  if (known !== undefined) return known
  const found = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
    .maximumFractionDigits!
  digits.set(currency, found)
  return found
}

const codes = new Set(Intl.supportedValuesOf('currency'))
export const isCurrency = (code: string): boolean => codes.has(code)

/** `1234.5` of EUR is 123450. Undefined where there are more decimals than the currency has, or too many digits. */
export function minorUnits(decimal: string, currency: string): number | undefined {
  const parts = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(decimal)
  if (!parts) return undefined
  const decimals = minorDigits(currency)
  const fraction = (parts[3] ?? '').replace(/0+$/, '')
  if (fraction.length > decimals) return undefined
  const amount = Number(`${parts[1]}${parts[2]}${fraction.padEnd(decimals, '0')}`)
  return Number.isSafeInteger(amount) ? amount || 0 : undefined
}

/** 123450 of EUR is `1234.50`. */
export function decimalOf(amount: number, currency: string): string {
  const decimals = minorDigits(currency)
  if (decimals === 0) return String(amount)
  const text = String(Math.abs(amount)).padStart(decimals + 1, '0')
  return `${amount < 0 ? '-' : ''}${text.slice(0, -decimals)}.${text.slice(-decimals)}`
}
