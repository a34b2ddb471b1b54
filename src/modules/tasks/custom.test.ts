import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import type { TestClient } from '#test/support/client.ts'

let app: TestApp
let admin: TestClient
let customer: string
beforeAll(async () => {
  app = await startTestApp({ work: false })
  admin = app.home.admin
  customer = (await admin.post('/customers', { last_name: 'Busy' })).body.id
  const define = (about: object) => admin.post('/custom-fields', { target: 'task', ...about })
  const choices = [{ label: 'Low' }, { label: 'High' }]
  await define({ type: 'choice', label: 'Weight', choices, default_value: 'low' })
  await define({ type: 'number', label: 'Hours' })
  await define({ type: 'customer', label: 'Helper' })
  await define({ type: 'text', label: 'Room', required: true })
})
afterAll(() => app.close())

const add = async (custom: object = {}) => {
  const body = { customer_id: customer, title: 'Own fields', custom: { room: 'Attic', ...custom } }
  const answer = await admin.post('/tasks', body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body
}
const read = async (id: string) => (await admin.get(`/tasks/${id}`)).body.custom
const found = async (filter: string) =>
  (await admin.get(`/tasks?${filter}&limit=200`)).body.items.map(({ id }: { id: string }) => id)
const undo = async (answer: { headers: Headers }) => {
  const operation_id = answer.headers.get('operation-id')
  const undone = await admin.post('/undos', { operation_id })
  expect(undone.body, JSON.stringify(undone.body)).toMatchObject({ state: 'done', kept: 0 })
}
const indexed = async (id: string) => {
  const { rows } = app.app.database.installation
  return (await rows('SELECT 1 FROM custom_values WHERE record_id = $1', [id])).length
}

it('tasks have fields of their own, checked and with defaults', async () => {
  const task = await add({ hours: 2.5 })
  expect(task.custom).toEqual({ weight: 'low', hours: 2.5, room: 'Attic' })
  const refused = await admin.post('/tasks', {
    customer_id: customer,
    title: 'No room',
    custom: { hours: 'x' },
  })
  expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
    '/custom/hours',
    '/custom/room',
  ])
  const changed = await admin.patch(`/tasks/${task.id}`, { custom: { hours: null, weight: 'high' } })
  expect(changed.body.custom).toEqual({ weight: 'high', room: 'Attic' })
  expect((await admin.patch(`/tasks/${task.id}`, { title: 'Other' })).body.custom).toEqual(
    changed.body.custom,
  )
})

it('are found by them', async () => {
  const mine = await add({ hours: 777, room: 'Great hall' })
  expect(await found('filter[custom.hours]=700..800')).toEqual([mine.id])
  expect(await found('filter[custom.room]=hall')).toEqual([mine.id])
  expect(await found('filter[custom.hours]=empty')).not.toContain(mine.id)
  expect((await admin.get('/tasks?filter[custom.nothing]=1')).body.code).toBe('filter.invalid')
  expect((await admin.get('/tasks?filter[nothing]=1')).status).toBe(422)
})

it('have a history, and are undone, deleted and brought back with their values', async () => {
  const helper = (await admin.post('/customers', { last_name: 'Helper' })).body
  const task = await add({ hours: 1 })
  const changed = await admin.patch(`/tasks/${task.id}`, { custom: { hours: 3, helper: helper.id } })
  const [entry] = (await admin.get(`/tasks/${task.id}/history`)).body.items
  expect(entry.changes).toMatchObject([
    { label: 'Hours', old: 1, new: 3, revertible: true },
    { label: 'Helper', old: null, new: { id: helper.id, name: `C-${helper.number}` } },
  ])
  await undo(changed)
  expect(await read(task.id)).toEqual({ weight: 'low', hours: 1, room: 'Attic' })
  await admin.patch(`/tasks/${task.id}`, { custom: { helper: helper.id } })
  const held = await indexed(task.id)
  const deleted = await admin.delete(`/tasks/${task.id}`)
  expect(await indexed(task.id)).toBe(0)
  await undo(deleted)
  expect(await read(task.id)).toEqual({ weight: 'low', hours: 1, room: 'Attic', helper: helper.id })
  expect(await indexed(task.id)).toBe(held)
})

it('a repeating task hands them on to its next one', async () => {
  const body = {
    customer_id: customer,
    title: 'Weekly',
    due_on: '2027-01-01',
    repeat: { unit: 'week', every: 1 },
  }
  const task = (await admin.post('/tasks', { ...body, custom: { room: 'Cellar', hours: 9 } })).body
  const { next } = (await admin.post(`/tasks/${task.id}/completion`)).body
  expect(next.custom).toEqual({ weight: 'low', room: 'Cellar', hours: 9 })
  expect(await found('filter[custom.room]=cellar')).toEqual([next.id])
})

it('a customer that is deleted is named no more, and takes its tasks along', async () => {
  const helper = (await admin.post('/customers', { last_name: 'Leaving' })).body
  const task = await add({ helper: helper.id, hours: 4 })
  const own = (await admin.post('/tasks', { customer_id: helper.id, title: 'Own', custom: { room: 'Hut' } }))
    .body
  await admin.post(`/customers/${helper.id}/archival`)
  const gone = await admin.delete(`/customers/${helper.id}`, { confirm: `C-${helper.number}` })
  expect(gone.status, JSON.stringify(gone.body)).toBe(204)
  expect(await read(task.id)).toEqual({ weight: 'low', room: 'Attic', hours: 4 })
  expect(await indexed(own.id)).toBe(0)
  expect(await found('filter[custom.helper]=any')).toEqual(expect.not.arrayContaining([task.id]))
})
