import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTransaction, type Principal, systemPrincipal } from '#platform/context.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import type { ViewInput } from './contract.ts'
import { addView, changeView, deleteView, listViews } from './view.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ work: false })
  const { admin } = house.home
  for (const [last_name, country] of [
    ['Visser', 'NL'],
    ['Bakker', 'NL'],
    ['Peeters', 'BE'],
  ]) {
    await admin.post('/customers', { first_name: 'An', last_name, addresses: [{ country, city: 'Here' }] })
  }
})
afterAll(() => house.close())

const dutch = (name: string): ViewInput => ({
  list: 'customers',
  name,
  shared: false,
  filter: { country: 'NL' },
  sort: '-created_at',
  columns: [{ id: 'name', width: 240 }, { id: 'email' }],
})

/** A member of staff by name, with some rights. */
async function colleague(name: string, ...permissions: string[]): Promise<Principal> {
  const id = crypto.randomUUID()
  const { id: workspaceId } = house.home
  await house.app.database.installation.rows(
    `INSERT INTO staff_members (workspace_id, id, name, email, status, created_at) VALUES ($1, $2, $3, $3 || '@views.example', 'active', now())`,
    [workspaceId, id, name],
  )
  const access = { administrator: false, permissions: new Set(permissions), hiddenFields: new Set<string>() }
  return { ...systemPrincipal(workspaceId), actor: { kind: 'staff', id, name }, access }
}
type Verb<T> = Parameters<typeof inTransaction<T>>[3]
const as = <T>(who: Principal, verb: Verb<T>) => inTransaction(house.app, who, 'test', verb)

describe('over HTTP', () => {
  test('a view is kept, counted, changed and deleted', async () => {
    const { admin } = house.home
    const added = await admin.post('/views', { ...dutch('Dutch'), shared: true })
    expect(added.status).toBe(201)
    expect(added.body).toMatchObject({
      filter: { country: 'NL' },
      sort: '-created_at',
      count: { value: 2, exact: true },
      version: 1,
    })
    const { body } = await admin.get('/views?list=customers')
    expect(body.items.find((v: { id: string }) => v.id === added.body.id)).toEqual(added.body)

    const path = `/views/${added.body.id}`
    const changed = await admin.patch(
      path,
      { name: 'Belgian', filter: { country: 'BE' } },
      { 'if-match': '"1"' },
    )
    expect(changed.body).toMatchObject({
      name: 'Belgian',
      count: { value: 1 },
      version: 2,
      columns: added.body.columns,
    })
    const stale = await admin.patch(path, { name: 'Too late' }, { 'if-match': '"1"' })
    expect([stale.status, stale.body.code]).toEqual([412, 'version.stale'])

    expect((await admin.delete(path)).status).toBe(204)
    expect((await admin.get('/views?list=customers')).body.items).toEqual([])
  })

  test('what the list would not accept is refused, field by field', async () => {
    const { admin } = house.home
    const refused = await admin.post('/views', {
      ...dutch('Wrong'),
      shared: true,
      filter: { colour: 'red' },
      sort: 'colour',
    })
    expect(refused.status).toBe(422)
    expect(refused.body.errors.map((e: { pointer: string }) => e.pointer)).toEqual([
      '/filter/colour',
      '/sort',
    ])
  })

  test('a key has no views of its own', async () => {
    const refused = await house.home.admin.post('/views', dutch('Nobody sees this'))
    expect([refused.status, refused.body.code]).toEqual([422, 'view.owner_needed'])
  })

  test('another workspace knows nothing of it', async () => {
    const { body } = await house.home.admin.post('/views', { ...dutch('Ours'), shared: true })
    const away = await house.addWorkspace('Away')
    expect((await away.admin.get('/views?list=customers')).body.items).toEqual([])
    expect((await away.admin.patch(`/views/${body.id}`, { name: 'Theirs' })).status).toBe(404)
    expect((await away.admin.delete(`/views/${body.id}`)).status).toBe(404)
    await house.home.admin.delete(`/views/${body.id}`)
  })
})

describe('between colleagues', () => {
  test('private ones are nobody else’s, not even an administrator’s', async () => {
    const [ann, bob] = [
      await colleague('Ann', 'customers.read'),
      await colleague('Bob', 'customers.read', 'customers.full'),
    ]
    const view = await as(ann, (ctx) => addView(ctx, dutch('Secret')))
    expect(view).toMatchObject({ mine: true, owner: { name: 'Ann' } })
    expect(await as(bob, (ctx) => listViews(ctx, 'customers'))).toEqual([])
    await expect(as(bob, (ctx) => deleteView(ctx, view.id))).rejects.toMatchObject({ kind: 'missing' })
    await as(ann, (ctx) => deleteView(ctx, view.id))
  })

  test('shared ones are seen by all, changed by the owner or with full rights on customers', async () => {
    const ann = await colleague('Anna', 'customers.read')
    const bob = await colleague('Bobby', 'customers.read', 'customers.write')
    const chief = await colleague('Chief', 'customers.read', 'customers.write', 'customers.full')
    const view = await as(ann, (ctx) => addView(ctx, { ...dutch('For all'), shared: true }))
    expect(await as(bob, (ctx) => listViews(ctx, 'customers'))).toMatchObject([
      { name: 'For all', mine: false },
    ])
    await expect(
      as(bob, (ctx) => changeView(ctx, view.id, { name: 'Mine now' }, undefined)),
    ).rejects.toMatchObject({ code: 'view.not_yours' })
    expect(await as(chief, (ctx) => changeView(ctx, view.id, { name: 'Better' }, undefined))).toMatchObject({
      name: 'Better',
    })
    // It would vanish from the chief's own list.
    await expect(
      as(chief, (ctx) => changeView(ctx, view.id, { shared: false }, undefined)),
    ).rejects.toMatchObject({ code: 'view.not_yours' })
    await as(chief, (ctx) => deleteView(ctx, view.id))
    expect(await as(ann, (ctx) => listViews(ctx, 'customers'))).toEqual([])
  })

  test('names differ within one’s own views, capitals aside, and may be a colleague’s', async () => {
    const [ann, bob] = [await colleague('Ann 2'), await colleague('Bob 2')]
    const first = await as(ann, (ctx) => addView(ctx, dutch('Members')))
    const taken = { kind: 'conflict', code: 'view.name.taken' }
    await expect(as(ann, (ctx) => addView(ctx, dutch('members')))).rejects.toMatchObject(taken)
    const second = await as(ann, (ctx) => addView(ctx, dutch('Others')))
    await expect(
      as(ann, (ctx) => changeView(ctx, second.id, { name: 'MEMBERS' }, undefined)),
    ).rejects.toMatchObject(taken)
    expect(await as(bob, (ctx) => addView(ctx, dutch('Members')))).toMatchObject({ name: 'Members' })
    expect(await as(ann, (ctx) => changeView(ctx, first.id, { name: 'MEMBERS' }, undefined))).toMatchObject({
      name: 'MEMBERS',
    })
  })

  test('who may not read customers learns no count', async () => {
    const blind = await colleague('Blind')
    expect(await as(blind, (ctx) => addView(ctx, dutch('Uncounted')))).toMatchObject({ count: null })
    const half = await colleague('Half', 'customers.read')
    const hiding = { ...half, access: { ...half.access, hiddenFields: new Set(['customers.address']) } }
    expect(await as(hiding, (ctx) => addView(ctx, dutch('By country')))).toMatchObject({ count: null })
  })
})
