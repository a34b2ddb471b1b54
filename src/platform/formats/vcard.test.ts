import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { temporaryFile } from '#test/support/temporary-file.ts'
import { describeFile } from './sniff.ts'
import { type CardRow, readCards } from './vcard.ts'
import { type Card, emptyCard } from './vcard-card.ts'
import { cardSplitter } from './vcard-lines.ts'
import { type VcardVersion, writeVcard } from './vcard-writer.ts'

const FIXTURES = join(import.meta.dirname, '../../../test/fixtures/vcard')

const read = async (path: string): Promise<CardRow[]> => {
  const description = await describeFile(path)
  expect(description.format).toBe('vcard')
  const rows: CardRow[] = []
  for await (const { cards } of readCards(path, description)) rows.push(...cards)
  return rows
}
const fixture = (name: string) => read(join(FIXTURES, name))
const cardOf = async (...lines: string[]) => {
  const text = ['BEGIN:VCARD', ...lines, 'END:VCARD', ''].join('\r\n')
  return (await read(temporaryFile(text)))[0]!.card
}

describe('cards of other programs', () => {
  test('Outlook 2007 (2.1)', async () => {
    const [row] = await fixture('outlook-2007.vcf')
    expect(row!.card).toMatchObject({
      kind: 'individual',
      prefix: 'Mr.',
      firstName: 'Michael',
      lastName: 'Angstadt',
      suffix: 'Jr.',
      company: 'TheCompany',
      department: 'TheDepartment',
      jobTitle: 'TheJobTitle',
      birthday: '19220310',
      emails: [{ value: 'mike.angstadt@gmail.com', label: '', primary: true }],
      photo: { mediaType: 'image/jpeg' },
    })
    expect(row!.card.phones).toEqual([
      { value: '(111) 555-1111', label: 'work', primary: true },
      { value: '(111) 555-2222', label: 'home', primary: false },
      { value: '(111) 555-4444', label: 'mobile', primary: false },
      { value: '(111) 555-3333', label: 'work fax', primary: false },
    ])
    expect(row!.card.note.split('\n')).toHaveLength(4)
    expect(row!.card.unknown).toContain('KEY')
  })

  test('Android (2.1): six cards, quoted-printable over several lines', async () => {
    const rows = await fixture('John_Doe_ANDROID.vcf')
    expect(rows.map(({ line }) => line)).toEqual([1, 6, 11, 18, 36, 71])
    expect(rows.some(({ problem }) => problem)).toBe(false)
    expect(rows[3]!.card.lastName).toBe(Array(11).fill('Ñ').join(' '))
    expect(rows[4]!.card).toMatchObject({
      firstName: 'Ñ Ñ Ñ',
      lastName: 'Ñ Ñ',
      photo: { mediaType: 'image/jpeg' },
    })
    expect(rows[5]!.card.company).toMatch(/^Ñ{40,}$/)
  })

  test('Google (3.0): labels of the person, escapes, an address in one piece', async () => {
    const [row] = await fixture('gmail-single.vcf')
    expect(row!.card.phones[1]).toEqual({ value: '555 555 2222', label: 'GRAND_CENTRAL', primary: false })
    expect(row!.card.websites).toEqual([{ value: 'http://TheProfile.com', label: 'PROFILE', primary: true }])
    expect(row!.card.addresses[0]).toMatchObject({
      street: '123 Home St, Home City, HM 12345',
      label: 'home',
    })
    expect(row!.card.addresses[1]).toMatchObject({
      city: 'Custom City',
      region: 'TX',
      label: 'CustomAdrType',
    })
  })

  test('Evolution (3.0): folded lines, commas in names', async () => {
    const [row] = await fixture('John_Doe_EVOLUTION.vcf')
    expect(row!.card).toMatchObject({
      additional: 'Richter, James',
      department: 'Accounting, Dungeon',
      categories: ['VIP'],
    })
    expect(row!.card.emails[0]!.value).toBe('john.doe@ibm.com')
    expect(row!.card.addresses[0]).toMatchObject({ extra: 'ASB-123', country: 'United States of America' })
  })

  test('the example of RFC 6350 (4.0)', async () => {
    const [row] = await fixture('rfc6350-example.vcf')
    expect(row!.card).toMatchObject({
      birthday: '--0203',
      gender: 'male',
      language: 'fr',
      suffix: 'ing. jr M.Sc.',
    })
    expect(row!.card.phones).toEqual([
      { value: '+1-418-656-9254 ext. 102', label: 'work', primary: true },
      { value: '+1-418-262-6501', label: 'work mobile', primary: false },
    ])
    expect(row!.card.unknown).toEqual(['ANNIVERSARY', 'GEO', 'KEY', 'TZ'])
  })

  test('a parameter with a colon (4.0)', async () => {
    const [row] = await fixture('issue114.vcf')
    expect(row!.card.addresses[0]).toMatchObject({
      street: 'Dummy-Dummy-Strasse 1',
      city: 'Bad Homburg',
      postcode: '61352',
    })
  })
})

describe('kinds and names', () => {
  test('an organisation: by its kind, as Apple marks it, or by having no other name', async () => {
    const organisation = { kind: 'organisation', company: 'Acme' }
    expect(await cardOf('VERSION:4.0', 'KIND:org', 'FN:Acme')).toMatchObject(organisation)
    expect(await cardOf('VERSION:3.0', 'FN:Acme', 'N:;;;;', 'ORG:Acme;', 'X-ABShowAs:COMPANY')).toMatchObject(
      organisation,
    )
    expect(await cardOf('VERSION:2.1', 'ORG:Acme')).toMatchObject(organisation)
    expect(await cardOf('FN:Jan Smit', 'ORG:Acme')).toMatchObject({
      kind: 'individual',
      firstName: 'Jan',
      company: 'Acme',
    })
  })

  test('only a formatted name', async () => {
    expect(await cardOf('FN:Jan de Vries')).toMatchObject({ firstName: 'Jan', lastName: 'de Vries' })
    expect(await cardOf('FN:Vries\\, Jan')).toMatchObject({ firstName: 'Jan', lastName: 'Vries' })
    expect(await cardOf('FN:jan@x.nl', 'EMAIL:jan@x.nl')).toMatchObject({ firstName: '', lastName: '' })
  })
})

describe('old and odd', () => {
  test('character sets of 2.1, soft breaks, a break before the end', async () => {
    const card = await cardOf(
      'VERSION:2.1',
      'N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=FCrgen',
      'ORG;QUOTED-PRINTABLE:Caf=C3=A9 =',
      '=E2=82=AC',
      'NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0Atwo=',
    )
    expect(card).toMatchObject({ lastName: 'Müller', firstName: 'Jürgen', company: 'Café €' })
  })

  test('a card in AGENT is left out, a card without end is given, base64 need not be indented', async () => {
    const text = [
      'BEGIN:VCARD', 'VERSION:2.1', 'N:One', 'AGENT:', 'BEGIN:VCARD', 'N:Hidden', 'END:VCARD', 'TEL:1', 'END:VCARD',
      'BEGIN:VCARD', 'VERSION:2.1', 'N:Two',
      'BEGIN:VCARD', 'VERSION:2.1', 'N:Three', 'PHOTO;PNG;BASE64:iVBORw0KGgoAAAA', 'AAAAAAAAAAAAA', '', 'TEL:3', 'END:VCARD',
    ].join('\n') // biome-ignore format: a card a line
    const rows = await read(temporaryFile(text))
    expect(
      rows.map(({ line, problem, card }) => [line, problem, card.lastName, card.phones[0]?.value]),
    ).toEqual([
      [1, undefined, 'One', '1'],
      [10, 'end', 'Two', undefined],
      [13, undefined, 'Three', '3'],
    ])
    expect(rows[0]!.card.unknown).toEqual(['AGENT'])
    expect(rows[2]!.card.photo!.mediaType).toBe('image/png')
  })

  test('parameters: RFC 6868, types in quotes, preferences, groups, Apple labels and birthdays without year', async () => {
    const card = await cardOf(
      'VERSION:4.0',
      'item1.TEL;TYPE="work,cell";PREF=2:+31 6 1',
      'TEL;TYPE=home;PREF=1:+31 6 2',
      "item2.EMAIL;X-NOTE=a^nb^'c^^:a@b.nl",
      'item2.X-ABLabel:_$!<Work>!$_',
      'BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-03',
      'URL:http\\://x.nl',
    )
    expect(card.phones.map(({ label, primary }) => [label, primary])).toEqual([
      ['work mobile', false],
      ['home', true],
    ])
    expect(card.emails[0]!.label).toBe('work')
    expect(card.birthday).toBe('--02-03')
    expect(card.websites[0]!.value).toBe('http://x.nl')
  })

  test('UTF-16 and lines ended by CR', async () => {
    const text = 'BEGIN:VCARD\rVERSION:3.0\rN:Müller;Zoë\rEND:VCARD\r'
    const rows = await read(temporaryFile(Buffer.from(`\ufeff${text}`, 'utf16le')))
    expect(rows[0]).toMatchObject({ line: 1, card: { lastName: 'Müller', firstName: 'Zoë' } })
  })

  test('pieces of any size give the same cards', () => {
    const text = readFileSync(join(FIXTURES, 'John_Doe_ANDROID.vcf'), 'utf8')
    const split = (size: number) => {
      const splitter = cardSplitter()
      const cards = []
      for (let i = 0; i < text.length; i += size) cards.push(...splitter.push(text.slice(i, i + size)))
      return [...cards, ...splitter.end()]
    }
    for (const size of [1, 2, 7, 100]) expect(split(size)).toEqual(split(text.length))
  })
})

const word = fc
  .string({
    unit: fc.constantFrom('a', 'B', 'é', '名', '😀', ',', ';', ':', '\\', '"', "'", '-', ' ', 'n'),
    minLength: 1,
    maxLength: 90,
  })
  .map((text) => text.replace(/ +/g, ' ').trim())
  .filter((text) => text !== '')
const optional = fc.oneof(fc.constant(''), word)
const labels = fc.constantFrom('', 'work', 'home', 'mobile', 'fax', 'work fax', 'at my mother’s')
const list = <Entry>(entry: fc.Arbitrary<Entry>) =>
  fc.array(entry, { maxLength: 3 }).map((entries) => entries.map((one, i) => ({ ...one, primary: i === 0 })))
const anyCard: fc.Arbitrary<Card> = fc
  .record({
    firstName: word,
    lastName: word,
    additional: optional,
    prefix: optional,
    suffix: optional,
    nickname: optional,
    company: optional,
    jobTitle: optional,
    emails: list(fc.record({ value: fc.emailAddress(), label: labels })),
    phones: list(fc.record({ value: fc.constantFrom('+31612345678', '+14186569254'), label: labels })),
    addresses: list(
      fc.record({
        street: word,
        extra: fc.constant(''),
        city: optional,
        region: optional,
        postcode: optional,
        country: optional,
        label: labels,
      }),
    ),
    birthday: fc.constantFrom('', '1985-02-28', '--02-29'),
    gender: fc.constantFrom('', 'female', 'male', 'other'),
    language: fc.constantFrom('', 'nl', 'de'),
    note: fc.array(word, { maxLength: 3 }).map((lines) => lines.join('\n')),
    categories: fc.uniqueArray(word, { maxLength: 3 }),
  })
  .map((card) => ({ ...emptyCard(), ...card }) as Card)

test.each(['3.0', '4.0'] as VcardVersion[])(
  'any card comes back from version %s as it was',
  async (version) => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyCard, { minLength: 1, maxLength: 3 }), async (cards) => {
        const text = cards.map((card) => writeVcard(card, version)).join('')
        for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
        const rows = await read(temporaryFile(text))
        const plain = rows.map(({ card }) => ({
          ...card,
          birthday: card.birthday.replace(
            /^(\d{4}|--)(\d\d)(\d\d)$/,
            (_, y, m, d) => `${y === '--' ? '--' : `${y}-`}${m}-${d}`,
          ),
        }))
        expect(plain).toEqual(cards)
      }),
      { numRuns: 150 },
    )
  },
)

test('an organisation with a picture comes back too', async () => {
  const data = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(300, 7)])
  const card: Card = {
    ...emptyCard(),
    kind: 'organisation',
    company: 'Acme; Co',
    photo: { mediaType: 'image/png', data },
  }
  for (const version of ['3.0', '4.0'] as const) {
    expect((await read(temporaryFile(writeVcard(card, version))))[0]!.card).toEqual(card)
  }
})
