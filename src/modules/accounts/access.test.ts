import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { makeClient } from '#test/support/client.ts'
import { addPerson, signedIn } from '#test/support/people.ts'
import { accessOf, type Grants } from './access.ts'

let t: TestApp
beforeAll(async () => {
  t = await startTestApp({ work: false })
})
afterAll(() => t.close())

const addGroup = async (about: object): Promise<{ id: string; name: string; version: number }> => {
  const { status, body } = await t.home.admin.post('/security-groups', about)
  expect(status).toBe(201)
  return body
}

describe('what somebody may do', () => {
  test('is all that their groups give, levels spelled out', async () => {
    await addGroup({ name: 'Desk A', areas: { tasks: 'write' } })
    const user = await addPerson(t, t.home, { name: 'Group Person', group: 'Desk A' })
    const visitor = await signedIn(t, user)
    expect((await visitor.get('/me')).body).toMatchObject({
      administrator: false,
      permissions: ['tasks.read', 'tasks.write'],
    })
    const more = await addGroup({ name: 'Users B', areas: { users: 'read' } })
    const desk = (await t.home.admin.get('/staff')).body.items.find(
      (s: { id: string }) => s.id === user.staffId,
    )
    const changed = await t.home.admin.patch(`/staff/${user.staffId}`, {
      group_ids: [...desk.groups.map((g: { id: string }) => g.id), more.id],
    })
    expect(changed.body.groups.map((g: { name: string }) => g.name)).toEqual(['Desk A', 'Users B'])
    expect((await visitor.get('/me')).body.permissions).toEqual(['tasks.read', 'tasks.write', 'users.read'])
  })

  test('changes with the next request after a group changed', async () => {
    const group = await addGroup({ name: 'Changing', areas: { users: 'read' } })
    const visitor = await signedIn(
      t,
      await addPerson(t, t.home, { name: 'Change Person', group: 'Changing' }),
    )
    expect((await visitor.get('/staff')).status).toBe(200)
    const refused = await visitor.post('/staff', {
      name: 'X',
      email: 'x@people.example',
      group_ids: [group.id],
    })
    expect(refused).toMatchObject({ status: 403, body: { params: { permission: 'users.full' } } })
    await t.home.admin.patch(`/security-groups/${group.id}`, { areas: { users: 'none' } })
    expect((await visitor.get('/staff')).status).toBe(403)
  })

  test('hidden fields are told, and a key of such a person hides them too', async () => {
    const [field] = t.app.catalogue.hideableFields
    const [area] = field!.split('.')
    const about = { name: 'Shy', areas: { [area!]: 'read', users: 'full' }, hidden_fields: [field] }
    await addGroup(about)
    const visitor = await signedIn(t, await addPerson(t, t.home, { name: 'Shy Person', group: 'Shy' }))
    expect((await visitor.get('/me')).body.hidden_fields).toEqual([field])
    const { body } = await visitor.post('/api-keys', { name: 'Shy key', scopes: [`${area}.read`] })
    const client = makeClient(t.url, { authorization: `Bearer ${body.secret}` })
    expect((await client.get('/me')).body.hidden_fields).toEqual([field])
    const open = { ...about, name: 'Not shy', hidden_fields: [] }
    expect((await visitor.post('/security-groups', open)).body.code).toBe('rights.not_held')
  })

  test('a field is hidden unless a group that opens its area shows it', () => {
    const group = (about: Partial<Grants>): Grants => ({
      administrator: false,
      areas: {},
      rights: [],
      hidden_fields: [],
      ...about,
    })
    const hiding = group({ areas: { customers: 'read' }, hidden_fields: ['customers.birthday'] })
    const showing = group({ areas: { customers: 'read' } })
    const elsewhere = group({ areas: { tasks: 'full' } })
    const hidden = (...groups: Grants[]) => [...accessOf(groups).hiddenFields]
    expect(hidden(hiding)).toEqual(['customers.birthday'])
    expect(hidden(hiding, elsewhere)).toEqual(['customers.birthday'])
    expect(hidden(hiding, showing)).toEqual([])
    expect(hidden(hiding, group({ administrator: true }))).toEqual([])
  })
})

describe('security groups', () => {
  test('hold only what the house knows', async () => {
    const answer = await t.home.admin.post('/security-groups', {
      name: 'Odd',
      areas: { kitchen: 'read' },
      rights: ['fly'],
      hidden_fields: ['customers.soul'],
    })
    expect(answer.status).toBe(422)
    expect(answer.body.errors.map((e: { pointer: string }) => e.pointer)).toEqual([
      '/areas',
      '/rights',
      '/hidden_fields',
    ])
  })

  test('have names of their own, versions, and go only when empty', async () => {
    const group = await addGroup({ name: 'Version Group' })
    expect((await t.home.admin.post('/security-groups', { name: 'Version Group' })).body.code).toBe(
      'group.name.taken',
    )
    const path = `/security-groups/${group.id}`
    expect((await t.home.admin.patch(path, { name: 'Renamed' }, { 'if-match': '"1"' })).status).toBe(200)
    const stale = await t.home.admin.patch(path, { name: 'Again' }, { 'if-match': '"1"' })
    expect(stale).toMatchObject({
      status: 412,
      body: { params: { current: { name: 'Renamed', version: 2 } } },
    })
    const user = await addPerson(t, t.home, { name: 'In Renamed', group: 'Renamed' })
    expect((await t.home.admin.delete(path)).body.code).toBe('group.in_use')
    await t.home.admin.patch(`/staff/${user.staffId}`, { group_ids: [t.home.groups['Read only']] })
    expect((await t.home.admin.delete(path)).status).toBe(204)
  })

  test('nobody gives what they do not hold, nor touches who holds more', async () => {
    const group = await addGroup({ name: 'People Officers', areas: { users: 'full', tasks: 'read' } })
    const officer = await addPerson(t, t.home, { name: 'People Officer', group: 'People Officers' })
    const visitor = await signedIn(t, officer)
    const escalate = [
      visitor.patch(`/staff/${officer.staffId}`, { group_ids: [t.home.groups['Administrator']] }),
      visitor.post('/security-groups', { name: 'Mine', administrator: true }),
      visitor.post('/security-groups', { name: 'Mine', areas: { tasks: 'write' } }),
      visitor.patch(`/security-groups/${group.id}`, { areas: { users: 'full', tasks: 'full' } }),
      visitor.patch(`/staff/${t.home.staffId}`, { status: 'disabled' }),
      visitor.delete(`/staff/${t.home.staffId}/sessions`),
      visitor.post(`/staff/${t.home.staffId}/password-reset`),
      visitor.post('/api-keys', { name: 'k', scopes: ['administrator'] }),
      visitor.post('/api-keys', { name: 'k', scopes: ['tasks.write'] }),
      visitor.post('/staff', {
        name: 'Friend',
        email: 'friend@people.example',
        group_ids: [t.home.groups['Administrator']],
      }),
    ]
    for (const { status } of await Promise.all(escalate)) expect(status).toBe(403)
    expect((await visitor.post('/security-groups', { name: 'Fewer', areas: { tasks: 'read' } })).status).toBe(
      201,
    )
  })
})

test('the last administrator stays', async () => {
  const other = await t.addWorkspace('Lonely')
  const path = `/staff/${other.staffId}`
  for (const change of [{ status: 'disabled' }, { group_ids: [other.groups['Front desk']] }]) {
    expect(await other.admin.patch(path, change)).toMatchObject({
      status: 409,
      body: { code: 'staff.last_administrator' },
    })
  }
  const group = await other.admin.patch(`/security-groups/${other.groups['Administrator']}`, {
    administrator: false,
  })
  expect(group.body.code).toBe('staff.last_administrator')
  expect((await other.admin.get('/staff')).body.items[0]).toMatchObject({ status: 'active', version: 1 })
})

test('two administrators who disable each other at the same moment leave one', async () => {
  const other = await t.addWorkspace('Duel')
  const one = await addPerson(t, other, { name: 'Duel One' })
  const answers = await Promise.all([
    other.admin.patch(`/staff/${one.staffId}`, { status: 'disabled' }),
    other.admin.patch(`/staff/${other.staffId}`, { status: 'disabled' }),
  ])
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
})
