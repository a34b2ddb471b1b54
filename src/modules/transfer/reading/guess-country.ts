import { countryFrom } from '#lib/identifiers/country.ts'
import { parsePhone } from '#lib/identifiers/phone.ts'
import type { FileDescription } from '#platform/formats/file-description.ts'
import { readCards } from '#platform/formats/vcard.ts'
import type { ImportMapping } from '../contract.ts'

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

type Samples = { countries: readonly string[]; phones: readonly string[] }

/**
 * The country in which the national phone numbers of a file are all in use, for workspaces that name none.
 * Null where every number names its country, where no country fits all, or rows name their own.
 */
export function guessCountry({ countries, phones }: Samples): string | null {
  if (countries.some((country) => countryFrom(country) !== undefined)) return null
  const national = phones.filter((phone) => !/^\s*(?:\+|00)/.test(phone))
  if (national.length === 0) return null
  const fits = (accepts: (number: string, country: string) => boolean) =>
    candidates.find((country) => national.every((number) => accepts(number, country)))
  return fits((number, country) => parsePhone(number, country).ok) ?? null
}

export async function guessCountryOf(
  path: string,
  description: FileDescription,
  mapping: ImportMapping,
): Promise<string | null> {
  return guessCountry(
    description.format === 'vcard'
      ? await cardSamples(path, description)
      : columnSamples(description, mapping),
  )
}

function columnSamples({ columns }: FileDescription, mapping: ImportMapping): Samples {
  const samples = (family: RegExp) =>
    mapping
      .filter(({ field }) => family.test(field))
      .flatMap(({ column }) => columns.find(({ name }) => name === column)?.samples ?? [])
  return { countries: samples(/^(?:billing_)?country$/), phones: samples(/^phone/) }
}

async function cardSamples(path: string, description: FileDescription): Promise<Samples> {
  for await (const { cards } of readCards(path, description)) {
    return {
      countries: cards.flatMap(({ card }) => card.addresses.map(({ country }) => country)),
      phones: cards.flatMap(({ card }) => card.phones.map(({ value }) => value)),
    }
  }
  return { countries: [], phones: [] }
}
