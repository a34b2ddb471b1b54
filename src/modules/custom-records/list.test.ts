import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inTransaction, systemPrincipal } from '#platform/context.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import type { TestClient } from '#test/support/client.ts'
import { made } from '#test/support/making.ts'
import { addRecord, defineType } from '#test/support/record-types.ts'
import { fieldsOfType } from './fields.ts'
import { findType } from './type-queries.ts'
import { insertRecords } from './write-records.ts'

let app: TestApp
let admin: TestClient
let owners: string[]
beforeAll(async () => {
  app = await startTestApp({ settings: { RATE_LIMIT_PER_MINUTE: '1000000' } })
  admin = app.home.admin
  owners = []
  for (const last_name of ['Adams', 'Baker', 'Clark'])
    owners.push(made(await admin.post('/customers', { last_name })).id)
})
afterAll(() => app.close())

type Shown = { id: string; title: string; custom: Record<string, unknown>; customer: { id: string } }

/** All pages of a list. */
async function all(key: string, query: string, limit = 2): Promise<Shown[]> {
  const found: Shown[] = []
  for (let cursor = ''; ; ) {
    const { items, next_cursor } = made(
      await admin.get(`/custom-record-types/${key}/records?limit=${limit}&count=none&${query}${cursor}`),
    )
    found.push(...items)
    if (!next_cursor) return found
    expect(items).toHaveLength(limit)
    cursor = `&cursor=${next_cursor}`
  }
}
const titles = async (key: string, query: string) => (await all(key, query)).map(({ title }) => title)

describe('the list of a type', () => {
  let key: string
  beforeAll(async () => {
    key = (await defineType(admin)).key
    const boats = [
      { name: 'Zwaan', kind: 'sloop', length: 7, built: '2001-01-01' },
      { name: 'albatros', kind: 'yacht', length: 12.5 },
      { name: 'Écume', length: 7, built: '1980-06-30' },
      { name: 'Zeepaard II', kind: 'sloop', length: 20, built: '2020-12-31' },
    ]
    for (const [i, boat] of boats.entries()) made(await addRecord(admin, key, owners[i % 3]!, boat))
  })

  it('is filtered by fields and customer, one by one and together', async () => {
    expect(await titles(key, '')).toEqual(['Zeepaard II', 'Écume', 'albatros', 'Zwaan'])
    expect(await titles(key, 'filter[custom.kind]=sloop')).toEqual(['Zeepaard II', 'Zwaan'])
    expect(await titles(key, 'filter[custom.kind]=empty')).toEqual(['Écume'])
    expect(await titles(key, 'filter[custom.length]=5..10')).toEqual(['Écume', 'Zwaan'])
    expect(await titles(key, 'filter[custom.built]=1990-01-01..&filter[custom.kind]=sloop')).toEqual([
      'Zeepaard II',
      'Zwaan',
    ])
    expect(await titles(key, 'filter[custom.name]=ecu')).toEqual(['Écume'])
    expect(await titles(key, `filter[customer]=${owners[0]}`)).toEqual(['Zeepaard II', 'Zwaan'])
    const counted = made(
      await admin.get(`/custom-record-types/${key}/records?filter[custom.kind]=sloop&count=exact&limit=1`),
    )
    expect(counted.count).toEqual({ value: 2, exact: true })
  })

  it('is searched by words of the title, and by name and number of the customer', async () => {
    expect(await titles(key, 'q=zee')).toEqual(['Zeepaard II'])
    expect(await titles(key, 'q=ii%20zeepaard')).toEqual(['Zeepaard II'])
    expect(await titles(key, 'q=baker')).toEqual(['albatros'])
    expect(await titles(key, 'q=adams%20zwaan')).toEqual(['Zwaan'])
    const [{ customer }] = (await all(key, 'q=albatros')) as [Shown & { customer: { number: number } }]
    expect(await titles(key, `q=C-${(customer as unknown as { number: number }).number}`)).toEqual([
      'albatros',
    ])
    expect(await titles(key, 'q=nobody')).toEqual([])
  })

  it('is sorted by fields, what has no value last', async () => {
    expect(await titles(key, 'sort=created_at')).toEqual(['Zwaan', 'albatros', 'Écume', 'Zeepaard II'])
    expect(await titles(key, 'sort=title')).toEqual(['albatros', 'Écume', 'Zeepaard II', 'Zwaan'])
    expect(await titles(key, 'sort=-custom.length')).toEqual(['Zeepaard II', 'albatros', 'Écume', 'Zwaan'])
    expect(await titles(key, 'sort=custom.built')).toEqual(['Écume', 'Zwaan', 'Zeepaard II', 'albatros'])
    expect(await titles(key, 'sort=custom.kind')).toEqual(['Zwaan', 'Zeepaard II', 'albatros', 'Écume'])
    expect(await titles(key, 'sort=-custom.kind&filter[custom.length]=7')).toEqual(['Zwaan', 'Écume'])
  })

  it('refuses what it does not know', async () => {
    const path = `/custom-record-types/${key}/records`
    for (const [query, code] of [
      ['filter[colour]=red', 'filter.invalid'],
      ['filter[custom.colour]=red', 'filter.invalid'],
      ['filter[custom.length]=long', 'filter.invalid'],
      ['sort=colour', 'sort.invalid'],
      ['sort=custom.colour', 'sort.invalid'],
      ['cursor=e30', 'cursor.invalid'],
      ['sort=custom.length&cursor=WyJhYmMiLDFd', 'cursor.invalid'],
    ]) {
      const refused = await admin.get(`${path}?${query}`)
      expect([query, refused.status, refused.body.code]).toEqual([query, 422, code])
    }
    const hostile = `filter[custom.name]=${encodeURIComponent("x' OR 1=1 --")}`
    expect(await titles(key, hostile)).toEqual([])
  })
})

describe('any list in any order', () => {
  it('has every record once, in the order of the values, whatever the size of the pages', async () => {
    const fields = [
      { label: 'Name', type: 'text' },
      { label: 'Size', type: 'number' },
      { label: 'Day', type: 'date' },
      { label: 'Sure', type: 'yes_no' },
    ]
    const custom = fc.record(
      {
        name: fc.constantFrom('a', 'A', 'é', 'zz', 'b b'),
        size: fc.integer({ min: -3, max: 3 }),
        day: fc.constantFrom('2020-01-01', '2021-02-03'),
        sure: fc.boolean(),
      },
      { requiredKeys: [] },
    )
    const rank: Record<string, (a: never, b: never) => number> = {
      name: () => 0,
      size: (a: number, b: number) => a - b,
      day: (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0),
      sure: (a: boolean, b: boolean) => Number(a) - Number(b),
    }
    await fc.assert(
      fc.asyncProperty(
        fc.array(custom, { minLength: 1, maxLength: 9 }),
        fc.constantFrom(...Object.keys(rank)),
        fc.boolean(),
        fc.integer({ min: 1, max: 4 }),
        fc.boolean(),
        async (records, by, down, limit, narrow) => {
          const { key } = await defineType(admin, { fields })
          for (const values of records) made(await addRecord(admin, key, owners[0]!, values))
          // Few records are sorted by themselves, others along the index of the field.
          const few = narrow ? `&filter[customer]=${owners[0]}` : ''
          const found = await all(key, `sort=${down ? '-' : ''}custom.${by}${few}`, limit)
          expect(new Set(found.map(({ id }) => id)).size).toBe(records.length)
          const values = found.map((record) => record.custom[by] as never)
          const firstBlank = values.indexOf(undefined as never)
          const filled = firstBlank < 0 ? values : values.slice(0, firstBlank)
          expect(values.slice(filled.length).every((value) => value === undefined)).toBe(true)
          for (let i = 1; i < filled.length; i++) {
            const step = rank[by]!(filled[i - 1]!, filled[i]!)
            expect(down ? -step : step).toBeLessThanOrEqual(0)
          }
        },
      ),
      { numRuns: 16 },
    )
  }, 120_000)
})

describe('a type with 300 fields', () => {
  it('is filled, changed, filtered and sorted like any other', async () => {
    const { id, key } = await defineType(admin, { fields: [{ label: 'Name', type: 'text' }] })
    const target = `record:${id}`
    for (let i = 1; i < 300; i++)
      made(
        await admin.post('/custom-fields', {
          target,
          label: `Field ${i}`,
          type: i % 3 === 0 ? 'number' : 'text',
        }),
      )
    const values = Object.fromEntries(
      Array.from({ length: 299 }, (_, i) => [`field_${i + 1}`, (i + 1) % 3 === 0 ? i + 1 : `text ${i + 1}`]),
    )
    const { id: record, custom } = made(await addRecord(admin, key, owners[0]!, { name: 'Wide', ...values }))
    expect(custom).toEqual({ name: 'Wide', ...values })
    const changed = Object.fromEntries(Object.keys(values).map((field) => [field, null]))
    const answer = await admin.patch(`/custom-records/${record}`, {
      custom: { ...changed, field_299: 'last' },
    })
    expect(answer.body.custom).toEqual({ name: 'Wide', field_299: 'last' })
    expect(await titles(key, 'filter[custom.field_299]=last&sort=custom.field_299')).toEqual(['Wide'])
    made(await admin.post('/undos', { operation_id: answer.headers.get('operation-id') }))
    expect(made(await admin.get(`/custom-records/${record}`)).custom).toEqual({ name: 'Wide', ...values })
  }, 120_000)
})

describe('many records', () => {
  it('are counted up to a limit, and exactly when asked', async () => {
    const { id, key, fields } = await defineType(admin)
    await inTransaction(app.app, systemPrincipal(app.home.id), 'test', async (ctx) => {
      const type = await findType(ctx, id)
      const records = Array.from({ length: 1200 }, (_, i) => ({
        id: uuidv7(),
        customerId: owners[i % 3]!,
        custom: { [fields['name']!]: `Boat ${i}`, [fields['length']!]: i % 10 },
        createdBy: null,
        createdAt: ctx.now,
        version: 1,
      }))
      await insertRecords(ctx, type, await fieldsOfType(ctx, type), records)
    })
    const path = `/custom-record-types/${key}/records?limit=1`
    expect((await admin.get(path)).body.count).toEqual({ value: 1000, exact: false })
    expect((await admin.get(`${path}&count=exact`)).body.count).toEqual({ value: 1200, exact: true })
    expect((await admin.get(`${path}&filter[custom.length]=3`)).body.count).toEqual({
      value: 120,
      exact: true,
    })
    const types = made(await admin.get(`/customers/${owners[0]}/custom-record-types`)).items
    expect(types.find((type: { id: string }) => type.id === id).records).toEqual({ value: 400, exact: true })
    const refused = await admin.delete(`/custom-record-types/${id}`)
    expect(refused.body.params).toMatchObject({ count: 1000, more: true })
    expect(refused.body.params.records).toHaveLength(10)
  })
})
