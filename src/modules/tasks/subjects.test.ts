import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTransaction, systemPrincipal } from '#platform/context.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import type { TestClient } from '#test/support/client.ts'
import { remindSome } from './reminders.ts'

// A decision about a consent stands for every kind of record that takes tasks.
let world: TestApp
let admin: TestClient
let purposeId: string
beforeAll(async () => {
  world = await startTestApp()
  admin = world.home.admin
  purposeId = (await admin.post('/consent-purposes', { name: 'Newsletter', channels: ['email'] })).body.id
})
afterAll(() => world.close())

let count = 0
const addCustomer = async (about: object = {}): Promise<{ id: string; number: number }> =>
  (await admin.post('/customers', { first_name: 'Ida', last_name: `Smit ${++count}`, ...about })).body
async function addRecord(customerId: string) {
  const decisions = [{ purpose_id: purposeId, channel: 'email', state: 'given', method: 'form' }]
  const { body } = await admin.post(`/customers/${customerId}/consents`, { decisions })
  return { kind: 'consent', id: body.items[0].id as string }
}
const add = (customer_id: string, about: object = {}) =>
  admin.post('/tasks', { customer_id, title: 'Ask for the card', ...about })
const tasksOf = async (filter: string) => (await admin.get(`/tasks?${filter}`)).body.items

describe('the record that a task stands on', () => {
  test('is shown by its title and place, and its tasks are listed with the record and with the customer', async () => {
    const { id } = await addCustomer()
    const subject = await addRecord(id)
    const { status, body } = await add(id, { subject })
    expect(status).toBe(201)
    expect(body.subject).toEqual({
      ...subject,
      label: 'Consent',
      title: 'Newsletter · e-mail',
      path: `/customers/${id}?tab=consents&subject=${subject.id}`,
    })
    await add(id)
    const ids = (tasks: { id: string }[]) => tasks.map((task) => task.id)
    expect(ids(await tasksOf(`filter[subject]=${subject.id}`))).toEqual([body.id])
    expect(await tasksOf(`filter[customer]=${id}`)).toHaveLength(2)
    const { body: changed } = await admin.patch(
      `/tasks/${body.id}`,
      { subject: null },
      { 'if-match': `"${body.version}"` },
    )
    expect(changed.subject).toBeNull()
  })

  test.each([
    [
      'of another customer',
      async () => addRecord((await addCustomer()).id),
      '/subject/id',
      'subject.missing',
    ],
    ['that is not there', async () => ({ kind: 'consent', id: purposeId }), '/subject/id', 'subject.missing'],
    [
      'of a kind that takes no tasks',
      async () => ({ kind: 'task', id: purposeId }),
      '/subject/kind',
      'subject.kind',
    ],
    [
      'of no kind at all',
      async () => ({ kind: '__proto__', id: purposeId }),
      '/subject/kind',
      'subject.kind',
    ],
  ])('is refused when it is one %s', async (_, make, pointer, code) => {
    const { id } = await addCustomer()
    const { status, body } = await add(id, { subject: await make() })
    expect(status).toBe(422)
    expect(body.errors).toMatchObject([{ pointer, code }])
  })

  test('keeps its title to itself for who may not see such records, and cannot be named by them', async () => {
    const { id } = await addCustomer()
    const subject = await addRecord(id)
    const task = (await add(id, { subject })).body
    const limited = await world.home.withScopes('tasks.full', 'customers.read')
    expect((await limited.get(`/tasks/${task.id}`)).body.subject).toMatchObject({ title: null, path: null })
    const { status } = await limited.post('/tasks', { customer_id: id, title: 'Peek', subject })
    expect(status).toBe(422)
  })

  test('that is gone leaves its title and leads nowhere', async () => {
    const { id } = await addCustomer()
    const subject = await addRecord(id)
    const task = (await add(id, { subject })).body
    await world.app.database.installation.rows(
      'DELETE FROM consent_decisions WHERE workspace_id = $1 AND id = $2',
      [world.home.id, subject.id],
    )
    expect((await admin.get(`/tasks/${task.id}`)).body.subject).toMatchObject({
      title: 'Newsletter · e-mail',
      path: null,
    })
  })

  test('is that of the next task too, and comes back when a deletion is undone', async () => {
    const { id } = await addCustomer()
    const subject = await addRecord(id)
    const task = (
      await add(id, {
        subject,
        assignee_customer_id: id,
        due_on: '2026-01-31',
        repeat: { unit: 'month', every: 1 },
      })
    ).body
    const { body } = await admin.post(`/tasks/${task.id}/completion`)
    expect(body.next).toMatchObject({ subject, assignee_customer: { id }, due_on: '2026-02-28' })
    const { headers } = await admin.delete(`/tasks/${body.next.id}`)
    await admin.post('/undos', { operation_id: headers.get('operation-id') })
    expect((await admin.get(`/tasks/${body.next.id}`)).body).toMatchObject({
      subject,
      assignee_customer: { id },
    })
  })
})

describe('an individual who has a task', () => {
  test('takes the place of a colleague, and the other way round', async () => {
    const [owner, helper] = [await addCustomer(), await addCustomer()]
    const task = (await add(owner.id, { assignee_id: world.home.staffId })).body
    const change = (about: object, version: number) =>
      admin.patch(`/tasks/${task.id}`, about, { 'if-match': `"${version}"` })
    const given = await change({ assignee_customer_id: helper.id }, task.version)
    expect(given.body).toMatchObject({ assignee: null, assignee_customer: { id: helper.id } })
    expect(await tasksOf(`filter[assignee_customer]=${helper.id}`)).toHaveLength(1)
    expect(
      (await tasksOf('filter[assignee]=none&limit=500')).map(({ id }: { id: string }) => id),
    ).not.toContain(task.id)
    const back = await change({ assignee_id: world.home.staffId }, given.body.version)
    expect(back.body).toMatchObject({ assignee: { id: world.home.staffId }, assignee_customer: null })
    const none = await change({ assignee_id: null }, back.body.version)
    expect(none.body).toMatchObject({ assignee: null, assignee_customer: null })
  })

  test('is a person, and the only one', async () => {
    const { id } = await addCustomer()
    const organisation = (await admin.post('/customers', { kind: 'organisation', company_name: 'Acme' })).body
    const company = await add(id, { assignee_customer_id: organisation.id })
    expect(company.body.errors).toMatchObject([
      { pointer: '/assignee_customer_id', code: 'individual.missing' },
    ])
    const both = await add(id, { assignee_customer_id: id, assignee_id: world.home.staffId })
    expect(both.body.errors).toMatchObject([{ pointer: '/assignee_customer_id', code: 'assignee.two' }])
  })

  test('is reminded through who made the task, by name', async () => {
    const { id } = await addCustomer()
    const task = (await add(id, { assignee_customer_id: id, remind_at: '2026-01-01T09:00:00Z' })).body
    await world.app.database.installation.rows(
      'UPDATE tasks SET created_by = $3 WHERE workspace_id = $1 AND id = $2',
      [world.home.id, task.id, world.home.staffId],
    )
    await inTransaction(world.app, systemPrincipal(world.home.id), 'test', remindSome)
    const rows = await world.app.database.installation.rows<{ recipient_id: string; title: string }>(
      `SELECT recipient_id, payload->>'title' AS title FROM notifications WHERE workspace_id = $1 AND subject_id = $2`,
      [world.home.id, task.id],
    )
    expect(rows).toEqual([
      {
        recipient_id: world.home.staffId,
        title: expect.stringMatching(/^Ask for the card \(Ida Smit \d+\)$/),
      },
    ])
  })

  test('who is deleted leaves the tasks of others to nobody, and takes the own ones along', async () => {
    const [owner, helper] = [await addCustomer(), await addCustomer()]
    const [others, own] = [
      (await add(owner.id, { assignee_customer_id: helper.id })).body,
      (await add(helper.id, { assignee_customer_id: owner.id })).body,
    ]
    await admin.post(`/customers/${helper.id}/archival`)
    const gone = await admin.delete(`/customers/${helper.id}`, { confirm: `C-${helper.number}` })
    expect(gone.status).toBe(204)
    expect((await admin.get(`/customers/${helper.id}`)).status).toBe(404)
    expect((await admin.get(`/tasks/${own.id}`)).status).toBe(404)
    expect((await admin.get(`/tasks/${others.id}`)).body).toMatchObject({
      assignee_customer: null,
      version: others.version + 1,
    })
    const { body } = await admin.get(`/tasks/${others.id}/history`)
    expect(JSON.stringify(body.items), 'the history of others keeps no name').not.toContain('Smit')
  })

  test('an undo that would leave a task to two keeps what is there', async () => {
    const [owner, a, b] = [await addCustomer(), await addCustomer(), await addCustomer()]
    const task = (await add(owner.id, { assignee_id: world.home.staffId })).body
    const change = (about: object) => admin.patch(`/tasks/${task.id}`, about, { 'if-match': '*' })
    const first = await change({ assignee_customer_id: a.id })
    await change({ assignee_customer_id: b.id })
    const { body } = await admin.post('/undos', { operation_id: first.headers.get('operation-id') })
    expect(body.kept).toBeGreaterThan(0)
    expect((await admin.get(`/tasks/${task.id}`)).body).toMatchObject({
      assignee: null,
      assignee_customer: { id: b.id },
    })
  })
})
