import {
  type DemoAddress,
  type DemoEmail,
  type DemoPhone,
  fixedNumber,
  freeEmail,
  type Handle,
  hostedEmail,
  mobileNumber,
  postalAddress,
} from './contacts.ts'
import { brand, ownHost } from './hosts.ts'
import { noteText } from './note-texts.ts'
import { companyName, type Gender, type Person, person } from './people.ts'
import { Dice, weighted } from './random.ts'
import { vatNumber } from './vat-numbers.ts'
import { type City, countries, type WordTables } from './word-tables.ts'

export { type DemoStaff, type DemoTask, demoStaff, demoTasks } from './tasks.ts'

/**
 * A customer of the demo world, in the shapes a form would hold: dates `YYYY-MM-DD`, language ISO 639-1,
 * VAT number compact with its VIES prefix, phones in E.164.
 */
export type DemoCustomer = {
  index: number
  kind: 'individual' | 'organisation'
  status: 'active' | 'inactive' | 'archived'
  source: 'manual' | 'import' | 'registration' | 'order-sync' | 'portal' | 'api'
  namePrefix: string | null
  firstName: string | null
  lastName: string | null
  nameSuffix: string | null
  companyName: string | null
  jobTitle: string | null
  gender: Gender | null
  birthday: string | null
  language: string | null
  website: string | null
  vatNumber: string | null
  emails: DemoEmail[]
  phones: DemoPhone[]
  addresses: DemoAddress[]
  group: string | null
  tags: string[]
  createdAt: Date
  note: string | null
}

export type DemoRange = {
  seed: number
  /** Index of the first customer. */
  from?: number
  count: number
  /** The present of the world: nothing in it is later. */
  until: Date
}

export const demoGroups = ['Regular', 'Friend', 'Business', 'Student', 'Press'] as const

export const demoTags = [
  'newsletter',
  'festival',
  'workshop',
  'volunteer',
  'member',
  'sponsor',
  'press',
  'speaker',
  'exhibitor',
  'student',
  'vip',
  'wheelchair',
  'vegetarian',
  'family',
  'donor',
  'early bird',
] as const

const DAY = 86_400_000
const HISTORY_DAYS = 6 * 365

const TAGS = weighted(demoTags.map((tag, rank) => [tag, 1 / (rank + 1)] as const))
const STATUSES = weighted<DemoCustomer['status']>([
  ['active', 92],
  ['inactive', 5],
  ['archived', 3],
])
const SOURCES = weighted<DemoCustomer['source']>([
  ['import', 40],
  ['registration', 25],
  ['order-sync', 15],
  ['manual', 12],
  ['portal', 5],
  ['api', 3],
])
/** Decades of age with their share among visitors. */
const AGES = weighted([
  [16, 6],
  [20, 16],
  [30, 19],
  [40, 18],
  [50, 17],
  [60, 13],
  [70, 8],
  [80, 3],
])

const pad = (value: number): string => (value < 10 ? `0${value}` : String(value))

const birthDate = (dice: Dice, until: Date): string => {
  const age = dice.pick(AGES) + dice.next() * 10
  const born = new Date(until.getTime() - age * 365.25 * DAY)
  return `${born.getUTCFullYear()}-${pad(born.getUTCMonth() + 1)}-${pad(born.getUTCDate())}`
}

/** More of them lately: the number of customers grows over the six years. */
const createdAt = (dice: Dice, until: Date): Date => {
  const days = Math.floor(dice.next() ** 1.4 * HISTORY_DAYS)
  return new Date(until.getTime() - days * DAY - dice.int(57_600) * 1000)
}

const tagsFor = (dice: Dice): string[] => {
  const tags: string[] = []
  for (let chance = 0.45; dice.chance(chance) && tags.length < 5; chance *= 0.8) {
    const tag = dice.pick(TAGS)
    if (!tags.includes(tag)) tags.push(tag)
  }
  return tags
}

const blank = (dice: Dice, index: number, until: Date): DemoCustomer => ({
  index,
  kind: 'individual',
  status: dice.pick(STATUSES),
  source: dice.pick(SOURCES),
  namePrefix: null,
  firstName: null,
  lastName: null,
  nameSuffix: null,
  companyName: null,
  jobTitle: null,
  gender: null,
  birthday: null,
  language: null,
  website: null,
  vatNumber: null,
  emails: [],
  phones: [],
  addresses: [],
  group: null,
  tags: [],
  createdAt: createdAt(dice, until),
  note: null,
})

const nameCustomer = (customer: DemoCustomer, { prefix, first, last, suffix }: Person): void => {
  customer.namePrefix = prefix
  customer.firstName = first.text
  customer.lastName = last.text
  customer.nameSuffix = suffix
}

type Place = { country: WordTables; city: City }

const fillOrganisation = (
  customer: DemoCustomer,
  dice: Dice,
  seed: number,
  { country, city }: Place,
): void => {
  const { index } = customer
  const name = companyName(dice, country, brand(seed, index), city.name)
  customer.kind = 'organisation'
  customer.companyName = name
  customer.language = country.language
  if (dice.chance(0.06)) return
  const host = ownHost(seed, index)
  if (dice.chance(0.6)) customer.website = `https://www.${host}`
  if (dice.chance(0.7)) customer.vatNumber = vatNumber(dice, country.country)
  const contact = person(dice, country)
  if (dice.chance(0.5)) {
    nameCustomer(customer, contact)
    customer.jobTitle = dice.chance(0.6) ? dice.pick(country.jobs) : null
  }
  if (dice.chance(0.9)) {
    const box = dice.pick(['info', 'info', 'office', 'contact', 'administration', 'hello'])
    customer.emails.push({ address: `${box}@${host}`, label: 'work', primary: true })
  }
  if (dice.chance(0.25)) {
    const address = `${contact.first.slug}.${contact.last.slug}`.slice(0, 60)
    customer.emails.push({ address: `${address}@${host}`, label: 'work', primary: !customer.emails.length })
    if (dice.chance(0.4))
      customer.emails.push({ address: `billing@${host}`, label: 'billing', primary: false })
  }
  if (dice.chance(0.8)) {
    customer.phones.push({ number: fixedNumber(dice, country, city), label: 'work', primary: true })
  }
  if (dice.chance(0.85)) {
    const several = dice.chance(0.15)
    customer.addresses.push(
      postalAddress(dice, country, city, {
        label: 'visit',
        primary: true,
        billing: !several,
        shipping: true,
      }),
    )
    if (several) {
      const purpose = { label: 'billing', primary: false, billing: true, shipping: false }
      customer.addresses.push(postalAddress(dice, country, dice.pick(country.places), purpose))
    }
  }
  customer.group = dice.chance(0.7) ? 'Business' : null
}

const individualGroup = (dice: Dice, birthday: string | null, until: Date): string | null => {
  const age = birthday ? until.getUTCFullYear() - Number(birthday.slice(0, 4)) : 40
  if (age < 28 && dice.chance(0.5)) return 'Student'
  const draw = dice.next()
  return draw < 0.55 ? 'Regular' : draw < 0.66 ? 'Friend' : draw < 0.68 ? 'Press' : null
}

const fillIndividual = (
  customer: DemoCustomer,
  dice: Dice,
  seed: number,
  place: Place,
  until: Date,
): void => {
  const { country, city } = place
  const { index } = customer
  // Some live elsewhere than where their name comes from.
  const who = person(dice, dice.chance(0.07) ? dice.pick(countries) : country)
  nameCustomer(customer, who)
  if (dice.chance(0.08)) return
  customer.language = country.language
  if (dice.chance(0.75)) customer.gender = who.gender
  if (dice.chance(0.65)) customer.birthday = birthDate(dice, until)
  const employed = dice.chance(0.18)
  if (employed) customer.companyName = companyName(dice, country, brand(seed, index), city.name)
  if (employed || dice.chance(0.15)) customer.jobTitle = dice.pick(country.jobs)

  const year = customer.birthday?.slice(2, 4) ?? pad(dice.int(100))
  const handle: Handle = { first: who.first.slug, last: who.last.slug, year }
  const hosted = dice.chance(employed ? 0.8 : 0.4)
  if (dice.chance(0.92)) {
    const address = (hosted ? hostedEmail : freeEmail)(dice, seed, index, handle)
    customer.emails.push({ address, label: employed && hosted ? 'work' : 'home', primary: true })
    if (dice.chance(0.08)) {
      const other = (hosted ? freeEmail : hostedEmail)(dice, seed, index, handle)
      customer.emails.push({ address: other, label: 'other', primary: false })
    }
  }
  if (dice.chance(0.7)) {
    customer.phones.push({ number: mobileNumber(dice, country), label: 'mobile', primary: true })
  }
  if (dice.chance(0.1)) {
    const number = fixedNumber(dice, country, city)
    customer.phones.push({ number, label: 'home', primary: !customer.phones.length })
  }
  if (dice.chance(0.82)) {
    const purpose = { label: 'home', primary: true, billing: true, shipping: true }
    customer.addresses.push(postalAddress(dice, country, city, purpose))
  }
  customer.group = individualGroup(dice, customer.birthday, until)
}

/** One member of a household in about 35 customers stands right behind another and shares the e-mail address. */
const joinsPrevious = (seed: number, index: number): boolean =>
  index > 0 &&
  new Dice(seed, 2, index).chance(0.028) &&
  !(index > 1 && new Dice(seed, 2, index - 1).chance(0.028))

const single = (seed: number, index: number, until: Date): DemoCustomer => {
  const dice = new Dice(seed, 1, index)
  const country = dice.pick(countries)
  const place = { country, city: dice.pick(country.places) }
  const customer = blank(dice, index, until)
  if (dice.chance(0.12)) fillOrganisation(customer, dice, seed, place)
  else fillIndividual(customer, dice, seed, place, until)
  if (customer.language === null) return customer
  customer.tags = tagsFor(dice)
  if (dice.chance(0.05)) customer.note = noteText(dice, customer.language)
  return customer
}

const joinHousehold = (customer: DemoCustomer, anchor: DemoCustomer): void => {
  if (customer.kind === 'organisation' || anchor.kind === 'organisation') return
  if (!anchor.emails.length || !customer.emails.length) return
  customer.lastName = anchor.lastName
  customer.language = anchor.language
  customer.companyName = null
  customer.emails = [{ ...anchor.emails[0]!, label: 'home' }]
  customer.addresses = anchor.addresses.map((address) => ({ ...address }))
}

/** Customer `index` of the world `seed`: always the same one, whatever was made before it. */
export const demoCustomer = (seed: number, index: number, until: Date): DemoCustomer => {
  const customer = single(seed, index, until)
  if (joinsPrevious(seed, index)) joinHousehold(customer, single(seed, index - 1, until))
  return customer
}

/** Customers `from` up to `from + count`, one at a time in constant memory. */
export function* demoCustomers({ seed, from = 0, count, until }: DemoRange): Generator<DemoCustomer> {
  for (let index = from; index < from + count; index++) yield demoCustomer(seed, index, until)
}
