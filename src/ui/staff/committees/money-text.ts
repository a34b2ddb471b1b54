const digitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2

/** 250000 of EUR as it is typed: 2500. */
export const moneyText = (minor: number, currency: string): string => String(minor / 10 ** digitsOf(currency))

/** Minor units of a typed amount; null for nothing, undefined where it is none. */
export function minorOf(text: string, currency: string): number | null | undefined {
  const plain = text.trim().replace(/\s/g, '').replace(',', '.')
  if (plain === '') return null
  if (!/^\d+(\.\d+)?$/.test(plain)) return undefined
  const minor = Math.round(Number(plain) * 10 ** digitsOf(currency))
  return Number.isSafeInteger(minor) ? minor : undefined
}
