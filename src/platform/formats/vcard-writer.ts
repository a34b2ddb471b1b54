import type { Card } from './vcard-card.ts'

export type VcardVersion = '3.0' | '4.0'

const escapeText = (text: string): string =>
  text
    .replace(/\\/g, '\\\\')
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/([,;])/g, '\\$1')

/** Folds at 75 octets without cutting a character (RFC 2426, RFC 6350). */
const fold = (text: string): string => {
  if (text.length <= 75 && Buffer.byteLength(text) <= 75) return text
  let folded = ''
  let octets = 0
  for (const character of text) {
    const width = Buffer.byteLength(character)
    if (octets + width > 75) {
      folded += '\r\n '
      octets = 1
    }
    folded += character
    octets += width
  }
  return folded
}

const TYPES: Record<string, string[]> = {
  work: ['work'],
  home: ['home'],
  mobile: ['cell'],
  'work mobile': ['work', 'cell'],
  fax: ['fax'],
  'work fax': ['work', 'fax'],
  'home fax': ['home', 'fax'],
  pager: ['pager'],
}

const GENDERS = { female: 'F', male: 'M', other: 'O', '': '' }

/**
 * A card as text with CRLF line ends. Labels without a type in the standard go into `X-ABLabel`, which address books
 * read. A birthday without year is written in 4.0; 3.0 has none and gets the year 1604 as Apple writes it.
 */
export const writeVcard = (card: Card, version: VcardVersion = '4.0'): string => {
  const lines: string[] = []
  const property = (name: string, value: string) => lines.push(fold(`${name}:${value}`))
  let items = 0
  const labelled = (
    name: string,
    { label, primary }: { label: string; primary: boolean },
    value: string,
    first: string[] = [],
  ) => {
    const types = [...first, ...(TYPES[label] ?? [])]
    const own = label && !TYPES[label] ? `item${++items}` : ''
    let params = types.map((type) => `;TYPE=${version === '3.0' ? type.toUpperCase() : type}`).join('')
    if (primary) params += version === '3.0' ? ';TYPE=PREF' : ';PREF=1'
    property(`${own ? `${own}.` : ''}${name}${params}`, value)
    if (own) property(`${own}.X-ABLabel`, escapeText(label))
  }

  const person = [card.prefix, card.firstName, card.additional, card.lastName, card.suffix]
    .filter(Boolean)
    .join(' ')
  const organisation = card.kind === 'organisation'
  lines.push('BEGIN:VCARD', `VERSION:${version}`)
  property(
    'FN',
    escapeText(
      (organisation ? card.company || person : person || card.company) || card.emails[0]?.value || '?',
    ),
  )
  if (!organisation || person) {
    property(
      'N',
      [card.lastName, card.firstName, card.additional, card.prefix, card.suffix].map(escapeText).join(';'),
    )
  } else if (version === '3.0') property('N', ';;;;')
  if (organisation) {
    if (version === '4.0') property('KIND', 'org')
    property('X-ABShowAs', 'COMPANY')
  }
  if (card.nickname) property('NICKNAME', escapeText(card.nickname))
  if (card.company || card.department) {
    property(
      'ORG',
      [card.company, card.department]
        .filter((part, i) => i === 0 || part)
        .map(escapeText)
        .join(';'),
    )
  }
  if (card.jobTitle) property('TITLE', escapeText(card.jobTitle))
  for (const email of card.emails)
    labelled('EMAIL', email, escapeText(email.value), version === '3.0' ? ['internet'] : [])
  for (const phone of card.phones) labelled('TEL', phone, escapeText(phone.value))
  for (const place of card.addresses) {
    const parts = ['', place.extra, place.street, place.city, place.region, place.postcode, place.country]
    labelled('ADR', place, parts.map(escapeText).join(';'))
  }
  for (const website of card.websites) labelled('URL', website, website.value.replace(/[\r\n]/g, ''))
  if (card.birthday) {
    if (version === '3.0' && card.birthday.startsWith('--')) {
      property('BDAY;X-APPLE-OMIT-YEAR=1604', `1604${card.birthday.slice(1)}`)
    } else property('BDAY', version === '4.0' ? card.birthday.replace(/(\d)-(?=\d)/g, '$1') : card.birthday)
  }
  if (card.gender) property(version === '4.0' ? 'GENDER' : 'X-GENDER', GENDERS[card.gender])
  if (card.language) property(version === '4.0' ? 'LANG' : 'X-LANGUAGE', escapeText(card.language))
  if (card.note) property('NOTE', escapeText(card.note))
  if (card.categories.length) property('CATEGORIES', card.categories.map(escapeText).join(','))
  if (card.uid) property('UID', escapeText(card.uid))
  if (card.photo) {
    const { mediaType, data } = card.photo
    if (version === '4.0') property('PHOTO', `data:${mediaType};base64,${data.toString('base64')}`)
    else
      property(
        `PHOTO;ENCODING=b;TYPE=${mediaType.replace('image/', '').toUpperCase()}`,
        data.toString('base64'),
      )
  }
  lines.push('END:VCARD', '')
  return lines.join('\r\n')
}
