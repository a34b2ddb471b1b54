import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import type { TestClient } from '#test/support/client.ts'
import { addPerson, signedIn } from '#test/support/people.ts'

let app: TestApp
let admin: TestClient
beforeAll(async () => {
  app = await startTestApp({ work: false })
  admin = app.home.admin
})
afterAll(() => app.close())

const add = async (body: object = { last_name: 'Somebody' }) => (await admin.post('/customers', body)).body

describe('groups', () => {
  it('are unique by name, versioned, and deleted only when empty', async () => {
    const gold = (await admin.post('/customer-groups', { name: 'Gold', discount_basis_points: 1250 })).body
    expect(gold).toMatchObject({ enabled: true, customers: 0, discount_basis_points: 1250, version: 1 })
    expect((await admin.post('/customer-groups', { name: 'Gold' })).body.code).toBe('group.name.taken')
    const renamed = await admin.patch(
      `/customer-groups/${gold.id}`,
      { name: 'Golden' },
      { 'if-match': '"1"' },
    )
    expect(renamed.body).toMatchObject({ name: 'Golden', discount_basis_points: 1250, version: 2 })
    expect(
      (await admin.patch(`/customer-groups/${gold.id}`, { name: 'X' }, { 'if-match': '"1"' })).status,
    ).toBe(412)
    const customer = await add({ last_name: 'Member', group_id: gold.id })
    expect(customer.group).toEqual({ id: gold.id, name: 'Golden', icon: 'users' })
    const refused = await admin.delete(`/customer-groups/${gold.id}`)
    expect([refused.status, refused.body.code, refused.body.params.customers]).toEqual([
      409,
      'group.in_use',
      1,
    ])
    await admin.patch(`/customers/${customer.id}`, { group_id: null })
    expect((await admin.delete(`/customer-groups/${gold.id}`)).status).toBe(204)
    expect((await admin.get('/customer-groups')).body.items).toEqual([])
  })
})

describe('tags', () => {
  const tagsOf = async (id: string) =>
    (await admin.get(`/customers/${id}`)).body.tags.map((t: { name: string }) => t.name)
  const named = async (name: string) =>
    (await admin.get('/tags')).body.items.find((t: { name: string }) => t.name === name)

  it('are suggested, most used first, and are one whatever their accents', async () => {
    await add({ last_name: 'A', tags: ['Bézique', 'Bees'] })
    await add({ last_name: 'B', tags: ['bezique'] })
    expect(
      (await admin.get('/tags?q=bé')).body.items.map((t: { name: string; customers: number }) => [
        t.name,
        t.customers,
      ]),
    ).toEqual([
      ['Bézique', 2],
      ['Bees', 1],
    ])
  })

  it('are renamed, merged and deleted for everybody at once', async () => {
    const one = await add({ last_name: 'C', tags: ['Red', 'Blue'] })
    const two = await add({ last_name: 'D', tags: ['Blue'] })
    const [red, blue] = [await named('Red'), await named('Blue')]
    expect((await admin.patch(`/tags/${red.id}`, { name: 'BLUE' })).body.code).toBe('tag.name.taken')
    await admin.patch(`/tags/${red.id}`, { name: 'Crimson' })
    expect(await tagsOf(one.id)).toEqual(['Blue', 'Crimson'])
    expect((await admin.post(`/tags/${blue.id}/merger`, { into: blue.id })).status).toBe(422)
    await admin.post(`/tags/${blue.id}/merger`, { into: red.id })
    expect([await tagsOf(one.id), await tagsOf(two.id)]).toEqual([['Crimson'], ['Crimson']])
    expect(await named('Blue')).toBeUndefined()
    await admin.delete(`/tags/${red.id}`)
    expect(await tagsOf(two.id)).toEqual([])
  })
})

describe('segments', () => {
  it('are saved filters with a count', async () => {
    await add({ last_name: 'Segmental' })
    const made = (await admin.post('/segments', { name: 'Seg', filter: { name: 'segmental' } })).body
    expect(made.count).toEqual({ value: 1, exact: true })
    expect((await admin.post('/segments', { name: 'Seg', filter: {} })).body.code).toBe('segment.name.taken')
    expect((await admin.post('/segments', { name: 'Bad', filter: { country: 'Mordor' } })).status).toBe(422)
    expect((await admin.post('/segments', { name: 'Nested', filter: { segment: made.id } })).body.code).toBe(
      'segment.nested',
    )
    const changed = await admin.patch(
      `/segments/${made.id}`,
      { filter: { name: 'nobody here' } },
      { 'if-match': '"1"' },
    )
    expect(changed.body).toMatchObject({ name: 'Seg', count: { value: 0, exact: true }, version: 2 })
    expect((await admin.delete(`/segments/${made.id}`)).status).toBe(204)
    expect((await admin.get('/segments')).body.items).toEqual([])
  })
})

describe('notes', () => {
  it('are pinned first, changed with care, and tell who is mentioned', async () => {
    const customer = await add({ first_name: 'Noted', last_name: 'Person' })
    const colleague = await signedIn(
      app,
      await addPerson(app, app.home, { name: 'Col League', group: 'Read only' }),
    )
    const me = (await colleague.get('/me')).body
    const staffId = me.staff_id ?? me.id ?? me.staff?.id
    const first = (await admin.post(`/customers/${customer.id}/notes`, { body: 'first' })).body
    const second = (
      await admin.post(`/customers/${customer.id}/notes`, { body: `see @[Col League](${staffId})` })
    ).body
    expect(second).toMatchObject({
      origin: 'api',
      mentions: [{ id: staffId, name: 'Col League' }],
      pinned: false,
    })
    const inbox = (await colleague.get('/notifications')).body.items
    expect(inbox).toMatchObject([{ kind: 'note.mention', customer_id: customer.id, subject_id: second.id }])
    expect(inbox[0].text).toContain('Noted Person')
    await admin.patch(`/notes/${first.id}`, { pinned: true }, { 'if-match': '"1"' })
    expect((await admin.patch(`/notes/${first.id}`, { body: 'late' }, { 'if-match': '"1"' })).status).toBe(
      412,
    )
    const pages = []
    for (let cursor = ''; ; ) {
      const { items, next_cursor } = (await admin.get(`/customers/${customer.id}/notes?limit=1${cursor}`))
        .body
      pages.push(items[0].body)
      if (!next_cursor) break
      cursor = `&cursor=${next_cursor}`
    }
    expect(pages).toEqual(['first', second.body])
    expect((await admin.delete(`/notes/${second.id}`)).status).toBe(204)
    expect((await admin.get(`/customers/${customer.id}/notes`)).body.items).toHaveLength(1)
  })

  it('stay out of sight without the right, also on the timeline', async () => {
    const customer = await add()
    await admin.post(`/customers/${customer.id}/notes`, { body: 'confidential' })
    const reader = await app.home.withScopes('customers.read')
    expect((await reader.get(`/customers/${customer.id}/notes`)).status).toBe(403)
    const kinds = async (client: TestClient) =>
      (await client.get(`/customers/${customer.id}/timeline`)).body.items.map(
        (entry: { event: string }) => entry.event,
      )
    expect(await kinds(admin)).toEqual(['note.added', 'customer.created'])
    expect(await kinds(reader)).toEqual(['customer.created'])
    expect((await reader.get(`/customers/${customer.id}`)).body.abilities.read_notes).toEqual({
      allowed: false,
      reason: 'permission.missing',
    })
  })
})

describe('portal rights', () => {
  it('come from security groups made for customers only', async () => {
    const customer = await add()
    const portal = (
      await admin.post('/security-groups', { name: 'Members', audience: 'customer', areas: {} })
    ).body
    const staffGroup = Object.values(app.home.groups)[0]!
    const refused = await admin.put(`/customers/${customer.id}/security-groups`, { group_ids: [staffGroup] })
    expect([refused.status, refused.body.code]).toEqual([422, 'security_group.missing'])
    const set = await admin.put(`/customers/${customer.id}/security-groups`, { group_ids: [portal.id] })
    expect(set.body.security_groups).toEqual([{ id: portal.id, name: 'Members' }])
  })
})
