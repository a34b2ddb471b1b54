import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { makeClient } from '#test/support/client.ts'
import { addPerson, signedIn } from '#test/support/people.ts'

let t: TestApp
beforeAll(async () => {
  t = await startTestApp({ work: false })
})
afterAll(() => t.close())

const clientWith = (secret: string) => makeClient(t.url, { authorization: `Bearer ${secret}` })

test('a key opens what its scopes say, and no more', async () => {
  const { status, body } = await t.home.admin.post('/api-keys', { name: 'Reader', scopes: ['users.read'] })
  expect(status).toBe(201)
  expect(body.secret).toMatch(/^rk_[\w-]{22}_[\w-]{43}$/)
  expect(body.hint).toBe(body.secret.slice(-4))
  const client = clientWith(body.secret)
  expect((await client.get('/staff')).status).toBe(200)
  expect((await client.get('/api-keys')).status).toBe(403)
  expect((await client.get('/me')).body).toMatchObject({
    staff: { name: 'Reader' },
    administrator: false,
    permissions: ['users.read'],
  })
  const listed = (await t.home.admin.get('/api-keys')).body.items.find(
    (k: { id: string }) => k.id === body.id,
  )
  expect(listed).toMatchObject({ name: 'Reader', scopes: ['users.read'] })
  expect(JSON.stringify(listed)).not.toContain(body.secret)
})

test('a write scope reads too', async () => {
  const client = await t.home.withScopes('users.full')
  expect((await client.get('/staff')).status).toBe(200)
})

test('unknown scopes are refused by name', async () => {
  const { status, body } = await t.home.admin.post('/api-keys', { name: 'X', scopes: ['users.fly'] })
  expect(status).toBe(422)
  expect(body).toMatchObject({ code: 'scope.unknown', errors: [{ pointer: '/scopes' }] })
})

test('only the hash of a key is kept', async () => {
  const { body } = await t.home.admin.post('/api-keys', { name: 'Hashed', scopes: ['users.read'] })
  const [row] = await t.app.database.installation.rows(
    'SELECT row_to_json(k)::text AS text FROM api_keys k WHERE id = $1',
    [body.id],
  )
  expect(row!['text']).not.toContain(body.secret.slice(-43))
})

test('revoked, expired, altered and malformed keys open nothing', async () => {
  const { body } = await t.home.admin.post('/api-keys', { name: 'Gone', scopes: ['users.read'] })
  const client = clientWith(body.secret)
  expect((await client.get('/staff')).status).toBe(200)
  expect((await t.home.admin.delete(`/api-keys/${body.id}`)).status).toBe(204)
  expect((await client.get('/staff')).status).toBe(401)
  expect((await t.home.admin.delete(`/api-keys/${body.id}`)).status).toBe(404)
  const past = new Date(Date.now() - 1000).toISOString()
  const old = await t.home.admin.post('/api-keys', { name: 'Old', scopes: ['users.read'], expires_at: past })
  expect((await clientWith(old.body.secret).get('/staff')).status).toBe(401)
  const flipped = t.home.adminKey.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
  for (const wrong of [flipped, 'rk_x_y', '', 'x'.repeat(500), t.home.adminKey.slice(0, -1)]) {
    expect((await clientWith(wrong).get('/staff')).status).toBe(401)
  }
})

test('a key of one workspace does not open another, whatever workspace it names', async () => {
  const other = await t.addWorkspace('Keys Elsewhere')
  const parts = t.home.adminKey.split('_')
  const named = other.adminKey.slice(0, 25) + t.home.adminKey.slice(25)
  expect(parts[0]).toBe('rk')
  expect((await clientWith(named).get('/staff')).status).toBe(401)
})

test('a key never does more than whoever made it may do now', async () => {
  const person = await addPerson(t, t.home, { name: 'Key Maker' })
  const visitor = await signedIn(t, person)
  const { body } = await visitor.post('/api-keys', { name: 'Strong', scopes: ['administrator'] })
  expect(body.created_by).toBe('Key Maker')
  const client = clientWith(body.secret)
  expect((await client.get('/api-keys')).status).toBe(200)
  await t.home.admin.patch(`/staff/${person.staffId}`, { group_ids: [t.home.groups['Read only']] })
  expect((await client.get('/api-keys')).status).toBe(403)
  expect((await client.get('/me')).body).toMatchObject({ administrator: false })
  await t.home.admin.patch(`/staff/${person.staffId}`, { status: 'disabled' })
  expect((await client.get('/me')).status).toBe(401)
})

test('a key cannot change a password, sessions or a second factor', async () => {
  const { admin } = t.home
  const refused = [
    admin.put('/me/password', { current: 'x', password: 'seven teapots overboard' }),
    admin.get('/me/sessions'),
    admin.post('/me/second-factor', { password: 'x' }),
    admin.patch('/me', { name: 'Me' }),
    admin.put('/me/workspace', { workspace_id: t.home.id }),
    admin.post('/workspaces', { name: 'Other' }),
  ]
  for (const { status, body } of await Promise.all(refused)) {
    expect({ status, code: body.code }).toEqual({ status: 403, code: 'session.needed' })
  }
})

test('its last use is noted', async () => {
  const { body } = await t.home.admin.post('/api-keys', { name: 'Noted', scopes: ['users.read'] })
  await clientWith(body.secret).get('/staff')
  const lastUse = async () => {
    const { items } = (await t.home.admin.get('/api-keys')).body
    return items.find((k: { id: string }) => k.id === body.id).last_used_at
  }
  await expect.poll(lastUse, { timeout: 5000 }).not.toBeNull()
})
