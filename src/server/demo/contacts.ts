import { freeMailbox, ownHost } from './hosts.ts'
import type { Dice } from './random.ts'
import type { City, WordTables } from './word-tables.ts'

export type DemoEmail = { address: string; label: string; primary: boolean }
/** `number` in E.164. */
export type DemoPhone = { number: string; label: string; primary: boolean }
/** `country` ISO 3166-1 alpha-2. */
export type DemoAddress = {
  street: string
  extra: string | null
  city: string
  region: string
  postcode: string
  country: string
  label: string
  primary: boolean
  billing: boolean
  shipping: boolean
}

/** The Latin forms an address is made of. */
export type Handle = { first: string; last: string; year: string }

const localPart = (dice: Dice, { first, last, year }: Handle): string => {
  const f = first.slice(0, 1)
  const draw = dice.next()
  if (draw < 0.4) return `${first}.${last}`
  if (draw < 0.6) return `${f}.${last}`
  if (draw < 0.7) return `${first}_${last}${year}`
  if (draw < 0.8) return `${first}${last}`
  if (draw < 0.88) return `${last}.${first}`
  if (draw < 0.94) return `${f}${last}${year}`
  return first
}

// RFC 5321: 64 octets before the @; the number of the mailbox must not be cut off.
const cut = (text: string): string => text.slice(0, 52).replace(/\.$/, '')

/** An address at a host of the person's or employer's own: unique by its host. */
export const hostedEmail = (dice: Dice, seed: number, index: number, handle: Handle): string =>
  `${cut(localPart(dice, handle))}@${ownHost(seed, index)}`

/** An address at a free-mail host: unique by host and number. */
export const freeEmail = (dice: Dice, seed: number, index: number, handle: Handle): string => {
  const { host, number } = freeMailbox(seed, index)
  return `${cut(localPart(dice, { ...handle, year: '' }))}${number}@${host}`
}

export const mobileNumber = (dice: Dice, country: WordTables): string =>
  `+${country.callingCode}${dice.digits(dice.pick(country.mobiles))}`

/** A number of the city's exchange. Subscriber numbers begin with 2 to 6, which every plan here has in use. */
export const fixedNumber = (dice: Dice, country: WordTables, { area }: City): string => {
  const rest = '#'.repeat(country.fixedDigits - area.length - 1)
  return `+${country.callingCode}${area}${2 + dice.int(5)}${dice.digits(rest)}`
}

const LETTERS = 'ABDEFGHJLNPQRTUWXYZ'

const postcode = (dice: Dice, pattern: string, city: City): string => {
  const number = city.from + dice.int(city.to - city.from + 1)
  const digits = String(number).padStart(city.width, '0')
  let used = 0
  let text = ''
  for (const sign of pattern) {
    if (sign === '0') text += digits[used++]
    else if (sign === 'n') text += city.prefix + number
    else if (sign === '#') text += dice.int(10)
    else if (sign === 'A') text += LETTERS[dice.int(LETTERS.length)]
    else text += sign
  }
  return text
}

const houseNumber = (dice: Dice): string => {
  const number = 1 + Math.floor(dice.next() ** 2 * 240)
  return dice.chance(0.12) ? number + dice.pick(['A', 'B', 'C', 'D']) : String(number)
}

/** An address in the city; the caller says which purposes it serves. */
export const postalAddress = (
  dice: Dice,
  country: WordTables,
  city: City,
  purpose: Pick<DemoAddress, 'label' | 'primary' | 'billing' | 'shipping'>,
): DemoAddress => {
  const street = dice.pick(country.streetHeads) + dice.pick(country.streetTails)
  return {
    street: country.streetForm.replace('*', street).replace('#', houseNumber(dice)),
    extra: dice.chance(0.06) ? dice.pick(['2nd floor', 'Box 14', 'c/o reception', 'Unit 3', 'Gate B']) : null,
    city: city.name,
    region: city.region,
    postcode: postcode(dice, country.postcode, city),
    country: country.country,
    ...purpose,
  }
}
