import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import type { TestClient } from '#test/support/client.ts'
import { addPerson, signedIn } from '#test/support/people.ts'
import { makeVisitor } from '#test/support/visitor.ts'
import type { AuditEntry } from './contract.ts'

let t: TestApp
let admin: TestClient
beforeAll(async () => {
  t = await startTestApp()
  admin = t.home.admin
})
afterAll(() => t.close())

const list = async (query = ''): Promise<AuditEntry[]> => (await admin.get(`/audit?${query}`)).body.items
const addCustomer = async (last_name: string): Promise<string> =>
  (await admin.post('/customers', { last_name })).body.id

test('a write leaves who, what, on which record, and the names of what was sent', async () => {
  const id = await addCustomer('Audited')
  await admin.patch(`/customers/${id}`, { first_name: 'Very' })
  const [change, made] = await list(`filter[customer]=${id}`)
  expect(made).toMatchObject({
    action: 'customers.create',
    outcome: 'done',
    actor: { kind: 'api-key', name: 'Key administrator' },
    subject_kind: 'customers',
    subject_id: id,
    customer: { id, name: 'Very Audited' },
    payload: { fields: expect.arrayContaining(['last_name']) },
  })
  expect(change).toMatchObject({ action: 'customers.update', payload: { fields: ['first_name'] } })
  expect(change!.seq).toBeGreaterThan(made!.seq)
})

test('what is refused or changes nothing leaves no entry of a write, and a repeat leaves one', async () => {
  const key = { 'idempotency-key': 'audit-1' }
  const first = await admin.post('/customers', { last_name: 'Once' }, key)
  await admin.post('/customers', { last_name: 'Once' }, key)
  expect((await admin.post('/customers', { emails: [{ address: 'no' }] })).status).toBe(422)
  const entries = await list('filter[action]=customers.create&limit=10')
  expect(entries.filter((entry) => entry.subject_id === first.body.id)).toHaveLength(1)
  expect(entries.every((entry) => entry.subject_id !== null)).toBe(true)
})

test('looking at a record, a list and a search leaves who saw whom; the same look within a minute once', async () => {
  const id = await addCustomer('Looked At')
  const reader = await t.home.withScopes('customers.read', 'notes.read', 'tasks.read')
  for (let i = 0; i < 3; i++) await reader.get(`/customers/${id}`)
  await reader.get(`/customers/${id}/timeline`)
  await reader.get('/customers?q=looked&sort=name')
  await reader.get('/search?q=looked')
  await reader.post('/customers/matches', { last_name: 'Looked At' })
  const mine = (await list('limit=20')).filter(
    (e) => e.actor.name === 'Key customers.read notes.read tasks.read',
  )
  expect(mine.map((entry) => entry.action)).toEqual([
    'customers.matches.read',
    'search.list',
    'customers.list',
    'customers.timeline.read',
    'customers.read',
  ])
  const [matches, search, customers, , record] = mine
  expect(record).toMatchObject({ customer_id: id })
  expect(customers).toMatchObject({ customer_ids: [id], payload: { q: 'looked', shown: 1 } })
  expect(search).toMatchObject({ customer_ids: [id], payload: { q: 'looked' } })
  expect(matches!.payload).toEqual({ fields: ['last_name'], shown: 1 })
})

test('what somebody tries without the right to it is told as refused', async () => {
  const reader = await t.home.withScopes('tasks.read')
  const id = await addCustomer('Out Of Reach')
  expect((await reader.get(`/customers/${id}`)).status).toBe(403)
  expect((await list('filter[outcome]=refused'))[0]).toMatchObject({
    action: 'customers.read',
    customer_id: id,
    payload: { code: 'permission.missing', permission: 'customers.read' },
  })
})

test('an export is told before its first byte, looking at the audit trail is audited itself', async () => {
  await admin.get('/exports/customers?format=csv&q=audited')
  await list('q=nothing')
  const entries = await list('limit=3')
  expect(entries.map((entry) => entry.action)).toContain('exports.customers.list')
  expect(entries[0]).toMatchObject({ action: 'audit.list', payload: { q: 'nothing' } })
})

test('signing in, failing to, signing out', async () => {
  const person = await addPerson(t, t.home, { name: 'Sarah Signs' })
  const visitor = await signedIn(t, person)
  await makeVisitor(t.url).post('/session', { email: person.email, password: 'something else entirely' })
  await visitor.delete('/session')
  const entries = await list(`filter[actor]=${person.staffId}`)
  expect(entries.map(({ action, outcome }) => [action, outcome])).toEqual([
    ['session.delete', 'done'],
    ['session.create', 'refused'],
    ['session.create', 'done'],
  ])
  expect(entries[1]!.payload).toMatchObject({ ip: '127.0.0.1' })
})

test('pages follow each other without gap, and filters hold', async () => {
  const all = await list('limit=500')
  expect(all.map((entry) => entry.seq)).toEqual([...new Set(all.map((entry) => entry.seq))])
  const paged: number[] = []
  let cursor: string | null = ''
  do {
    const further: string = cursor && `&cursor=${cursor}`
    const { body } = await admin.get(`/audit?limit=7&filter[to]=2999-01-01${further}`)
    paged.push(...body.items.map((entry: AuditEntry) => entry.seq))
    cursor = body.next_cursor
  } while (cursor)
  expect(paged.filter((seq) => seq <= all[0]!.seq)).toEqual(all.map((entry) => entry.seq))
  const reads = await list('filter[only]=reads&limit=100')
  expect(reads.length).toBeGreaterThan(3)
  for (const { action } of reads) expect(action).toMatch(/\.(read|list)$/)
  for (const { action } of await list('q=matches')) expect(action).toBe('customers.matches.read')
  for (const { actor } of await list('q=sarah')) expect(actor.name).toBe('Sarah Signs')
  expect(await list('filter[from]=2999-01-01')).toEqual([])
  expect((await admin.get('/audit?cursor=bad')).status).toBe(422)
})

test('the chain is checked in the background', async () => {
  expect((await admin.post('/audit/checks')).status).toBe(202)
  await t.settle()
  const { body } = await admin.get('/audit/verification')
  expect(body.check).toMatchObject({ state: 'done', faults: 0, first_fault: null })
  expect(body.check.entries).toBeGreaterThan(10)
  expect(body.last_hash).toMatch(/^[0-9a-f]{64}$/)
  await t.app.database.installation.rows(
    `UPDATE audit_entries SET action = 'customers.read' WHERE workspace_id = $1 AND seq = 2`,
    [t.home.id],
  )
  await admin.post('/audit/checks')
  await t.settle()
  expect((await admin.get('/audit/verification')).body.check).toMatchObject({
    faults: 1,
    first_fault: { seq: 2, fault: 'entry changed' },
  })
})
