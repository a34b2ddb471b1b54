import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction, systemPrincipal } from '#platform/context.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import type { TestAnswer } from '#test/support/client.ts'
import { remindSome } from './reminders.ts'

let world: TestApp
let customerId: string
beforeAll(async () => {
  world = await startTestApp()
  const { body } = await world.home.admin.post('/customers', { first_name: 'Anna', last_name: 'de Vries' })
  customerId = body.id
})
afterAll(() => world.close())

const add = (input: object) =>
  world.home.admin.post('/tasks', { customer_id: customerId, title: 'Call back', ...input })
const events = async () => {
  const { body } = await world.home.admin.get(`/customers/${customerId}/timeline?kind=task`)
  return body.items.map((entry: { event: string }) => entry.event)
}

test('a task is added, listed with its customer, done and opened again', async () => {
  const { status, body: task } = await add({ due_on: '2026-12-01', description: 'About the stage' })
  expect(status).toBe(201)
  expect(task).toMatchObject({
    title: 'Call back',
    due_on: '2026-12-01',
    done_at: null,
    customer: { id: customerId, name: 'Anna de Vries' },
  })

  const { body: list } = await world.home.admin.get(`/tasks?filter[customer]=${customerId}`)
  expect(list.items.map((item: { id: string }) => item.id)).toContain(task.id)

  const { body: done } = await world.home.admin.post(`/tasks/${task.id}/completion`)
  expect(done.task.done_at).not.toBeNull()
  expect(done.next).toBeNull()
  const { body: again } = await world.home.admin.delete(`/tasks/${task.id}/completion`)
  expect(again.done_at).toBeNull()
  expect((await events()).slice(0, 3)).toEqual(['task.reopened', 'task.done', 'task.added'])
})

test('a repeating task makes its next one when it is done, and only once', async () => {
  const { body: task } = await add({
    due_on: '2026-01-31',
    repeat: { unit: 'month', every: 1 },
    remind_at: '2026-01-30T09:00:00Z',
  })
  const { body } = await world.home.admin.post(`/tasks/${task.id}/completion`)
  expect(body.next).toMatchObject({ title: 'Call back', due_on: '2026-02-28', done_at: null })
  expect(Date.parse(body.next.remind_at)).toBe(Date.parse('2026-02-27T09:00:00Z'))
  const { body: twice } = await world.home.admin.post(`/tasks/${task.id}/completion`)
  expect(twice.next).toBeNull()
})

test('a repeating task without a due date is refused, and the field is named', async () => {
  const { status, body } = await add({ repeat: { unit: 'week', every: 1 } })
  expect(status).toBe(422)
  expect(body.errors).toMatchObject([{ pointer: '/due_on', code: 'due_date.needed' }])
})

test('nobody who is not staff can be assigned', async () => {
  const { status, body } = await add({ assignee_id: customerId })
  expect(status).toBe(422)
  expect(body.errors[0].pointer).toBe('/assignee_id')
})

test('a change by somebody who saw an older version is refused with the present record', async () => {
  const { body: task } = await add({})
  const first = await world.home.admin.patch(
    `/tasks/${task.id}`,
    { title: 'Write' },
    { 'if-match': `"${task.version}"` },
  )
  expect(first.body.title).toBe('Write')
  expect(first.headers.get('etag')).toBe(`"${task.version + 1}"`)
  const late = await world.home.admin.patch(
    `/tasks/${task.id}`,
    { title: 'Visit' },
    { 'if-match': `"${task.version}"` },
  )
  expect(late.status).toBe(412)
  expect(late.body).toMatchObject({ code: 'version.stale', params: { current: { title: 'Write' } } })
})

test('tasks come soonest first, those without a date last, over pages', async () => {
  const { body: other } = await world.home.admin.post('/customers', { first_name: 'Bo', last_name: 'Jansen' })
  for (const due_on of ['2027-03-01', null, '2027-01-01', '2027-02-01', null])
    await add({ customer_id: other.id, due_on })
  const dates: unknown[] = []
  let cursor: string | null = null
  do {
    const { body }: TestAnswer = await world.home.admin.get(
      `/tasks?filter[customer]=${other.id}&limit=2${cursor ? `&cursor=${cursor}` : ''}`,
    )
    dates.push(...body.items.map((item: { due_on: string | null }) => item.due_on))
    cursor = body.next_cursor
  } while (cursor)
  expect(dates).toEqual(['2027-01-01', '2027-02-01', '2027-03-01', null, null])
})

test('a reminder that has come tells the assignee once', async () => {
  await add({ title: 'Remind me', remind_at: '2026-01-01T09:00:00Z', assignee_id: world.home.staffId })
  await add({ title: 'Later', remind_at: '2099-01-01T09:00:00Z', assignee_id: world.home.staffId })
  const run = () => inTransaction(world.app, systemPrincipal(world.home.id), 'test', remindSome)
  await run()
  await run()
  const rows = await world.app.database
    .reader(world.home.id)
    .rows<{ title: string }>(
      `SELECT payload->>'title' AS title FROM notifications WHERE workspace_id = $1 AND kind = 'task.due' AND recipient_id = $2`,
      [world.home.id, world.home.staffId],
    )
  expect(rows.filter((row) => row.title === 'Remind me')).toHaveLength(1)
  expect(rows.filter((row) => row.title === 'Later')).toHaveLength(0)
})

test('another workspace finds neither the task nor the customer', async () => {
  const { body: task } = await add({})
  const away = await world.addWorkspace('Away')
  expect((await away.admin.get(`/tasks/${task.id}`)).status).toBe(404)
  expect((await away.admin.post('/tasks', { customer_id: customerId, title: 'Mine' })).status).toBe(404)
})
