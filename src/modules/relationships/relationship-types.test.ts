import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorkspace } from '#modules/accounts/workspaces.ts'
import { inTransaction, systemPrincipal } from '#platform/context.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { builtinTypes } from './builtin-types.ts'
import { listTypes } from './relationship-types.ts'

let t: TestApp
beforeAll(async () => {
  t = await startTestApp()
})
afterAll(() => t.close())

const types = async () => (await t.home.admin.get('/relationship-types')).body.items

test('every workspace begins with the same types, in its own language', async () => {
  expect(await types()).toMatchObject(builtinTypes.map(({ builtin, category }) => ({ builtin, category })))
  const { id } = await createWorkspace(t.app, { name: 'Thuis', language: 'nl' })
  const dutch = await Promise.all(
    [1, 2].map(() => inTransaction(t.app, systemPrincipal(id), 'test', listTypes)),
  )
  expect(dutch[0]!.map(({ from_name }) => from_name)).toContain('werknemer')
  expect(dutch[1]).toEqual(dutch[0])
})

test('types are added, renamed, put in order, retired, and deleted while unused', async () => {
  const { admin } = t.home
  const about = { from_name: 'coach', to_name: 'pupil', from_kind: 'individual', from_manages: true }
  const { body: coach, status } = await admin.post('/relationship-types', about)
  expect(status).toBe(201)
  expect((await admin.post('/relationship-types', { ...about, from_name: 'Coach' })).body.code).toBe(
    'relationship-type.name.taken',
  )
  const renamed = await admin.patch(
    `/relationship-types/${coach.id}`,
    { to_name: 'trainee' },
    { 'if-match': '"1"' },
  )
  expect(renamed.body).toMatchObject({
    from_name: 'coach',
    to_name: 'trainee',
    version: 2,
    from_manages: true,
  })
  const stale = await admin.patch(`/relationship-types/${coach.id}`, { to_name: 'x' }, { 'if-match': '"1"' })
  expect(stale.status).toBe(412)
  const { body: order } = await admin.put('/relationship-types/order', { ids: [coach.id] })
  expect(order.items[0].id).toBe(coach.id)
  const [a, b] = await Promise.all(
    ['Ab', 'Bo'].map(async (first_name) => (await admin.post('/customers', { first_name })).body.id),
  )
  const related = { type_id: coach.id, from_id: a, to_id: b }
  const { body } = await admin.post('/relationships', related)
  expect(body).toMatchObject({ from_manages: true, from_buys: false })
  expect((await admin.delete(`/relationship-types/${coach.id}`)).body.code).toBe('relationship-type.in_use')
  const kind = await admin.patch(
    `/relationship-types/${coach.id}`,
    { to_kind: 'organisation' },
    { 'if-match': '"2"' },
  )
  expect(kind.body.code).toBe('relationship-type.in_use')
  await admin.patch(`/relationship-types/${coach.id}`, { retired: true }, { 'if-match': '"2"' })
  await admin.delete(`/relationships/${body.id}`)
  expect((await admin.post('/relationships', related)).body.errors[0].code).toBe('type.retired')
  expect((await admin.delete(`/relationship-types/${coach.id}`)).status).toBe(204)
  expect((await types()).map(({ id }: { id: string }) => id)).not.toContain(coach.id)
})

test('what is mutual has one name', async () => {
  const { body } = await t.home.admin.post('/relationship-types', { from_name: 'neighbour', mutual: true })
  expect(body).toMatchObject({ from_name: 'neighbour', to_name: 'neighbour' })
  const lame = await t.home.admin.post('/relationship-types', { from_name: 'teacher' })
  expect(lame.body.errors[0]).toMatchObject({ pointer: '/to_name', code: 'name.needed' })
})
