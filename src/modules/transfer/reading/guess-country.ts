import { countryFrom } from '#lib/identifiers/country.ts'
import { parsePhone } from '#lib/identifiers/phone.ts'
import type { Column, Mapping } from '../mapping/propose.ts'

// Those whose national numbers are told apart best come first among equals.
const candidates = [
  'US',
  'NL',
  'DE',
  'GB',
  'FR',
  'BE',
  'ES',
  'IT',
  'AU',
  'CH',
  'AT',
  'IE',
  'PT',
  'DK',
  'SE',
  'NO',
  'PL',
  'FI',
]

/**
 * The country in which the national phone numbers of a file are all in use, for workspaces that name none.
 * Null where every number names its country, where no country fits all, or rows name their own.
 */
export function guessCountry(columns: readonly Column[], mapping: Mapping): string | null {
  const samples = (family: RegExp) =>
    mapping
      .filter(({ field }) => family.test(field))
      .flatMap(({ column }) => columns.find(({ name }) => name === column)?.samples ?? [])
  const named = new Set(samples(/^(?:billing_)?country$/).map((sample) => countryFrom(sample)))
  if (named.size > 0) return null
  const national = samples(/^phone/).filter((sample) => !/^\s*(?:\+|00)/.test(sample))
  if (national.length === 0) return null
  return candidates.find((country) => national.every((number) => parsePhone(number, country).ok)) ?? null
}
