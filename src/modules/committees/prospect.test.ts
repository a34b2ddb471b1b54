import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import type { TestAnswer } from '#test/support/client.ts'

let world: TestApp
let api: TestApp['home']['admin']
beforeAll(async () => {
  world = await startTestApp({ settings: { RATE_LIMIT_PER_MINUTE: '1000000' } })
  api = world.home.admin
})
afterAll(() => world.close())

const ok = ({ status, body }: TestAnswer) => {
  expect(status, JSON.stringify(body)).toBeLessThan(300)
  return body
}
let count = 0
const person = async (name = 'Anna'): Promise<string> =>
  ok(await api.post('/customers', { first_name: name, last_name: `Number ${++count}` })).id
const shifted = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
async function solicitor(name: string): Promise<{ id: string; customer: string; version: number }> {
  const customer = await person(name)
  const { id, version } = ok(await api.post('/solicitors', { customer_id: customer, since_on: '2024-01-01' }))
  return { id, customer, version }
}
const assign = async (solicitor_id: string, more: object = {}) =>
  api.post('/prospects', { customer_id: await person('Piet'), solicitor_id, from_on: shifted(-30), ...more })
const undo = async (answer: TestAnswer) =>
  ok(await api.post('/undos', { operation_id: answer.headers.get('operation-id') }))
const euros = (amount: number) => ({ amount, currency: 'EUR' })

test('prospects are given to a solicitor, counted and summed for them, and told on the timeline', async () => {
  const { id, customer } = await solicitor('Sofie')
  const prospect = ok(await assign(customer, { target: euros(250_000) }))
  expect(prospect).toMatchObject({
    stage: 'identified',
    next_stages: ['cultivating', 'asked', 'declined'],
    state: 'current',
    solicitor: { id: customer },
  })
  ok(await assign(customer, { target: euros(50_000) }))
  ok(await assign(customer, { until_on: shifted(-1), target: euros(1) }))
  expect(ok(await api.get(`/solicitors/${id}`))).toMatchObject({ prospects: 2, targets: [euros(300_000)] })
  const { items } = ok(await api.get(`/customers/${prospect.customer.id}/timeline?kind=prospect`))
  const number = ok(await api.get(`/customers/${customer}`)).number
  expect(items[0]).toMatchObject({ event: 'prospect.added', payload: { solicitor: `C-${number}` } })
  const changes = ok(await api.get(`/customers/${prospect.customer.id}/history`))
  expect(JSON.stringify(changes)).not.toContain('Sofie')
})

test('a prospect has one solicitor at a time: the refusal names them, also for many at once', async () => {
  const [first, second] = [await solicitor('Femke'), await solicitor('Gijs')]
  const customer_id = await person('Piet')
  ok(await assign(first.customer, { customer_id }))
  const taken = await assign(second.customer, { customer_id })
  expect(taken).toMatchObject({ status: 409, body: { code: 'prospect.taken' } })
  expect(taken.body.params.solicitor).toMatchObject({ id: first.customer })
  expect(taken.body.detail).toContain('Femke')
  const other = await person('Quirine')
  const answers = await Promise.all(
    [first, second, first, second].map((one) => assign(one.customer, { customer_id: other })),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409])
})

test('only active solicitors get prospects, and who has some stays active', async () => {
  const nobody = await person()
  expect((await assign(nobody)).body.errors).toMatchObject([
    { pointer: '/solicitor_id', code: 'solicitor.not_active' },
  ])
  const { id, customer, version } = await solicitor('Hanna')
  const match = { 'if-match': `"${version}"` }
  const prospect = ok(await assign(customer))
  const refused = await api.patch(`/solicitors/${id}`, { status: 'inactive' }, match)
  expect(refused).toMatchObject({ status: 409, body: { code: 'solicitor.has_prospects' } })
  ok(await api.post(`/prospects/${prospect.id}/ending`, { on: shifted(-1), reason: 'Moved abroad' }))
  expect(ok(await api.patch(`/solicitors/${id}`, { status: 'inactive' }, match)).status).toBe('inactive')
  expect((await assign(customer, { customer_id: customer })).status).toBe(422)
})

test('stages follow the table, and a step can be taken back', async () => {
  const { customer } = await solicitor('Ilse')
  const prospect = ok(await assign(customer))
  const move = (stage: string, version: number) =>
    api.patch(`/prospects/${prospect.id}`, { stage }, { 'if-match': `"${version}"` })
  expect((await move('pledged', 1)).body).toMatchObject({ code: 'stage.not_allowed' })
  const asked = await move('asked', 1)
  expect(ok(asked).next_stages).toContain('pledged')
  expect(await undo(asked)).toMatchObject({ undone: 1 })
  expect(ok(await api.get(`/prospects/${prospect.id}`))).toEqual({ ...prospect, version: 3 })
})

test('several prospects go to another solicitor at once, and back when that is undone', async () => {
  const [from, to] = [await solicitor('Joris'), await solicitor('Karin')]
  const given = [ok(await assign(from.customer, { target: euros(100) })), ok(await assign(from.customer))]
  const prospect_ids = given.map(({ id }) => id)
  const answer = await api.post('/prospects/reassignment', {
    prospect_ids,
    solicitor_id: to.customer,
    on: shifted(0),
  })
  expect(ok(answer).items).toMatchObject([
    { solicitor: { id: to.customer } },
    { solicitor: { id: to.customer } },
  ])
  const of = async (one: { customer: string }) =>
    ok(await api.get(`/prospects?filter[solicitor]=${one.customer}&filter[state]=current`)).items
  expect(await of(from)).toEqual([])
  expect((await of(to)).map((one: { target: unknown }) => one.target)).toContainEqual(euros(100))
  expect(await undo(answer)).toMatchObject({ undone: 2, deleted: 2, kept: 0 })
  expect(await of(to)).toEqual([])
  expect((await of(from)).map((one: { id: string }) => one.id).sort()).toEqual(prospect_ids.toSorted())

  const early = { prospect_ids, solicitor_id: to.customer, on: shifted(-60) }
  expect((await api.post('/prospects/reassignment', early)).body.errors[0].code).toBe('reassignment.day')
})

test('roles come from a list, once at a time for each person, and retired ones are not given', async () => {
  const { id: type_id } = ok(await api.post('/role-types', { name: 'Ambassador' }))
  expect((await api.post('/role-types', { name: 'ambassador' })).body.code).toBe('role_type.name.taken')
  const customer_id = await person('Lotte')
  const give = (more: object = {}) =>
    api.post('/customer-roles', { customer_id, type_id, from_on: shifted(-5), ...more })
  const answer = await give()
  const role = ok(answer)
  expect(role).toMatchObject({ state: 'current', type: { name: 'Ambassador' } })
  expect((await give()).body.errors).toMatchObject([{ code: 'role.overlaps' }])
  expect(ok(await api.get('/role-types')).items).toMatchObject([{ current: 1 }])
  expect((await api.delete(`/role-types/${type_id}`)).body.code).toBe('role_type.in_use')

  const ended = await api.patch(
    `/customer-roles/${role.id}`,
    { until_on: shifted(-1) },
    { 'if-match': '"1"' },
  )
  expect(ok(ended)).toMatchObject({ state: 'past' })
  expect(await undo(ended)).toMatchObject({ undone: 1 })
  expect(ok(await api.get(`/customer-roles/${role.id}`))).toEqual({ ...role, version: 3 })

  ok(await api.patch(`/role-types/${type_id}`, { retired: true }, { 'if-match': '"1"' }))
  const late = await give({ customer_id: await person() })
  expect(late.body.errors).toMatchObject([{ pointer: '/type_id', code: 'role_type.retired' }])
  const firm = ok(await api.post('/customers', { kind: 'organisation', company_name: 'Acme' })).id
  expect((await give({ customer_id: firm })).body.errors[0].code).toBe('customer.not_individual')
})

test('who may not see solicitors sees committees only', async () => {
  const reader = await world.home.withScopes('customers.read', 'committees.read')
  expect((await reader.get('/committees')).status).toBe(200)
  expect((await reader.get('/prospects')).status).toBe(403)
  const away = await world.addWorkspace('Away')
  const { customer } = await solicitor('Mieke')
  const prospect = ok(await assign(customer))
  expect((await away.admin.get(`/prospects/${prospect.id}`)).status).toBe(404)
})
