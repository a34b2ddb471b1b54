import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { wordOlder } from './words.ts'

let t: TestApp
beforeAll(async () => {
  t = await startTestApp({ work: false })
})
afterAll(() => t.close())

const found = async (q: string) =>
  (await t.home.admin.get(`/search?q=${encodeURIComponent(q)}`)).body.records.map(
    ({ kind, title }: { kind: string; title: string }) => `${kind} ${title}`,
  )

it('finds a task by its title as it is now, and no deleted one, also when that is undone', async () => {
  const { admin } = t.home
  const { body: customer } = await admin.post('/customers', { last_name: 'Jansen' })
  const { body: task } = await admin.post('/tasks', { customer_id: customer.id, title: 'Façade schilderen' })
  expect(await found('schil facade')).toEqual(['task Façade schilderen'])
  const changed = await admin.patch(`/tasks/${task.id}`, { title: 'Dak dekken' })
  expect(await found('schilderen')).toEqual([])
  expect(await found('dek dak')).toEqual(['task Dak dekken'])
  await admin.post('/undos', { operation_id: changed.headers.get('operation-id') })
  expect(await found('schilderen')).toEqual(['task Façade schilderen'])
  const deleted = await admin.delete(`/tasks/${task.id}`)
  expect(await found('schilderen')).toEqual([])
  await admin.post('/undos', { operation_id: deleted.headers.get('operation-id') })
  expect(await found('schilderen')).toEqual(['task Façade schilderen'])
  expect(await (await t.home.withScopes('customers.read')).get('/search?q=schilderen')).toMatchObject({
    body: { records: [] },
  })
})

it('finds the next one of a repeating task, and those that an earlier version added', async () => {
  const { admin } = t.home
  const { body: customer } = await admin.post('/customers', { last_name: 'Annink' })
  const { body: task } = await admin.post('/tasks', {
    ...{ customer_id: customer.id, title: 'Ramen zemen', due_on: '2026-01-01' },
    repeat: { unit: 'week', every: 1 },
  })
  await admin.post(`/tasks/${task.id}/completion`)
  expect(await found('zemen')).toHaveLength(2)
  const { installation } = t.app.database
  await installation.rows('DELETE FROM record_words WHERE workspace_id = $1', [t.home.id])
  expect(await found('zemen')).toEqual([])
  await wordOlder(t.app)
  expect(await found('zemen')).toHaveLength(2)
})
