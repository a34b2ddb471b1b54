import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { plantCustomers } from '#test/support/customers.ts'
import { sorts } from './contract.ts'

let app: TestApp
const size = 60

beforeAll(async () => {
  app = await startTestApp({ work: false })
  await plantCustomers(
    app.app,
    app.home.id,
    Array.from({ length: size }, (_, i) => ({
      first_name: `First${i % 7}`,
      last_name: `Last${i % 5}`,
      ...(i % 3 === 0 && { company_name: `Company ${i % 4}` }),
      ...(i % 4 === 0 && { status: 'inactive' as const }),
      emails: i % 2 === 0 ? [`person${i % 9}.${i}@jump.example`] : [],
    })),
  )
})
afterAll(() => app?.close())

type Answer = { items: { id: string }[]; next_cursor: string | null; count: unknown }
const list = async (query: string) =>
  (await app.home.admin.get<Answer>(`/customers?filter[status]=all&${query}`)).body
const ids = (answer: Answer) => answer.items.map(({ id }) => id)

const orders = sorts.flatMap((sort) => [sort, `-${sort}`])
test.each(orders)('a jump lands where paging would have come, sorted by %s', async (sort) => {
  const all = ids(await list(`sort=${sort}&limit=500`))
  expect(all).toHaveLength(size)
  for (const offset of [1, 19, 29, 30, 31, 59]) {
    const page = await list(`sort=${sort}&limit=10&offset=${offset}`)
    expect(ids(page)).toEqual(all.slice(offset, offset + 10))
    if (!page.next_cursor) continue
    const next = await list(`sort=${sort}&limit=10&cursor=${encodeURIComponent(page.next_cursor)}`)
    expect(ids(next)).toEqual(all.slice(offset + 10, offset + 20))
  }
})

test('a jump counts within the filter', async () => {
  const query = 'sort=email&filter[name]=first3'
  const all = ids(await list(`${query}&limit=500`))
  expect(all.length).toBeGreaterThan(5)
  expect(ids(await list(`${query}&offset=4`))).toEqual(all.slice(4))
})

test('beyond the end there is nothing, and the count says how many there are', async () => {
  const beyond = await list(`offset=${size}&count=exact`)
  expect(beyond).toEqual({ items: [], next_cursor: null, count: { value: size, exact: true } })
  expect(ids(await list('offset=1000000'))).toEqual([])
})
