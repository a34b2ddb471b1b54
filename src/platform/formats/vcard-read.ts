import { collapse, collapseLines } from '#lib/text.ts'
import { type Card, type CardAddress, emptyCard, type Labelled } from './vcard-card.ts'
import { labelOf, markPrimary, preference } from './vcard-labels.ts'
import type { Property, RawCard } from './vcard-lines.ts'
import { photoOf, plainValue, splitEscaped, unescapeText } from './vcard-values.ts'

// Say nothing about the customer, or are read together with another property.
const SILENT = new Set([
  'VERSION',
  'PRODID',
  'REV',
  'SOURCE',
  'NAME',
  'PROFILE',
  'X-ABLABEL',
  'CLASS',
  'MAILER',
])

const GENDERS: Record<string, Card['gender']> = {
  m: 'male',
  male: 'male',
  f: 'female',
  female: 'female',
  o: 'other',
  other: 'other',
}

const line = (text: string) => collapse(unescapeText(text))

/** Components of a structured value; several values of one component (from 3.0 on) are joined by a space. */
const components = (text: string, version: string): string[] =>
  splitEscaped(text, ';').map((part) =>
    version === '2.1' ? line(part) : splitEscaped(part, ',').map(line).filter(Boolean).join(' '),
  )

const address = (parts: string[], label: string): CardAddress => {
  const [box = '', extended = '', street = '', city = '', region = '', postcode = '', country = ''] = parts
  // Some programs break the value with text that belongs to a LABEL; a box number has no colon.
  const extra = [box.slice(box.lastIndexOf(':') + 1), extended].filter(Boolean).join(', ')
  const placed = street ? { street, extra } : { street: extra, extra: '' }
  return { ...placed, city, region, postcode, country, label, primary: false }
}

/** `tel:+1-418-656-9254;ext=102` (RFC 3966) as a number people write. */
const phoneText = (text: string): string =>
  text
    .replace(/^tel:/i, '')
    .replace(/;ext=([^;]+)/i, ' ext. $1')
    .replace(/;[a-z-]+=[^;]*/gi, '')

const nameFromFormatted = (card: Card, formatted: string) => {
  const comma = /^([^,]+), *([^,]+)$/.exec(formatted)
  if (comma) [card.lastName, card.firstName] = [comma[1]!.trim(), comma[2]!.trim()]
  else {
    const space = formatted.indexOf(' ')
    card.firstName = space < 0 ? formatted : formatted.slice(0, space)
    card.lastName = space < 0 ? '' : formatted.slice(space + 1)
  }
}

/** A raw card in the terms of Regulars, whatever its version (2.1, RFC 2426, RFC 6350). */
export const readCard = (raw: RawCard, fileEncoding: string): Card => {
  const card = emptyCard()
  const version = raw.properties.find(({ name }) => name === 'VERSION')?.value.trim() ?? '3.0'
  const value = (property: Property) => plainValue(property, fileEncoding)
  const text = (property: Property) => line(value(property))
  const labels = new Map<string, string>()
  for (const property of raw.properties) {
    if (property.name === 'X-ABLABEL' && property.group)
      labels.set(property.group, unescapeText(value(property)))
  }
  const lists: Record<'EMAIL' | 'TEL' | 'URL', { entry: Labelled; rank: number }[]> = {
    EMAIL: [],
    TEL: [],
    URL: [],
  }
  const addresses: { entry: CardAddress; rank: number }[] = []
  const printed: string[] = []
  const notes: string[] = []
  const unknown = new Set<string>()
  let formatted = ''
  let kind = ''
  let languageRank = 102

  const READERS: Record<string, (property: Property) => boolean> = {
    FN(property) {
      formatted ||= text(property)
      return true
    },
    N(property) {
      const [last = '', first = '', additional = '', prefix = '', suffix = ''] = components(
        value(property),
        version,
      )
      if (card.lastName || card.firstName) return false
      Object.assign(card, { lastName: last, firstName: first, additional, prefix, suffix })
      return true
    },
    NICKNAME(property) {
      if (card.nickname) return false
      card.nickname = line(splitEscaped(value(property), ',').join(', '))
      return true
    },
    ORG(property) {
      const [company = '', ...departments] = splitEscaped(value(property), ';').map(line)
      if (card.company) return card.company === company
      card.company = company
      card.department = departments.filter(Boolean).join(', ')
      return true
    },
    TITLE(property) {
      if (card.jobTitle) return false
      card.jobTitle = text(property)
      return true
    },
    EMAIL(property) {
      const entry = text(property).replace(/^mailto:/i, '')
      if (entry)
        lists.EMAIL.push({
          entry: { value: entry, label: labelOf(property, labels), primary: false },
          rank: preference(property),
        })
      return true
    },
    TEL(property) {
      const entry = phoneText(text(property))
      if (entry)
        lists.TEL.push({
          entry: { value: entry, label: labelOf(property, labels), primary: false },
          rank: preference(property),
        })
      return true
    },
    URL(property) {
      const entry = text(property)
      if (entry)
        lists.URL.push({
          entry: { value: entry, label: labelOf(property, labels), primary: false },
          rank: preference(property),
        })
      return true
    },
    ADR(property) {
      const parts = splitEscaped(value(property), ';').map((part) =>
        collapseLines(unescapeText(part)).replace(/,?\n+/g, ', '),
      )
      const entry = address(parts, labelOf(property, labels))
      if (parts.some(Boolean)) addresses.push({ entry, rank: preference(property) })
      return true
    },
    LABEL(property) {
      printed.push(collapseLines(unescapeText(value(property))).replace(/,?\n+/g, ', '))
      return true
    },
    BDAY(property) {
      if (card.birthday) return false
      const date = text(property)
      const noYear = property.params.get('X-APPLE-OMIT-YEAR')?.[0]
      card.birthday = noYear && date.startsWith(noYear) ? `-${date.slice(noYear.length)}` : date
      return true
    },
    GENDER(property) {
      card.gender = GENDERS[text(property).split(';')[0]!.toLowerCase()] ?? ''
      return true
    },
    LANG(property) {
      const rank = preference(property)
      if (rank < languageRank) {
        card.language = text(property)
        languageRank = rank
      }
      return true
    },
    NOTE(property) {
      const note = collapseLines(unescapeText(value(property)))
      if (note) notes.push(note)
      return true
    },
    CATEGORIES(property) {
      for (const part of splitEscaped(value(property), ',')) {
        const category = line(part)
        if (category && !card.categories.includes(category)) card.categories.push(category)
      }
      return true
    },
    UID(property) {
      card.uid ||= text(property)
      return true
    },
    KIND(property) {
      kind = text(property).toLowerCase()
      return true
    },
    'X-ABSHOWAS'(property) {
      if (text(property).toUpperCase() === 'COMPANY') kind = 'org'
      return true
    },
    PHOTO(property) {
      const photo = photoOf(property)
      if (photo) card.photo ??= photo
      return photo !== undefined
    },
  }
  READERS['X-LANGUAGE'] = READERS['LANG']!
  READERS['X-GENDER'] = READERS['GENDER']!
  READERS['X-ADDRESSBOOKSERVER-KIND'] = READERS['KIND']!

  for (const property of raw.properties) {
    const reader = Object.hasOwn(READERS, property.name) ? READERS[property.name] : undefined
    if (reader ? !reader(property) : !SILENT.has(property.name)) unknown.add(property.name)
  }

  card.emails = markPrimary(lists.EMAIL)
  card.phones = markPrimary(lists.TEL)
  card.websites = markPrimary(lists.URL)
  if (!addresses.length) {
    for (const street of printed) addresses.push({ entry: address(['', '', street], ''), rank: 101 })
  }
  card.addresses = markPrimary(addresses)
  card.note = notes.join('\n\n')
  const named = card.firstName || card.lastName
  if (
    kind === 'org' ||
    kind === 'organization' ||
    (!named && card.company && (!formatted || formatted === card.company))
  ) {
    card.kind = 'organisation'
    card.company ||= formatted
  } else if (!named && formatted && !formatted.includes('@')) nameFromFormatted(card, formatted)
  if (kind === 'group' || kind === 'location') unknown.add('KIND')
  card.unknown = [...unknown]
  return card
}
