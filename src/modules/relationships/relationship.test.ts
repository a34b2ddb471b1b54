import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import type { TestClient } from '#test/support/client.ts'

let t: TestApp
let admin: TestClient
let types: Record<string, string>
beforeAll(async () => {
  t = await startTestApp()
  admin = t.home.admin
  const { body } = await admin.get('/relationship-types')
  types = Object.fromEntries(body.items.map((one: { builtin: string; id: string }) => [one.builtin, one.id]))
})
afterAll(() => t.close())

const person = async (name: string) =>
  (await admin.post('/customers', { first_name: name, last_name: 'Zaal' })).body.id as string
const company = async (name: string) =>
  (await admin.post('/customers', { kind: 'organisation', company_name: name })).body.id as string
const relate = (type: string, from_id: string, to_id: string, about: object = {}) =>
  admin.post('/relationships', { type_id: types[type], from_id, to_id, ...about })
const of = async (id: string, state = 'current') =>
  (await admin.get(`/customers/${id}/relationships?filter[state]=${state}`)).body.items
const undo = (answer: { headers: Headers }) =>
  admin.post('/undos', { operation_id: answer.headers.get('operation-id') })
const history = async (id: string) =>
  (await admin.get(`/customers/${id}/history?kind=relationship`)).body.items
const timeline = async (id: string): Promise<string[]> =>
  (await admin.get(`/customers/${id}/timeline`)).body.items.map((entry: { text: string }) => entry.text)

test('both see one relationship, each from their side', async () => {
  const [anna, zaal] = [await person('Anna'), await company('Zaal BV')]
  const { status, body } = await relate('employee', anna, zaal, { title: 'Head of sales' })
  expect(status).toBe(201)
  expect(await of(anna)).toMatchObject([
    { id: body.id, side: 'from', role: 'employer', own_role: 'employee', customer: { name: 'Zaal BV' } },
  ])
  expect(await of(zaal)).toMatchObject([
    { id: body.id, side: 'to', role: 'employee', own_role: 'employer', customer: { name: 'Anna Zaal' } },
  ])
  expect((await timeline(anna))[0]).toBe('Relationship added: Zaal BV, employer (Head of sales)')
  expect((await timeline(zaal))[0]).toBe('Relationship added: Anna Zaal, employee (Head of sales)')
})

test('a change stands in the histories of both and is undone once', async () => {
  const [anna, zaal] = [await person('Bea'), await company('Burg BV')]
  const { body } = await relate('employee', anna, zaal)
  const changed = await admin.patch(`/relationships/${body.id}`, { title: 'Buyer' }, { 'if-match': '"1"' })
  expect(changed.status).toBe(200)
  for (const id of [anna, zaal])
    expect((await history(id))[0]).toMatchObject({
      action: 'changed',
      changes: [{ field: 'title', new: 'Buyer' }],
    })
  const undone = await undo(changed)
  expect(undone.body).toMatchObject({ undone: 1, kept: 0 })
  expect(await of(zaal)).toMatchObject([{ title: null, version: 3 }])
  for (const id of [anna, zaal]) expect((await history(id))[0]).toMatchObject({ reason: 'undo' })
  const again = await admin.post('/undos', { operation_id: undone.body.id })
  expect(again.body).toMatchObject({ undone: 1, kept: 0 })
  expect(await of(anna)).toMatchObject([{ title: 'Buyer' }])
})

test('a deletion is undone to what it was, an addition to nothing', async () => {
  const [anna, zaal] = [await person('Cor'), await company('Cork BV')]
  const added = await relate('employee', anna, zaal, { title: 'Buyer', started_on: '2020-01-01', note: 'x' })
  const [before] = await of(anna)
  const deleted = await admin.delete(`/relationships/${added.body.id}`)
  expect(deleted.status).toBe(204)
  expect(await of(zaal)).toEqual([])
  expect((await undo(deleted)).body).toMatchObject({ undone: 1, kept: 0 })
  const [after] = await of(anna)
  expect({ ...after, version: 0 }).toEqual({ ...before, version: 0 })
  const fresh = await relate('owner', anna, zaal)
  expect((await undo(fresh)).body).toMatchObject({ deleted: 1, kept: 0 })
  expect(await of(anna)).toHaveLength(1)
})

test('ended is past, not gone', async () => {
  const [anna, zaal] = [await person('Dirk'), await company('Dok BV')]
  const { body } = await relate('employee', anna, zaal, { started_on: '2020-01-01' })
  const ended = await admin.post(`/relationships/${body.id}/ending`, {})
  expect(ended.body.state).toBe('past')
  expect(await of(zaal)).toEqual([])
  expect(await of(zaal, 'past')).toHaveLength(1)
  expect((await admin.get(`/customers/${zaal}/relationship-counts`)).body).toMatchObject({
    people: { value: 0 },
    past: { value: 1, exact: true },
  })
  expect((await undo(ended)).body.undone).toBe(1)
  expect(await of(zaal)).toHaveLength(1)
})

test('what cannot be is refused with its reason', async () => {
  const [anna, ben, zaal] = [await person('Eva'), await person('Eef'), await company('Eik BV')]
  const codes = async (
    answer: Promise<{ status: number; body: { code: string; errors?: { code: string }[] } }>,
  ) => {
    const { body } = await answer
    return body.errors?.[0]?.code ?? body.code
  }
  expect(await codes(relate('sibling', anna, anna))).toBe('relationship.self')
  expect(await codes(relate('employee', zaal, anna))).toBe('relationship.kind')
  const backwards = { started_on: '2024-01-01', ended_on: '2023-01-01' }
  expect(await codes(relate('employee', anna, zaal, backwards))).toBe('dates.backwards')
  await relate('employee', anna, zaal, { ended_on: '2020-01-01' })
  expect((await relate('employee', anna, zaal, { started_on: '2020-01-01' })).status).toBe(201)
  expect(await codes(relate('employee', anna, zaal, { started_on: '2023-01-01' }))).toBe(
    'relationship.exists',
  )
  await relate('sibling', anna, ben)
  expect(await codes(relate('sibling', ben, anna))).toBe('relationship.exists')
  await relate('primary-contact', anna, zaal)
  expect(await codes(relate('primary-contact', ben, zaal))).toBe('relationship.only_one')
  await admin.post(`/customers/${ben}/archival`, {})
  expect(await codes(relate('friend', anna, ben))).toBe('customer.archived')
})

test('nobody is the parent of somebody above them', async () => {
  const [a, b, c] = [await person('Fred'), await person('Frits'), await person('Fien')]
  await relate('parent', a, b)
  await relate('parent', b, c)
  expect((await relate('parent', c, a)).body.code).toBe('relationship.cycle')
  expect((await relate('parent', a, c)).status).toBe(201)
})

test('who may act for whom follows from current relationships', async () => {
  const [mother, child] = [await person('Gerda'), await person('Guus')]
  const { body } = await relate('parent', mother, child, { from_buys: false })
  const acting = async (id: string, direction: string) =>
    (await admin.get(`/customers/${id}/acting-for?filter[direction]=${direction}`)).body.items
  expect(await acting(mother, 'for')).toMatchObject([
    { customer: { id: child }, manages: true, buys: false, role: 'parent' },
  ])
  expect(await acting(child, 'by')).toMatchObject([{ customer: { id: mother } }])
  expect(await acting(child, 'for')).toEqual([])
  await admin.post(`/relationships/${body.id}/ending`, {})
  expect(await acting(mother, 'for')).toEqual([])
})

test('the picture goes two steps and says what it leaves out', async () => {
  const zaal = await company('Hal BV')
  const people = await Promise.all(Array.from({ length: 70 }, (_, i) => person(`Hans${i}`)))
  for (const one of people) await relate('employee', one, zaal)
  const { body } = await admin.get(`/customers/${people[0]}/network`)
  expect(body.nodes).toHaveLength(60)
  expect(body.nodes.slice(0, 2)).toMatchObject([
    { id: people[0], depth: 0 },
    { id: zaal, depth: 1, more: 11 },
  ])
  expect(body.edges).toHaveLength(59)
  const found = await admin.get(`/customers/${zaal}/relationships?q=hans6&limit=5`)
  expect(found.body.items).toHaveLength(5)
  const next = await admin.get(
    `/customers/${zaal}/relationships?q=hans6&limit=50&cursor=${found.body.next_cursor}`,
  )
  expect(next.body.items).toHaveLength(6)
})

test('a deleted customer leaves no relationship, and no name in the timeline of the other', async () => {
  const [anna, zaal] = [await person('Ida'), await company('Iep BV')]
  await relate('employee', anna, zaal)
  await admin.post(`/customers/${anna}/archival`, {})
  const { body } = await admin.get(`/customers/${anna}`)
  const gone = await admin.delete(`/customers/${anna}`, { confirm: `C-${body.number}` })
  expect(gone.status).toBe(204)
  expect(await of(zaal, 'all')).toEqual([])
  expect(JSON.stringify(await timeline(zaal))).not.toContain('Ida')
})

test('a repeated request relates once', async () => {
  const [anna, zaal] = [await person('Jet'), await company('Juk BV')]
  const about = { type_id: types['employee'], from_id: anna, to_id: zaal }
  const key = { 'idempotency-key': 'relate-once' }
  const first = await admin.post('/relationships', about, key)
  const second = await admin.post('/relationships', about, key)
  expect(second.body.id).toBe(first.body.id)
  expect(await of(anna)).toHaveLength(1)
})
