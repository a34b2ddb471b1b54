import iconv from 'iconv-lite'
import { fold } from '#lib/text.ts'
import { latin } from './latin.ts'
import { type DemoCustomer, type DemoRange, demoCustomers } from './world.ts'

export type FileLanguage = 'en' | 'nl' | 'de'

export type SampleFile = DemoRange & {
  /** Default `,`. */
  separator?: ',' | ';' | '\t' | '|'
  /** Default `utf-8`. In windows-1252 letters it lacks are written in Latin, as the systems of its time did. */
  encoding?: 'utf-8' | 'utf-16le' | 'windows-1252'
  /** UTF-8 and UTF-16 only. */
  byteOrderMark?: boolean
  /** Language of the headers, the words for kind, gender and status, and the dates. Default `en`. */
  headers?: FileLanguage
  /** Every n-th row has one thing wrong with it, in turn one of `sampleFlaws`. Default: no row has. */
  flawEvery?: number
}

type Words = {
  kind: Record<DemoCustomer['kind'], string>
  gender: Record<NonNullable<DemoCustomer['gender']>, string>
  status: Record<DemoCustomer['status'], string>
  /** From `YYYY-MM-DD`. */
  date: (iso: string) => string
}

const WORDS: Record<FileLanguage, Words> = {
  en: {
    kind: { individual: 'Individual', organisation: 'Organisation' },
    gender: { female: 'Female', male: 'Male', other: 'Other' },
    status: { active: 'Active', inactive: 'Inactive', archived: 'Archived' },
    date: (iso) => iso,
  },
  nl: {
    kind: { individual: 'Persoon', organisation: 'Organisatie' },
    gender: { female: 'Vrouw', male: 'Man', other: 'Anders' },
    status: { active: 'Actief', inactive: 'Inactief', archived: 'Gearchiveerd' },
    date: (iso) => iso.split('-').reverse().join('-'),
  },
  de: {
    kind: { individual: 'Person', organisation: 'Organisation' },
    gender: { female: 'Weiblich', male: 'Männlich', other: 'Divers' },
    status: { active: 'Aktiv', inactive: 'Inaktiv', archived: 'Archiviert' },
    date: (iso) => iso.split('-').reverse().join('.'),
  },
}

type Column = [
  en: string,
  nl: string,
  de: string,
  (c: DemoCustomer, words: Words) => string | null | undefined,
]

const COLUMNS: Column[] = [
  ['Customer number', 'Klantnummer', 'Kundennummer', (c) => `C-${10_001 + c.index}`],
  ['Kind', 'Soort', 'Art', (c, w) => w.kind[c.kind]],
  ['Company', 'Bedrijf', 'Firma', (c) => c.companyName],
  ['Title', 'Titel', 'Titel', (c) => c.namePrefix],
  ['First name', 'Voornaam', 'Vorname', (c) => c.firstName],
  ['Last name', 'Achternaam', 'Nachname', (c) => c.lastName],
  ['Suffix', 'Achtervoegsel', 'Namenszusatz', (c) => c.nameSuffix],
  ['Job title', 'Functie', 'Position', (c) => c.jobTitle],
  ['Gender', 'Geslacht', 'Geschlecht', (c, w) => c.gender && w.gender[c.gender]],
  ['Birthday', 'Geboortedatum', 'Geburtsdatum', (c, w) => c.birthday && w.date(c.birthday)],
  ['Language', 'Taal', 'Sprache', (c) => c.language],
  ['E-mail', 'E-mailadres', 'E-Mail', (c) => c.emails[0]?.address],
  ['E-mail 2', 'E-mailadres 2', 'E-Mail 2', (c) => c.emails[1]?.address],
  ['Phone', 'Telefoon', 'Telefon', (c) => c.phones.find(({ label }) => label !== 'mobile')?.number],
  ['Mobile', 'Mobiel', 'Mobiltelefon', (c) => c.phones.find(({ label }) => label === 'mobile')?.number],
  ['Street', 'Straat', 'Straße', (c) => c.addresses[0]?.street],
  ['Address line 2', 'Adresregel 2', 'Adresszusatz', (c) => c.addresses[0]?.extra],
  ['Postcode', 'Postcode', 'PLZ', (c) => c.addresses[0]?.postcode],
  ['City', 'Plaats', 'Ort', (c) => c.addresses[0]?.city],
  ['Region', 'Provincie', 'Bundesland', (c) => c.addresses[0]?.region],
  ['Country', 'Land', 'Land', (c) => c.addresses[0]?.country],
  ['VAT number', 'Btw-nummer', 'USt-IdNr.', (c) => c.vatNumber],
  ['Website', 'Website', 'Webseite', (c) => c.website],
  ['Group', 'Groep', 'Gruppe', (c) => c.group],
  ['Tags', 'Labels', 'Schlagwörter', (c) => c.tags.join(', ')],
  ['Status', 'Status', 'Status', (c, w) => w.status[c.status]],
  ['Created', 'Aangemaakt', 'Erstellt', (c, w) => w.date(c.createdAt.toISOString().slice(0, 10))],
  ['Note', 'Notitie', 'Notiz', (c) => c.note],
]

/** What `flawEvery` breaks, in turn: each of them a reason to reject the row. */
export const sampleFlaws = ['name', 'e-mail', 'birthday', 'VAT number'] as const

const flawed = (customer: DemoCustomer, flaw: (typeof sampleFlaws)[number]): DemoCustomer => {
  if (flaw === 'name') return { ...customer, firstName: null, lastName: null, companyName: null }
  if (flaw === 'birthday') return { ...customer, birthday: '1987-02-31' }
  if (flaw === 'VAT number') return { ...customer, vatNumber: 'NL123456789B01' }
  return { ...customer, emails: [{ address: 'front desk at example', label: 'home', primary: true }] }
}

const WINDOWS_1252 = new Set(iconv.decode(Buffer.from([...Array(256).keys()]), 'windows-1252'))

const inWindows1252 = (text: string): string => {
  let found = ''
  for (const letter of text.normalize('NFC')) {
    if (WINDOWS_1252.has(letter)) found += letter
    else {
      const folded = fold(letter)
      const plain = WINDOWS_1252.has(folded) ? folded : latin(letter)
      found += letter === letter.toLowerCase() ? plain : plain.charAt(0).toUpperCase() + plain.slice(1)
    }
  }
  return found
}

const quoted = (value: string, separator: string): string =>
  /["\r\n]/.test(value) || value.includes(separator) ? `"${value.replaceAll('"', '""')}"` : value

const LANGUAGES: FileLanguage[] = ['en', 'nl', 'de']
const CHUNK = 1 << 16

/** An export file of `count` demo customers as RFC 4180 text with CRLF, in pieces of about 64 KiB. */
export function* sampleFile(file: SampleFile): Generator<Buffer> {
  const { separator = ',', encoding = 'utf-8', headers = 'en', flawEvery = 0 } = file
  const column = LANGUAGES.indexOf(headers)
  const words = WORDS[headers]
  const bytes = (text: string) =>
    encoding === 'windows-1252'
      ? iconv.encode(inWindows1252(text), encoding)
      : Buffer.from(text, encoding === 'utf-8' ? 'utf8' : 'utf16le')

  let text = file.byteOrderMark && encoding !== 'windows-1252' ? '\ufeff' : ''
  text += `${COLUMNS.map((names) => quoted(names[column] as string, separator)).join(separator)}\r\n`
  let row = 0
  for (const customer of demoCustomers(file)) {
    row++
    const broken = flawEvery > 0 && row % flawEvery === 0
    const shown = broken
      ? flawed(customer, sampleFlaws[(row / flawEvery - 1) % sampleFlaws.length]!)
      : customer
    let line = ''
    for (const [, , , value] of COLUMNS) line += quoted(value(shown, words) ?? '', separator) + separator
    text += `${line.slice(0, -1)}\r\n`
    if (text.length > CHUNK) {
      yield bytes(text)
      text = ''
    }
  }
  if (text) yield bytes(text)
}
