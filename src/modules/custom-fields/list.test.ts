import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { words } from '#lib/text.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import type { TestClient } from '#test/support/client.ts'

let app: TestApp
let admin: TestClient
type Custom = {
  size?: string
  age?: number
  gift?: { amount: number; currency: string }
  since?: string
  member?: boolean
  note?: string
  skills?: string[]
}
type Made = { id: string; status: string; last_name: string; custom: Custom }
const made: Made[] = []

const sizes = ['s', 'm', 'l', 'xl']
const notes = ['Red hat', 'hat stand', 'Blue Hatchback', 'été rouge', 'stand']
const skills = ['sawing', 'baking', 'flying']

/** Some number from 0, the same for the same place. */
const pick = (i: number, salt: number, of: number) => (((i + 1) * 7919 * (salt + 3)) % 101) % of

function customOf(i: number): Custom {
  const custom: Custom = {}
  if (pick(i, 1, 5) > 0) custom.size = sizes[pick(i, 2, 4)]!
  if (pick(i, 3, 4) > 0) custom.age = pick(i, 4, 20) - 5 + (pick(i, 5, 2) ? 0.5 : 0)
  if (pick(i, 6, 3) > 0) custom.gift = { amount: pick(i, 7, 9) * 250, currency: 'EUR' }
  if (pick(i, 8, 3) > 0) custom.since = `202${pick(i, 9, 5)}-0${1 + pick(i, 10, 9)}-11`
  if (pick(i, 11, 3) > 0) custom.member = pick(i, 12, 2) === 0
  if (pick(i, 13, 3) > 0) custom.note = notes[pick(i, 14, 5)]!
  const some = skills.filter((_, n) => pick(i, 15 + n, 3) === 0)
  if (some.length > 0) custom.skills = some
  return custom
}

beforeAll(async () => {
  app = await startTestApp({ work: false })
  admin = app.home.admin
  const define = async (about: object) => {
    const answer = await admin.post('/custom-fields', { target: 'customer', ...about })
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  }
  const list = (labels: string[]) => labels.map((label) => ({ label }))
  await define({ key: 'size', label: 'Size', type: 'choice', choices: list(['S', 'M', 'L', 'XL']) })
  await define({ key: 'age', label: 'Age', type: 'number' })
  await define({ key: 'gift', label: 'Gift', type: 'money', currency: 'EUR' })
  await define({ key: 'since', label: 'Since', type: 'date' })
  await define({ key: 'member', label: 'Member', type: 'yes_no' })
  await define({ key: 'note', label: 'Note', type: 'text' })
  await define({
    key: 'skills',
    label: 'Skills',
    type: 'multi_choice',
    choices: list(['Sawing', 'Baking', 'Flying']),
  })
  for (let i = 0; i < 60; i++) {
    const body = { last_name: `Listed ${String(i).padStart(2, '0')}`, custom: customOf(i) }
    const { id, last_name } = (await admin.post('/customers', body)).body
    const archived = pick(i, 30, 6) === 0
    if (archived) await admin.post(`/customers/${id}/archival`)
    made.push({ id, status: archived ? 'archived' : 'active', last_name, custom: body.custom })
  }
}, 120_000)
afterAll(() => app.close())

type Test = { name: string; text: string; holds: (custom: Custom) => boolean }
const range = (text: string, value: number | string | undefined, read: (part: string) => number | string) => {
  const [low, high = low] = text.split('..')
  return value !== undefined && (!low || value >= read(low)) && (!high || value <= read(high))
}
const begins = (text: string | undefined, typed: string) =>
  text !== undefined && words(typed).every((term) => words(text).some((word) => word.startsWith(term)))

const bound = fc.constantFrom('', '-3', '0', '2.5', '7', '14')
const day = fc.constantFrom('', '2021-01-01', '2022-05-11', '2023-12-31')
const span = (one: fc.Arbitrary<string>) =>
  fc
    .tuple(one, one)
    .filter(([a, b]) => a !== '' || b !== '')
    .map((parts) => parts.join('..'))

const tests: fc.Arbitrary<Test> = fc.oneof(
  fc
    .subarray(sizes, { minLength: 1 })
    .map((some): Test => ({ name: 'size', text: some.join(','), holds: ({ size }) => some.includes(size!) })),
  fc.constant<Test>({
    name: 'size',
    text: 'XL,empty',
    holds: ({ size }) => size === 'xl' || size === undefined,
  }),
  span(bound).map((text): Test => ({ name: 'age', text, holds: ({ age }) => range(text, age, Number) })),
  fc.constant<Test>({ name: 'age', text: '4.5', holds: ({ age }) => age === 4.5 }),
  span(bound).map(
    (text): Test => ({
      name: 'gift',
      text,
      holds: ({ gift }) => range(text, gift?.amount, (part) => Number(part) * 100),
    }),
  ),
  span(day).map((text): Test => ({ name: 'since', text, holds: ({ since }) => range(text, since, String) })),
  fc
    .boolean()
    .map(
      (yes): Test => ({ name: 'member', text: yes ? 'yes' : 'no', holds: ({ member }) => member === yes }),
    ),
  fc
    .constantFrom('hat', 'HAT st', 'ete', 'red', 'stand hat', 'b', 'none of these')
    .map((text): Test => ({ name: 'note', text, holds: ({ note }) => begins(note, text) })),
  fc.subarray(skills, { minLength: 1 }).map(
    (some): Test => ({
      name: 'skills',
      text: some.join(','),
      holds: (c) => some.some((one) => c.skills?.includes(one)),
    }),
  ),
  fc.constantFrom('size', 'age', 'gift', 'since', 'member', 'note', 'skills').chain((name) =>
    fc.boolean().map(
      (any): Test => ({
        name,
        text: any ? 'any' : 'empty',
        holds: (c) => (c[name as keyof Custom] !== undefined) === any,
      }),
    ),
  ),
)

const sortKeys: Record<string, (custom: Custom) => string | number | undefined> = {
  size: ({ size }) => (size ? sizes.indexOf(size) : undefined),
  age: ({ age }) => age,
  gift: ({ gift }) => gift?.amount,
  since: ({ since }) => since,
  member: ({ member }) => (member === undefined ? undefined : member ? 'yes' : 'no'),
  note: ({ note }) => note && words(note).join(' '),
}

/** In the order of a list: by the value, then by id; without a value last, by name. */
function inOrder(list: Made[], sort: string): string[] {
  const descending = sort.startsWith('-')
  const name = sort.replace(/^-?custom\./, '')
  const key = sortKeys[name]
  const byName = (a: Made, b: Made) => (a.last_name < b.last_name ? -1 : 1)
  if (!key) return list.toSorted(byName).map(({ id }) => id)
  const filled = list.filter(({ custom }) => key(custom) !== undefined)
  const sign = descending ? -1 : 1
  filled.sort((a, b) => {
    const [x, y] = [key(a.custom)!, key(b.custom)!]
    return sign * (x === y ? (a.id < b.id ? -1 : 1) : x < y ? -1 : 1)
  })
  const blank = list.filter(({ custom }) => key(custom) === undefined).sort(byName)
  return [...filled, ...blank].map(({ id }) => id)
}

async function pages(query: string, limit: number): Promise<string[]> {
  const ids: string[] = []
  for (let cursor = ''; ; ) {
    const answer = await admin.get(`/customers?${query}&limit=${limit}${cursor && `&cursor=${cursor}`}`)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    ids.push(...answer.body.items.map(({ id }: Made) => id))
    cursor = answer.body.next_cursor ?? ''
    if (!cursor) return ids
  }
}

it('filters find what a look at every customer finds, in every order, page by page, and count it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(tests, { maxLength: 2 }),
      fc.constantFrom('name', ...Object.keys(sortKeys).flatMap((key) => [`custom.${key}`, `-custom.${key}`])),
      fc.constantFrom('active', 'archived', 'all'),
      fc.integer({ min: 3, max: 80 }),
      async (asked, sort, status, limit) => {
        const filters = new Map(asked.map((test) => [test.name, test]))
        const wanted = made.filter(
          (one) =>
            (status === 'all' || one.status === status) &&
            [...filters.values()].every(({ holds }) => holds(one.custom)),
        )
        const parts = [...filters.values()].map(
          ({ name, text }) => `filter[custom.${name}]=${encodeURIComponent(text)}`,
        )
        const query = [`filter[status]=${status}`, `sort=${sort}`, ...parts].join('&')
        expect(await pages(query, limit), query).toEqual(inOrder(wanted, sort))
        const counted = await admin.get(`/customers?${query}&count=exact&limit=1`)
        expect(counted.body.count, query).toEqual({ value: wanted.length, exact: true })
        const jumped = await admin.get(`/customers?${query}&limit=5&offset=4&count=none`)
        expect(
          jumped.body.items.map(({ id }: Made) => id),
          `${query} offset`,
        ).toEqual(inOrder(wanted, sort).slice(4, 9))
      },
    ),
    { numRuns: 120 },
  )
}, 300_000)

it('rows show the values; segments, views, bulk actions and exports go by them', async () => {
  const large = made.filter(({ status, custom }) => status === 'active' && custom.size === 'l')
  const listed = (await admin.get('/customers?filter[custom.size]=l&limit=100')).body.items as Made[]
  for (const row of listed) expect(row.custom).toEqual(large.find(({ id }) => id === row.id)!.custom)
  const filter = { 'custom.size': 'l' }
  const segment = (await admin.post('/segments', { name: 'Large', filter })).body
  expect(segment.count.value).toBe(large.length)
  const view = await admin.post('/views', {
    list: 'customers',
    name: 'Large ones',
    shared: true,
    filter,
    sort: '-custom.age',
    columns: [{ id: 'name' }, { id: 'custom.age' }],
  })
  expect(view.status, JSON.stringify(view.body)).toBe(201)
  expect(view.body.count.value).toBe(large.length)
  const preview = await admin.post('/customers/bulk-preview', {
    selection: { filter },
    action: { type: 'add-tags', tags: ['Large'] },
  })
  expect(preview.body.matching).toBe(large.length)
  const file = await admin.get(
    '/exports/customers?format=csv&columns=number,custom.age,custom.skills&filter[custom.size]=l&sort=custom.age',
  )
  expect(file.status).toBe(200)
  expect(String(file.body).trim().split(/\r?\n/)).toHaveLength(large.length + 1)
  expect(String(file.body)).toMatch(/^\ufeff?Customer number,Age,Skills/)
})

it('what cannot be asked is refused with the remedy', async () => {
  const refused = async (query: string) => (await admin.get(`/customers?${query}`)).body
  const fault = async (query: string) => (await refused(query)).errors[0]
  expect(await fault('filter[custom.shoe]=1')).toMatchObject({
    pointer: '/filter/custom.shoe',
    code: 'filter.unknown_field',
  })
  expect((await fault('filter[custom.age]=old')).message).toContain('10..20.5')
  expect((await fault('filter[custom.size]=xxl')).message).toContain('s, m, l, xl')
  expect((await fault('filter[custom.since]=2026-02-30')).message).toContain('a day')
  expect((await fault('filter[shoe]=1')).code).toBe('unrecognized_keys')
  expect((await refused('sort=custom.skills')).code).toBe('sort.unknown')
  expect((await refused('sort=custom.shoe')).code).toBe('sort.unknown')
  expect((await refused('sort=custom.age&cursor=WyJjdXN0b20uYWdlIiwwLFsieCIsInkiXV0')).code).toBe(
    'cursor.invalid',
  )
})
