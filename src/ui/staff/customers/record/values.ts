import type { Formats } from '../../../kit/format.ts'

/** A birthday may lack its year (`--05-12`). */
export function birthdayText(value: string, f: Formats): string {
  if (!value.startsWith('--')) return f.date(value)
  // A leap year, so that 29 February is a day.
  const format = new Intl.DateTimeFormat(f.locale, { day: 'numeric', month: 'long', timeZone: 'UTC' })
  return format.format(new Date(`2000-${value.slice(2)}`))
}

/** Age in whole years on a day, null without a year of birth. */
export function ageOn(birthday: string, today: string): number | null {
  if (birthday.startsWith('--')) return null
  const years = Number(today.slice(0, 4)) - Number(birthday.slice(0, 4))
  return years - (today.slice(5) < birthday.slice(5) ? 1 : 0)
}

/** VAT prefixes that are not the country's ISO 3166 code. */
const prefixes: Record<string, string> = { EL: 'GR', XI: 'GB' }

/** The country that gave a VAT number, by its prefix. */
export const vatCountry = (vat: string): string | null => {
  const prefix = /^[A-Z]{2}/.exec(vat)?.[0]
  return prefix ? (prefixes[prefix] ?? prefix) : null
}

export const numberOf = (customer: { number: number }) => `C-${customer.number}`

/** An address of the web without what everybody knows. */
export const siteText = (url: string) => url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')
