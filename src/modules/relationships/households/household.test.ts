import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import type { TestClient } from '#test/support/client.ts'

let t: TestApp
let admin: TestClient
beforeAll(async () => {
  t = await startTestApp()
  admin = t.home.admin
})
afterAll(() => t.close())

const home = { street: 'Dam 1', postcode: '1012 JS', city: 'Amsterdam', country: 'NL' }
const person = async (first_name: string, about: object = {}) =>
  (await admin.post('/customers', { first_name, last_name: 'de Vries', ...about })).body.id as string
const undo = (answer: { headers: Headers }) =>
  admin.post('/undos', { operation_id: answer.headers.get('operation-id') })
const of = async (id: string) => (await admin.get(`/customers/${id}/households`)).body.items

const family = async () => {
  const ids = [await person('Anna', { addresses: [home] }), await person('Bram'), await person('Cato')]
  const roles = ['head', 'partner', 'child']
  const members = ids.map((customer_id, i) => ({ customer_id, role: roles[i] }))
  return { ids, answer: await admin.post('/households', { members }) }
}

test('is named after the first, has their address, and is seen by everybody in it', async () => {
  const { ids, answer } = await family()
  expect(answer.status).toBe(201)
  expect(answer.body).toMatchObject({ name: 'Family De Vries', ...home })
  for (const id of ids) expect((await of(id))[0]).toMatchObject({ id: answer.body.id })
  expect(answer.body.members.map((one: { role: string }) => one.role)).toEqual(['head', 'partner', 'child'])
  expect((await undo(answer)).body).toMatchObject({ deleted: 3, kept: 0 })
  expect(await of(ids[0]!)).toEqual([])
})

test('the others take its address over, and their own stays as a further one', async () => {
  const { ids, answer } = await family()
  await admin.patch(`/customers/${ids[1]}`, { addresses: [{ street: 'Elders 2', city: 'Gouda' }] })
  const customer_ids = ids.slice(1)
  const adopted = await admin.post(`/households/${answer.body.id}/address-adoptions`, { customer_ids })
  expect(adopted.body.members.map((one: { has_address: boolean }) => one.has_address)).toEqual([
    true,
    true,
    true,
  ])
  const { addresses } = (await admin.get(`/customers/${ids[1]}`)).body
  expect(addresses).toMatchObject([
    { ...home, primary: true },
    { city: 'Gouda', primary: false },
  ])
  expect((await undo(adopted)).body).toMatchObject({ undone: 2, kept: 0 })
  expect((await admin.get(`/customers/${ids[2]}`)).body.addresses).toEqual([])
})

test('nobody lives in two households at once, and no organisation in any', async () => {
  const { ids } = await family()
  const other = await admin.post('/households', { members: [{ customer_id: await person('Dora') }] })
  const moving = await admin.post(`/households/${other.body.id}/members`, { customer_id: ids[2] })
  expect(moving.body.code).toBe('household.other')
  const [{ members }] = await of(ids[2]!)
  const member = members.find((one: { customer: { id: string } }) => one.customer.id === ids[2])
  await admin.post(`/household-members/${member.id}/ending`, {})
  const today = new Date().toISOString().slice(0, 10)
  const moved = await admin.post(`/households/${other.body.id}/members`, {
    customer_id: ids[2],
    started_on: today,
  })
  expect(moved.status).toBe(201)
  expect(await of(ids[2]!)).toMatchObject([{ id: other.body.id }, {}])
  const company = await admin.post('/customers', { kind: 'organisation', company_name: 'Zaal BV' })
  const refused = await admin.post(`/households/${other.body.id}/members`, { customer_id: company.body.id })
  expect(refused.body.errors[0].code).toBe('household.kind')
})

test('a change of its name stands with all who live there and is undone once', async () => {
  const { ids, answer } = await family()
  const changed = await admin.patch(
    `/households/${answer.body.id}`,
    { name: 'De Vriesjes' },
    { 'if-match': '"1"' },
  )
  expect(changed.status).toBe(200)
  for (const id of ids) {
    const { items } = (await admin.get(`/customers/${id}/history?kind=household`)).body
    expect(items[0]).toMatchObject({ changes: [{ field: 'name', new: 'De Vriesjes' }] })
  }
  expect((await undo(changed)).body).toMatchObject({ undone: 1, kept: 0 })
  expect((await of(ids[1]!))[0].name).toBe(answer.body.name)
})

test('goes with its last member, and comes back with the first who is brought back', async () => {
  const alone = await person('Evi')
  const { body } = await admin.post('/households', {
    name: 'Alone',
    ...home,
    members: [{ customer_id: alone }],
  })
  const deleted = await admin.delete(`/household-members/${body.members[0].id}`)
  expect(await of(alone)).toEqual([])
  expect((await undo(deleted)).body).toMatchObject({ undone: 1, kept: 0 })
  expect(await of(alone)).toMatchObject([{ name: 'Alone', ...home, members: [{ customer: { id: alone } }] }])
  await admin.post(`/customers/${alone}/archival`, {})
  const { number } = (await admin.get(`/customers/${alone}`)).body
  expect((await admin.delete(`/customers/${alone}`, { confirm: `C-${number}` })).status).toBe(204)
  const left = await t.app.database.installation.rows('SELECT 1 FROM households WHERE id = $1', [body.id])
  expect(left).toEqual([])
})
