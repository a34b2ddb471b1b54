import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction, type Principal, systemPrincipal } from '#platform/context.ts'
import { startTestApp, type TestApp, type TestWorkspace } from '#test/support/app.ts'
import { loadDemo } from './load.ts'
import { demoCustomer } from './world.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp()
})
afterAll(() => house.close())

const until = new Date('2026-06-01T00:00:00Z')
const principal = ({ id }: TestWorkspace): Principal => systemPrincipal(id)

/** What a load leaves behind, without what is different in every workspace. */
async function contents({ id }: TestWorkspace): Promise<Record<string, unknown>> {
  const rows = (text: string) => house.app.database.installation.rows(text, [id])
  return {
    customers: await rows(
      `SELECT number, status, first_name, last_name, company_name, email, phone, city, created_at FROM customers WHERE workspace_id = $1 ORDER BY number`,
    ),
    words: await rows('SELECT word, field FROM customer_words WHERE workspace_id = $1 ORDER BY word, field'),
    notes: await rows('SELECT body, created_at FROM notes WHERE workspace_id = $1 ORDER BY created_at, body'),
    tasks: await rows(
      'SELECT title, due_on, done_at FROM tasks WHERE workspace_id = $1 ORDER BY created_at, title',
    ),
    timeline: await rows(
      // Events of types of records that the workspace defined have the type's id in their name.
      `SELECT regexp_replace(event, '[0-9a-f-]{36}', 'type') AS event, at, payload FROM timeline_entries
       WHERE workspace_id = $1 ORDER BY at, 1, payload::text`,
    ),
  }
}

test('the same seed fills two workspaces alike, whatever the number of steps', async () => {
  const [one, two] = [await house.addWorkspace('One'), await house.addWorkspace('Two')]
  expect(await loadDemo(house.app, principal(one), { customers: 2300, seed: 5, until })).toEqual({
    finished: true,
    customers: 2300,
    resumed: false,
  })
  await loadDemo(house.app, principal(two), { customers: 1200, seed: 5, until })
  await loadDemo(house.app, principal(two), { customers: 1100, more: true })
  const [first, second] = [await contents(one), await contents(two)]
  expect(second).toEqual(first)
  expect(first).toMatchObject({ customers: { length: 2300 } })
  expect((first['notes'] as unknown[]).length).toBeGreaterThan(50)
  expect((first['tasks'] as unknown[]).length).toBeGreaterThan(80)
})

test('everybody in it is found as if they had been typed in', async () => {
  const work = await house.addWorkspace('Three')
  await loadDemo(house.app, principal(work), { customers: 60, seed: 1, until })
  const { firstName, lastName, emails } = demoCustomer(1, 6, until)
  const { body } = await work.admin.get(`/search?q=${encodeURIComponent(`${lastName} ${firstName}`)}`)
  expect(body.customers[0]).toMatchObject({
    first_name: firstName,
    last_name: lastName,
    email: emails[0]?.address,
  })
  const { body: record } = await work.admin.get(`/customers/${body.customers[0].id}`)
  expect(record).toMatchObject({ number: 10_007, version: 1 })
  const { body: timeline } = await work.admin.get(`/customers/${record.id}/timeline`)
  expect(timeline.items.at(-1)).toMatchObject({ event: 'customer.created', text: 'Added as C-10007' })
  const { body: next } = await work.admin.post('/customers', { last_name: 'Next' })
  expect(next.number).toBe(10_061)
})

test('a second world is refused, and nothing changes', async () => {
  const work = await house.addWorkspace('Four')
  await loadDemo(house.app, principal(work), { customers: 20, until })
  const before = await contents(work)
  const again = loadDemo(house.app, principal(work), { customers: 20, until })
  await expect(again).rejects.toMatchObject({ code: 'demo.loaded', details: { params: { customers: 20 } } })
  expect(await contents(work)).toEqual(before)
})

test('a load that broke off goes on where it stopped', async () => {
  const [whole, broken] = [await house.addWorkspace('Five'), await house.addWorkspace('Six')]
  await loadDemo(house.app, principal(whole), { customers: 3500, until })
  let batches = 0
  const breaks = loadDemo(house.app, principal(broken), {
    customers: 3500,
    until,
    advance: async () => {
      if (++batches === 3) throw new Error('the power went off')
      return true
    },
  })
  await expect(breaks).rejects.toThrow('power')
  expect(await loadDemo(house.app, principal(broken), { customers: 7, until })).toMatchObject({
    resumed: true,
    customers: 3500,
  })
  expect(await contents(broken)).toEqual(await contents(whole))
})

test('timelines are filled to the length asked for, in the order of time', async () => {
  const work = await house.addWorkspace('Seven')
  await loadDemo(house.app, principal(work), { customers: 30, until, timeline: 8 })
  const { body: list } = await work.admin.get('/customers?limit=30&filter[status]=all')
  for (const { id } of list.items) {
    const { body } = await work.admin.get(`/customers/${id}/timeline`)
    expect(body.items.length).toBeGreaterThanOrEqual(8)
    const times = body.items.map((entry: { at: string }) => entry.at)
    expect(times).toEqual(times.toSorted().toReversed())
    expect(body.items[0].text).not.toMatch(/undefined|null/)
  }
})

test('as background work it shows how far it is, and stops when asked', async () => {
  const work = await house.addWorkspace('Eight')
  const enqueue = (customers: number) =>
    inTransaction(house.app, principal(work), 'test', (ctx) =>
      house.app.jobs.enqueue(ctx, 'demo.load', { customers }),
    )
  await enqueue(40)
  await house.settle()
  const { body } = await work.admin.get('/jobs')
  expect(body.items).toMatchObject([
    { kind: 'demo.load', state: 'done', total: 40, done: 40, result: { customers: 40 } },
  ])
  await enqueue(40)
  await house.settle()
  const { body: later } = await work.admin.get('/jobs')
  expect(later.items[0]).toMatchObject({ state: 'failed', error: expect.stringContaining('already') })

  const other = await house.addWorkspace('Nine')
  const stopped = await loadDemo(house.app, principal(other), {
    customers: 9000,
    until,
    advance: async () => false,
  })
  expect(stopped.finished).toBe(false)
  expect(stopped.customers).toBeLessThan(9000)
  const { body: count } = await other.admin.get('/customers?limit=1&count=exact&filter[status]=all')
  expect(count.count).toEqual({ value: stopped.customers, exact: true })
})
