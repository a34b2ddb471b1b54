/**
 * The raw words of one country and language. Lists are comma- or newline-separated and ordered from common to
 * rare: the generator draws from them with a Zipf skew, so the order is the frequency.
 */
export type Locale = {
  /** ISO 3166-1 alpha-2. */
  country: string
  /** ISO 639-1. */
  language: string
  /** Share of the demo world, in per cent. */
  share: number
  given: { female: string; male: string; neutral: string }
  family: string
  /** Heads and tails of composed family names: the long tail behind the frequent ones. */
  familyParts: [string, string]
  /** Endings that differ for women, longest first. */
  feminine?: [string, string][]
  /** How often a person bears two family names, and what joins them. */
  doubleFamily: { share: number; joiner: string }
  /** Heads and tails of street names; the space belongs to the part. */
  streetParts: [string, string]
  /** `*` is the street, `#` the house number. */
  streetForm: string
  /** One line per city: name; region; postcode range; telephone area code. */
  cities: string
  /** `0` next digit of the city's number, `n` that number whole, `#` any digit, `A` a letter. */
  postcode: string
  callingCode: string
  /** National significant numbers of mobiles: `#` any digit. */
  mobile: string
  /** Digits of a fixed national number, with the area code. */
  fixedDigits: number
  /** `*` is the name; common first. */
  legalForms: string
  sectors: string
  sectorFirst: boolean
  jobTitles: string
}
