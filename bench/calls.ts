import type { Call, Series } from './http-load.ts'
import type { Part } from './options.ts'
import type { Samples, Term } from './samples.ts'

/** An API call beside the floors it is held against. */
export type Comparison = {
  part: Part
  name: string
  ours: Series
  /** The first one is what the goal is about; the others are printed beside it. */
  floors: { name: string; series: Series; goal?: number }[]
  /** At most this many times the floor, in the median and at the 95th percentile. */
  goal?: number
  goal95?: number
  /** How many calls one round makes; all terms of a search, for example. */
  perRound?: number
  /** With 16 connections too. */
  many?: boolean
}

const get = (path: string): Call => ({ path })
const query = (pairs: Record<string, string>) => new URLSearchParams(pairs).toString()
const at = <T>(list: readonly T[], n: number): T => list[n % list.length]!

type Filter = { ours: Record<string, string>; where: string; values: unknown[] }

function filtersOf({ groups, tags }: Samples): Filter[] {
  const by = (name: string, value: string, where: string, ...values: unknown[]): Filter => ({
    ours: { [`filter[${name}]`]: value },
    where,
    values,
  })
  return [
    by('country', 'NL', 'country', 'NL'),
    by('country', 'GB', 'country', 'GB'),
    by('country', 'NL,BE', 'countries', ['NL', 'BE']),
    by('country', 'DE,FR,IT,ES', 'countries', ['DE', 'FR', 'IT', 'ES']),
    ...groups.slice(0, 3).map((id) => by('group', id, 'group', id)),
    ...tags.slice(0, 6).map((id) => by('tag', id, 'tag', id)),
    by('source', 'portal', 'source', 'portal'),
    by('kind', 'organisation', 'kind', 'organisation'),
    by('created_from', '2026-01-01', 'since', '2026-01-01'),
    by('name', 'mart', 'name', 'mart', 'mart\u{10ffff}'),
    by('name', 'de vries', 'name', 'de vries', 'de vries\u{10ffff}'),
    {
      ours: { 'filter[tag]': tags[3]!, 'filter[country]': 'FR' },
      where: 'tagInCountry',
      values: [tags[3], 'FR'],
    },
  ]
}

const floorList = (where: string, values: unknown[], more: Record<string, string> = {}) =>
  get(`/list?${query({ where, values: JSON.stringify(values), ...more })}`)
const floorSearch = ({ start, part }: Term) => get(`/search?${query({ start, part })}`)

/** Every call of the table. `cursor` is what the API gave at the deep place. */
export function comparisons(samples: Samples, cursor: string): Comparison[] {
  const { ids, terms, deep } = samples
  const filters = filtersOf(samples)
  const place = JSON.stringify(deep.place)
  const key = `bench-${Date.now().toString(36)}`
  const written = (what: string, n: number) => ({ 'idempotency-key': `${key}-${what}-${n}` })
  return [
    {
      part: 'list',
      name: 'list of 50 by name, first page',
      ours: () => get('/api/v1/customers?limit=50'),
      floors: [
        { name: 'with exact count', series: () => floorList('active', []) },
        { name: 'without count', series: () => floorList('active', [], { count: 'no' }), goal: 3 },
      ],
      goal: 0.3,
      many: true,
    },
    {
      part: 'deep',
      name: `page at ${deep.offset.toLocaleString('en-GB')}`,
      ours: () => get(`/api/v1/customers?${query({ limit: '50', count: 'none', cursor })}`),
      floors: [
        {
          name: 'OFFSET and exact count',
          series: () => floorList('active', [], { offset: String(deep.offset) }),
        },
        {
          name: 'keyset without count',
          series: () => floorList('active', [], { after: place, count: 'no' }),
          goal: 3,
        },
      ],
      goal: 0.3,
      many: true,
    },
    {
      part: 'search',
      name: `search, ${terms.length} terms`,
      ours: (n) => get(`/api/v1/search?${query({ q: at(terms, n).typed })}`),
      floors: [{ name: 'word ranges, then trigrams', series: (n) => floorSearch(at(terms, n)) }],
      goal: 2,
      goal95: 3,
      perRound: terms.length,
      many: true,
    },
    {
      part: 'filter',
      name: `filter with count to 1,000, ${filters.length} filters`,
      ours: (n) => get(`/api/v1/customers?${query({ limit: '50', ...at(filters, n).ours })}`),
      floors: [
        { name: 'with exact count', series: (n) => floorList(at(filters, n).where, at(filters, n).values) },
      ],
      goal: 2,
      perRound: filters.length * 3,
      many: true,
    },
    {
      part: 'filter',
      name: 'filter with exact count',
      ours: (n) => get(`/api/v1/customers?${query({ limit: '50', count: 'exact', ...at(filters, n).ours })}`),
      floors: [
        { name: 'with exact count', series: (n) => floorList(at(filters, n).where, at(filters, n).values) },
      ],
      goal: 2,
      perRound: filters.length * 3,
    },
    {
      part: 'record',
      name: 'one customer',
      ours: (n) => get(`/api/v1/customers/${at(ids, n)}`),
      floors: [{ name: 'one statement', series: (n) => get(`/customers/${at(ids, n)}`) }],
      goal: 2,
      many: true,
    },
    {
      part: 'record',
      name: 'timeline of a customer',
      ours: (n) => get(`/api/v1/customers/${at(ids, n)}/timeline`),
      floors: [{ name: 'one statement', series: (n) => get(`/customers/${at(ids, n)}/timeline`) }],
      goal: 2,
    },
    {
      part: 'create',
      name: 'create',
      ours: (n) => ({ ...createOurs(n), headers: written('create', n) }),
      floors: [{ name: 'one statement', series: createFloor }],
      goal: 3,
      many: true,
    },
    {
      part: 'update',
      name: 'update one field',
      ours: (n) => ({
        method: 'PATCH',
        path: `/api/v1/customers/${at(ids, n)}`,
        body: { job_title: `Organiser ${n}` },
        headers: written('update', n),
      }),
      floors: [
        {
          name: 'one statement',
          series: (n) => ({
            method: 'PATCH',
            path: `/customers/${at(ids, n)}`,
            body: { job_title: `Organiser ${n}` },
          }),
        },
      ],
      goal: 2.5,
      many: true,
    },
  ]
}

const names = ['Anouk', 'Bram', 'Chiara', 'Dmitri', 'Elif', 'Fatima', 'Goran', 'Hanna', 'Ivo', 'Jolanda']
const families = [
  'de Vries',
  'Martens',
  'García',
  'Kowalska',
  'Öztürk',
  'Nguyen',
  'Smith',
  'Brouwer',
  'Lefèvre',
  'Rossi',
]

const person = (n: number, mark: string) => ({
  first_name: at(names, n),
  last_name: `${at(families, Math.floor(n / 10))}`,
  email: `${mark}${n}@bench.example`,
  phone: `+316${String(10_000_000 + (n % 80_000_000))}`,
  street: `Kade ${n % 300}`,
  city: 'Utrecht',
})

function createOurs(n: number): Call {
  const { first_name, last_name, email, phone, street, city } = person(n, 'a')
  const body = {
    first_name,
    last_name,
    emails: [{ address: email }],
    phones: [{ number: phone }],
    addresses: [{ street, city, country: 'NL', billing: true, shipping: true }],
  }
  return { method: 'POST', path: '/api/v1/customers', body }
}

const createFloor = (n: number): Call => ({ method: 'POST', path: '/customers', body: person(n, 'b') })
