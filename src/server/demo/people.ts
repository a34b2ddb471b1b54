import { type Dice, weighted } from './random.ts'
import type { Word, WordTables } from './word-tables.ts'

export type Gender = 'female' | 'male' | 'other'

export type Person = {
  gender: Gender
  prefix: string | null
  first: Word
  last: Word
  suffix: string | null
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const singleFamilyName = (dice: Dice, country: WordTables, female: boolean): Word => {
  if (dice.chance(0.6)) {
    const name = dice.pick(country.families)
    return female ? name.female : name.male
  }
  const head = dice.pick(country.familyHeads)
  const name = dice.pick(country.familyTails)
  const tail = female ? name.female : name.male
  const text = head.text.endsWith(' ') ? capital(tail.text) : tail.text
  return { text: head.text + text, slug: head.slug + tail.slug }
}

/** A family name as the country's people bear it; in Spain two of them, in Poland with its ending. */
export const familyName = (dice: Dice, country: WordTables, gender: Gender): Word => {
  const female = gender === 'female'
  const first = singleFamilyName(dice, country, female)
  if (!dice.chance(country.doubleFamily.share)) return first
  const second = singleFamilyName(dice, country, female)
  return { text: first.text + country.doubleFamily.joiner + second.text, slug: first.slug }
}

const givenName = (dice: Dice, country: WordTables, gender: Gender): Word => {
  if (gender === 'other') return dice.pick(country.neutrals)
  return dice.pick(gender === 'female' ? country.females : country.males)
}

const TITLES = ['Dr.', 'Dr.', 'Prof.', 'Ir.', 'Mr.', 'Drs.', 'Ing.', 'Rev.']
const SUFFIXES = ['Jr.', 'Sr.', 'MBA', 'PhD', 'MSc', 'III']

const longPerson = (dice: Dice, country: WordTables, gender: Gender): Pick<Person, 'first' | 'last'> => {
  const given = Array.from({ length: 3 + dice.int(3) }, () => givenName(dice, country, gender))
  const families = Array.from({ length: 3 }, () => singleFamilyName(dice, country, gender === 'female'))
  const last = families.map(({ text }) => text).join(country.doubleFamily.joiner)
  return {
    first: { text: given.map(({ text }) => text).join(' '), slug: given[0]!.slug },
    last: { text: last, slug: families[0]!.slug },
  }
}

export const person = (dice: Dice, country: WordTables): Person => {
  const draw = dice.next()
  const gender = draw < 0.51 ? 'female' : draw < 0.985 ? 'male' : 'other'
  const names = dice.chance(0.004)
    ? longPerson(dice, country, gender)
    : { first: givenName(dice, country, gender), last: familyName(dice, country, gender) }
  return {
    gender,
    ...names,
    prefix: dice.chance(0.04) ? dice.pick(TITLES) : null,
    suffix: dice.chance(0.012) ? dice.pick(SUFFIXES) : null,
  }
}

/** What a company's name is made of: words, with their share. */
const COMPANY_NAMES = weighted(
  (
    [
      ['brand trade', 40],
      ['owner trade', 25],
      ['owner & partner', 10],
      ['trade city', 10],
      ['brand', 10],
      ['owner brand', 5],
    ] as const
  ).map(([form, share]) => [form.split(' '), share] as const),
)

/** A company's name with its legal form. `brand` is an invented word that no other company has. */
export const companyName = (dice: Dice, country: WordTables, brand: string, city: string): string => {
  const owner = () => capital(familyName(dice, country, 'male').text)
  const words: Record<string, () => string> = {
    brand: () => capital(brand),
    trade: () => dice.pick(country.trades),
    city: () => city,
    owner,
    partner: owner,
  }
  const form = dice.pick(COMPANY_NAMES)
  const ordered = country.sectorFirst && form[1] === 'trade' ? form.toReversed() : form
  const name = ordered.map((part) => words[part]?.() ?? part).join(' ')
  return dice.pick(country.forms).replace('*', name)
}
