import { latin } from './latin.ts'
import type { Locale } from './names/locale.ts'
import { worldLocales } from './names/world-locales.ts'
import { weighted, zipf } from './random.ts'

/** A name with the form it takes in an e-mail address. */
export type Word = { text: string; slug: string }
/** A family name as a man and as a woman bear it. */
export type FamilyName = { male: Word; female: Word }
export type City = {
  name: string
  region: string
  from: number
  to: number
  prefix: string
  width: number
  area: string
}

export type WordTables = Locale & {
  females: Word[]
  males: Word[]
  neutrals: Word[]
  families: FamilyName[]
  familyHeads: Word[]
  familyTails: FamilyName[]
  streetHeads: string[]
  streetTails: string[]
  places: City[]
  mobiles: string[]
  forms: string[]
  trades: string[]
  jobs: string[]
}

const list = (text: string): string[] => text.split(/,\n?|\n/).map((part) => part.replace(/^ {2,}/, ''))
const word = (text: string, language: string): Word => ({ text, slug: latin(text, language) })

const familyName = (text: string, { language, feminine }: Locale): FamilyName => {
  const ending = feminine?.find(([male]) => text.endsWith(male))
  const female = ending ? text.slice(0, text.length - ending[0].length) + ending[1] : text
  return { male: word(text, language), female: word(female, language) }
}

const city = (line: string): City => {
  const [name, region, range, area] = line.split(';') as [string, string, string, string]
  const [, prefix, from, to] = /^([A-Z]*)(\d+)-(\d+)$/.exec(range)!
  return { name, region, prefix: prefix!, from: Number(from), to: Number(to), width: from!.length, area }
}

const compile = (locale: Locale): WordTables => {
  const named = (text: string) => word(text, locale.language)
  return {
    ...locale,
    females: zipf(list(locale.given.female).map(named), 0.5),
    males: zipf(list(locale.given.male).map(named), 0.5),
    neutrals: list(locale.given.neutral).map(named),
    families: zipf(list(locale.family).map((name) => familyName(name, locale))),
    familyHeads: zipf(list(locale.familyParts[0]).map(named), 0.3),
    familyTails: zipf(
      list(locale.familyParts[1]).map((name) => familyName(name, locale)),
      0.3,
    ),
    streetHeads: zipf(list(locale.streetParts[0]), 0.4),
    streetTails: zipf(list(locale.streetParts[1]), 0.7),
    places: zipf(locale.cities.split(/\n\s*/).map(city), 0.8),
    mobiles: list(locale.mobile),
    forms: zipf(list(locale.legalForms), 1),
    trades: list(locale.sectors),
    jobs: list(locale.jobTitles),
  }
}

/** Every country's words, spread by its share of the world. */
export const countries: WordTables[] = weighted(
  worldLocales.map((locale) => [compile(locale), locale.share] as const),
  400,
)
