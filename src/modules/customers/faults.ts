import { countryFrom } from '#lib/identifiers/country.ts'
import type { FieldError } from '#platform/errors.ts'

export const messages: Record<string, string> = {
  'name.required': 'An individual needs a first or a last name.',
  'company.required': 'An organisation needs a company name.',
  'birthday.future': 'The birthday lies in the future.',
  'birthday.old': 'The birthday lies more than 150 years back.',
  'birthday.partial': 'Give day and month at least, such as 1980-05-31 or --05-31.',
  'birthday.impossible': 'There is no such day.',
  'birthday.form': 'Give the birthday as YYYY-MM-DD, or --MM-DD without the year.',
  'language.unknown': 'Give a language as its ISO 639 code (nl) or its name.',
  'country.unknown': 'Give a country as its ISO 3166 code (NL) or its name.',
  'website.scheme': 'A website begins with http:// or https://.',
  'website.form': 'This is not a web address. Example: https://example.org',
  'vat.checksum': 'The check digits of this VAT number do not fit; look for a typing error.',
  'vat.form': 'This does not have the form of a VAT number. Example: NL004495445B01',
  'vat.country': 'Begin the VAT number with its country code, such as NL or DE.',
}

export const fault = (
  pointer: string,
  code: string,
  fallback = 'This value cannot be used.',
): FieldError => ({
  pointer,
  code,
  message: messages[code] ?? messages[code.replace(/\..*$/, '.form')] ?? fallback,
})

export function readCountry(text: string | null, pointer: string, errors: FieldError[]): string | null {
  if (!text) return null
  const code = countryFrom(text)
  if (!code) errors.push(fault(pointer, 'country.unknown'))
  return code ?? null
}
