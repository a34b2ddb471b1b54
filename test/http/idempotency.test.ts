import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'

let world: TestApp
beforeAll(async () => {
  world = await startTestApp({ work: false })
})
afterAll(() => world.close())

const key = () => ({ 'idempotency-key': crypto.randomUUID() })
const add = (name: string, headers: Record<string, string>) =>
  world.home.admin.post('/customers', { first_name: name, last_name: 'Once' }, headers)
const howMany = async (name: string) =>
  (await world.home.admin.get(`/customers?q=${name}&count=exact`)).body.count.value

test('a repeat with the same key gets the first answer and has no second effect', async () => {
  const headers = key()
  const first = await add('Berend', headers)
  const again = await add('Berend', headers)
  expect(again.status).toBe(201)
  expect(again.body).toEqual(first.body)
  expect(again.headers.get('idempotency-replayed')).toBe('true')
  expect(again.headers.get('etag')).toBe(first.headers.get('etag'))
  expect(await howMany('Berend')).toBe(1)
})

test('twenty at the same time have one effect and one answer', async () => {
  const headers = key()
  const answers = await Promise.all(Array.from({ length: 20 }, () => add('Cornelis', headers)))
  expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1)
  expect(answers.every((answer) => answer.status === 201)).toBe(true)
  expect(await howMany('Cornelis')).toBe(1)
})

test('the key of another request is refused', async () => {
  const headers = key()
  await add('Dirk', headers)
  const { status, body } = await add('Evert', headers)
  expect([status, body.code]).toEqual([409, 'idempotency.key_reused'])
})

test('a refused write leaves no answer behind: mended, it goes through with the same key', async () => {
  const headers = key()
  const refused = await world.home.admin.post('/customers', { kind: 'organisation' }, headers)
  expect(refused.status).toBe(422)
  const mended = await world.home.admin.post(
    '/customers',
    { kind: 'organisation', company_name: 'Mended' },
    headers,
  )
  expect(mended.status).toBe(201)
})

test('a key belongs to who sent it', async () => {
  const headers = key()
  const mine = await add('Frans', headers)
  const other = await world.home.withScopes('customers.write')
  const theirs = await other.post('/customers', { first_name: 'Gerrit', last_name: 'Once' }, headers)
  expect(theirs.status).toBe(201)
  expect(theirs.body.id).not.toBe(mine.body.id)
})

test('a key that is none is refused', async () => {
  const { status, body } = await add('Hendrik', { 'idempotency-key': "x' OR 1=1 --" })
  expect([status, body.code]).toEqual([422, 'idempotency.key_invalid'])
})

test('an answer that holds a secret is not kept for repeats', async () => {
  const headers = key()
  const make = () => world.home.admin.post('/api-keys', { name: 'Once', scopes: ['customers.read'] }, headers)
  const first = await make()
  expect(first.status).toBe(201)
  const again = await make()
  expect([again.status, again.body.code]).toEqual([409, 'idempotency.answer_not_kept'])
  const kept = await world.app.database
    .reader(world.home.id)
    .rows('SELECT * FROM idempotency_keys WHERE workspace_id = $1', [world.home.id])
  expect(JSON.stringify(kept)).not.toContain(first.body.secret)
  const { body } = await world.home.admin.get('/api-keys')
  expect(body.items.filter((item: { name: string }) => item.name === 'Once')).toHaveLength(1)
})
