import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sortKey } from '#lib/text.ts'
import { startTestApp, type TestApp, type TestWorkspace } from '#test/support/app.ts'
import type { TestAnswer } from '#test/support/client.ts'
import { type Given, plantCustomers } from '#test/support/customers.ts'
import type { CustomerRow } from './contract.ts'
import type { NewCustomer } from './draft.ts'
import { derived } from './write-customers.ts'

let app: TestApp
let home: TestWorkspace
beforeAll(async () => {
  app = await startTestApp({ work: false })
  home = app.home
})
afterAll(() => app.close())

const sometimes = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 3 })
const firsts = ['Jan', 'Ján', 'Anna', 'Åsa', 'Zoë', "D'Arcy", '李', 'Ольга', 'Anne-Marie', 'a']
const lasts = [
  'Smith',
  'de Vries',
  'van den Berg',
  "O'Brien",
  'Müller',
  'Smithson',
  'Ångström',
  '小明',
  'Иванова',
  'Berg',
]
const companies = ['Acme', 'Berg & Zn', "L'Oréal", 'Smith Farms', '3M', 'Ünal']

const customer: fc.Arbitrary<Given> = fc.record({
  kind: fc.constantFrom('individual', 'individual', 'organisation'),
  status: fc.constantFrom('active', 'active', 'active', 'inactive', 'archived'),
  source: fc.constantFrom('manual', 'import', 'api'),
  first_name: sometimes(fc.constantFrom(...firsts)),
  last_name: fc.constantFrom(...lasts),
  company_name: fc.constantFrom(...companies),
  vat_number: sometimes(fc.constantFrom('NL004495445B01', 'DE136695976', 'BE0403170701')),
  // Few different times and places, so that orders have ties.
  created_at: fc
    .integer({ min: 0, max: 20 })
    .map((day) => new Date(Date.UTC(2026, 0, 1 + day, 12)).toISOString()),
  emails: fc.uniqueArray(
    fc.constantFrom('jan@x.example', 'anna.smith@post.example', 'info@berg.example', 'z@acme.com'),
    { maxLength: 2 },
  ),
  phones: fc.uniqueArray(fc.constantFrom('+31612345678', '+31201234567', '+4915112345678'), { maxLength: 2 }),
  addresses: sometimes(fc.constantFrom('NL', 'BE', 'DE')).map((country) =>
    country
      ? [
          {
            label: 'home',
            street: null,
            extra: null,
            postcode: null,
            city: 'X',
            region: null,
            country,
            is_primary: true,
            is_billing: false,
            is_shipping: false,
          },
        ]
      : [],
  ),
})
/** Individuals mostly work nowhere. */
const customers = (size: number) =>
  fc
    .array(customer, { minLength: size, maxLength: size })
    .map((list) =>
      list.map((given, i) =>
        given.kind === 'individual' && i % 4 ? { ...given, company_name: null } : given,
      ),
    )

const sample = (size: number, seed: number) => fc.sample(customers(size), { numRuns: 1, seed })[0]!

async function all(
  path: string,
  limit: number,
): Promise<{ items: CustomerRow[]; pages: number; count: { value: number; exact: boolean } }> {
  const items: CustomerRow[] = []
  let cursor: string | null = null
  let first: { value: number; exact: boolean } | undefined
  for (let pages = 1; ; pages++) {
    const answer: TestAnswer = await home.admin.get(
      `/customers?${path}&limit=${limit}&count=exact${cursor ? `&cursor=${cursor}` : ''}`,
    )
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    items.push(...answer.body.items)
    first ??= answer.body.count
    cursor = answer.body.next_cursor
    if (!cursor) return { items, pages, count: first! }
  }
}

const compare = (a: string | number, b: string | number) =>
  a === b ? 0 : Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b))) < 0 ? -1 : 1

/** The order that the contract promises, worked out the slow way. */
function inOrder(list: NewCustomer[], sort: string): string[] {
  const descending = sort.startsWith('-')
  const keys: Record<string, (c: NewCustomer) => (string | number | null)[]> = {
    name: (c) => [derived(c).sort_name, c.id],
    number: (c) => [String(c.number).padStart(12, '0')],
    created_at: (c) => [c.created_at, c.id],
    country: (c) => [derived(c).country, derived(c).sort_name, c.id],
    company: (c) => [derived(c).sort_company, c.id],
    email: (c) => [derived(c).sort_email, c.id],
    vat_number: (c) => [c.vat_number, c.id],
  }
  const keyOf = keys[sort.replace('-', '')]!
  const by = (key: (c: NewCustomer) => (string | number | null)[]) => (a: NewCustomer, b: NewCustomer) => {
    const [x, y] = [key(a), key(b)]
    return x.map((value, i) => compare(value!, y[i]!)).find((c) => c !== 0) ?? 0
  }
  const filled = list.filter((c) => keyOf(c)[0] !== null).sort(by(keyOf))
  const blank = list.filter((c) => keyOf(c)[0] === null).sort(by(keys['name']!))
  return [...(descending ? filled.reverse() : filled), ...blank].map((c) => c.id)
}

describe('pages', () => {
  it('put together are the whole list in order, for every order in both directions', async () => {
    const planted = await plantCustomers(app.app, home.id, sample(140, 11))
    const sorts = ['name', 'number', 'created_at', 'country', 'company', 'email', 'vat_number']
    for (const sort of sorts.flatMap((name) => [name, `-${name}`])) {
      for (const status of ['active', 'active,archived', 'all']) {
        const wanted = planted.filter((c) => status === 'all' || status.split(',').includes(c.status))
        const { items, count } = await all(`sort=${sort}&filter[status]=${status}`, 17)
        expect(
          items.map((c) => c.id),
          `${sort} ${status}`,
        ).toEqual(inOrder(wanted, sort))
        expect(count).toEqual({ value: wanted.length, exact: true })
      }
    }
  })

  it('keep their place when customers before it are added or taken away', async () => {
    const other = await app.addWorkspace('Moving')
    const planted = await plantCustomers(
      app.app,
      other.id,
      'bcdefghij'.split('').map((letter) => ({ last_name: `Name${letter}` })),
    )
    const first = (await other.admin.get('/customers?limit=4')).body
    await plantCustomers(app.app, other.id, [{ last_name: 'Namea' }])
    await other.admin.post(`/customers/${planted[1]!.id}/archival`)
    const second = (await other.admin.get(`/customers?limit=20&cursor=${first.next_cursor}`)).body
    expect(second.items.map((c: CustomerRow) => c.name)).toEqual([
      'Namef',
      'Nameg',
      'Nameh',
      'Namei',
      'Namej',
    ])
  })

  it('refuse a cursor of another order, and one that was made up', async () => {
    const { next_cursor } = (await home.admin.get('/customers?limit=2')).body
    for (const path of [
      `sort=email&cursor=${next_cursor}`,
      'cursor=abc',
      `cursor=${Buffer.from('["name",0,["a","x"]]').toString('base64url')}`,
    ]) {
      const answer = await home.admin.get(`/customers?${path}`)
      expect([answer.status, answer.body.code], path).toEqual([422, 'cursor.invalid'])
    }
  })

  it('count up to a thousand, exactly when asked, or not at all', async () => {
    const many = await app.addWorkspace('Many')
    await plantCustomers(
      app.app,
      many.id,
      Array.from({ length: 1203 }, (_, i) => ({ last_name: `Crowd ${i}`, emails: [`c${i}@crowd.example`] })),
    )
    const count = async (query: string) => (await many.admin.get(`/customers?limit=1&${query}`)).body.count
    expect(await count('')).toEqual({ value: 1000, exact: false })
    expect(await count('count=exact')).toEqual({ value: 1203, exact: true })
    expect(await count('count=none')).toBeNull()
    expect(await count('filter[name]=crowd')).toEqual({ value: 1000, exact: false })
    expect(await count('filter[name]=crowd&count=exact')).toEqual({ value: 1203, exact: true })
    expect(await count('filter[email]=crowd.example')).toEqual({ value: 1000, exact: false })
    expect(await count('filter[name]=crowd+12')).toEqual({ value: 14, exact: true })
  })
})

type Query = Record<string, string>

/** What each filter promises, worked out the slow way. */
function holds(c: NewCustomer, filter: Query): boolean {
  const words = (text: string) => sortKey(text).split(' ').filter(Boolean)
  const among = (text: string, value: string | null) => text.split(',').includes(value ?? 'none')
  const inWords = (asked: string, column: string | null) =>
    words(asked).length > 0 &&
    column !== null &&
    words(asked).every((term) =>
      column.split(' ').some((word) => (term.length >= 3 ? word.includes(term) : word.startsWith(term))),
    )
  const day = c.created_at.slice(0, 10)
  const rules: Record<string, (asked: string) => boolean> = {
    name: (asked) => inWords(asked, derived(c).sort_name),
    company: (asked) => inWords(asked, derived(c).sort_company),
    email: (asked) =>
      c.emails.some(({ address_key: key }) =>
        /^[a-z0-9]{0,2}[^a-z0-9]*$/i.test(asked)
          ? key.startsWith(asked.toLowerCase())
          : key.includes(asked.toLowerCase()),
      ),
    vat_number: (asked) =>
      (c.vat_number ?? '').startsWith(asked) || (c.vat_number ?? '').slice(2).startsWith(asked),
    phone: (asked) => c.phones.some((p) => p.number.startsWith(asked.replace(/^0/, '+31'))),
    kind: (asked) => among(asked, c.kind),
    status: (asked) => asked === 'all' || among(asked, c.status),
    country: (asked) => among(asked, derived(c).country),
    source: (asked) => among(asked, c.source),
    created_from: (asked) => day >= asked,
    created_to: (asked) => day <= asked,
  }
  return Object.entries({ status: 'active', ...filter }).every(([name, asked]) => rules[name]!(asked))
}

const filters: fc.Arbitrary<Query> = fc
  .record(
    {
      name: fc.constantFrom(
        'smith',
        'S',
        'an',
        'ann',
        'berg',
        'vries de',
        'jan smith',
        "o'brien",
        'mull',
        '李',
        'ива',
        'ngstr',
        'zzz',
        'de',
        '!!',
      ),
      company: fc.constantFrom('acme', 'smith', 'loreal', "l'or", 'b', '3m', 'farm smi', 'unal', 'nope'),
      email: fc.constantFrom(
        'jan',
        'smith@',
        'post.ex',
        'j',
        'acme',
        'example',
        '@x',
        'com',
        'x.example',
        'ost.exam',
        'ith@post.e',
        '.com',
        'ample',
        'jan@',
        'z@acme.c',
        'an@x',
        '@berg',
        'INFO',
        'zz',
      ),
      vat_number: fc.constantFrom('NL', 'NL0044', '1366', 'BE0403170701', '99'),
      phone: fc.constantFrom('+316', '06123', '020', '+49151', '+999'),
      kind: fc.constantFrom('individual', 'organisation'),
      status: fc.constantFrom('all', 'inactive', 'active,archived'),
      country: fc.constantFrom('NL', 'none', 'NL,BE', 'none,DE', 'US'),
      source: fc.constantFrom('api', 'manual,import'),
      created_from: fc.constantFrom('2026-01-05', '2026-01-15'),
      created_to: fc.constantFrom('2026-01-03', '2026-01-15'),
    },
    { requiredKeys: [] },
  )
  .map((record) => record as Query)

describe('filters', () => {
  it('find what the words promise, in every combination and order', async () => {
    const own = await app.addWorkspace('Filtered')
    // More of them than are gathered at once, so that walking the order is tried as well as gathering.
    const planted = await plantCustomers(app.app, own.id, sample(700, 29))
    const ids = (list: { id: string }[]) => list.map((c) => c.id).sort()
    const before = home
    home = own
    try {
      await fc.assert(
        fc.asyncProperty(
          filters,
          fc.constantFrom('name', '-created_at', 'email', 'country', '-company', 'number'),
          async (filter, sort) => {
            const query = Object.entries(filter).map(
              ([name, asked]) => `filter[${name}]=${encodeURIComponent(asked)}`,
            )
            const wanted = planted.filter((c) => holds(c, filter))
            const { items, count } = await all([...query, `sort=${sort}`].join('&'), 200)
            expect(ids(items), query.join('&')).toEqual(ids(wanted))
            expect(items.map((c) => c.id)).toEqual(inOrder(wanted, sort))
            expect(count).toEqual({ value: wanted.length, exact: true })
          },
        ),
        { numRuns: 250, seed: 5 },
      )
    } finally {
      home = before
    }
  })

  it('find by group, tag and segment', async () => {
    const own = await app.addWorkspace('Grouped')
    const group = (await own.admin.post('/customer-groups', { name: 'Gold' })).body
    const add = async (body: object) => (await own.admin.post('/customers', body)).body.id as string
    const a = await add({ last_name: 'A', group_id: group.id, tags: ['Café', 'vip'] })
    const b = await add({ last_name: 'B', tags: ['vip'], addresses: [{ country: 'NL', city: 'X' }] })
    const c = await add({ last_name: 'C' })
    const found = async (query: string) =>
      (await own.admin.get(`/customers?${query}`)).body.items.map((r: CustomerRow) => r.id)
    expect(await found(`filter[group]=${group.id}`)).toEqual([a])
    expect(await found('filter[group]=none')).toEqual([b, c])
    expect(await found('filter[tag]=cafe')).toEqual([a])
    expect(await found('filter[tag]=vip')).toEqual([a, b])
    expect(await found('filter[tag]=nothing')).toEqual([])
    const segment = (await own.admin.post('/segments', { name: 'Dutch', filter: { country: 'NL' } })).body
    expect(segment.count).toEqual({ value: 1, exact: true })
    expect(await found(`filter[segment]=${segment.id}`)).toEqual([b])
    expect(await found(`filter[segment]=${segment.id}&filter[tag]=cafe`)).toEqual([])
    expect(await found(`filter[segment]=${uuidv7()}`)).toEqual([])
  })

  it('go together with the search box, which looks at all that a customer is known by', async () => {
    const own = await app.addWorkspace('Boxed')
    const [jan, firm] = await plantCustomers(app.app, own.id, [
      {
        first_name: 'Jan',
        last_name: 'Smith',
        company_name: 'Acme',
        emails: ['j@box.example', 'private@elsewhere.example'],
        phones: ['+31612345678'],
        vat_number: 'NL004495445B01',
      },
      { kind: 'organisation', company_name: 'Smith & Zn' },
      ...Array.from({ length: 700 }, (_, i) => ({
        last_name: `Other ${i}`,
        emails: [`o${i}@crowd.example`],
      })),
    ])
    const found = async (query: string) =>
      (await own.admin.get(`/customers?${query}`)).body.items.map((r: CustomerRow) => r.id)
    for (const q of [
      'jan',
      'smith jan',
      'acm',
      'cme',
      'private',
      'box.ex',
      '0612',
      '004495',
      'NL0044',
      String(jan!.number),
      `C-${jan!.number}`,
    ]) {
      expect(await found(`q=${q}`), q).toEqual([jan!.id])
    }
    expect(await found('q=smith')).toEqual([jan!.id, firm!.id])
    expect(await found('q=smith&filter[kind]=organisation')).toEqual([firm!.id])
    expect(await found('q=acme+jan+nobody')).toEqual([])
    // Most of them: the order is walked.
    const crowd = await own.admin.get('/customers?q=crowd&limit=500&count=exact&sort=-created_at')
    expect([crowd.body.items.length, crowd.body.count]).toEqual([500, { value: 700, exact: true }])
  })

  it('refuse values that mean nothing, and say which', async () => {
    const { status, body } = await home.admin.get(
      '/customers?filter[country]=Mordor&filter[kind]=ghost&filter[status]=gone&filter[group]=x',
    )
    expect([status, body.code]).toEqual([422, 'filter.invalid'])
    expect(body.errors.map((e: { pointer: string }) => e.pointer).sort()).toEqual([
      '/filter/country',
      '/filter/group',
      '/filter/kind',
      '/filter/status',
    ])
  })
})
