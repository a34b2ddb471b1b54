import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonalKind } from '#capabilities/declaration/columns.ts'
import { scrubHistory } from '#capabilities/history/scrub.ts'
import { inTransaction, systemPrincipal } from '#platform/context.ts'
import { registry } from '#server/modules.ts'
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

const add = async (body: object = { last_name: 'Historic' }) => (await admin.post('/customers', body)).body
const historyOf = async (id: string, query = '', client = admin) =>
  (await client.get(`/customers/${id}/history?limit=200${query}`)).body.items
type Shown = { field: string; old: unknown; new: unknown }
const fieldsOf = (entry: { changes: Shown[] }) =>
  Object.fromEntries(entry.changes.map((change) => [change.field, change]))

describe('the history of a customer', () => {
  it('says of each field what it was, what it is, who did it and why', async () => {
    const { id } = await add({
      last_name: 'Before',
      tags: ['Old', 'Kept'],
      emails: [{ address: 'a@b.example' }],
    })
    expect(await historyOf(id)).toEqual([])
    const change = { last_name: 'After', tags: ['kept', 'New'], emails: [] }
    const changed = await admin.patch(`/customers/${id}`, change)
    const [entry] = await historyOf(id)
    expect(entry).toMatchObject({
      kind: 'customer',
      record_id: id,
      action: 'changed',
      reason: 'api',
      operation_id: changed.headers.get('operation-id'),
      actor: { kind: 'api-key', name: 'Key administrator' },
      version: 2,
    })
    const fields = fieldsOf(entry)
    expect(fields['last_name']).toMatchObject({ old: 'Before', new: 'After', set: false, revertible: true })
    expect(fields['emails']).toMatchObject({
      old: [{ address: 'a@b.example', label: 'work', primary: true }],
      new: [],
    })
    expect(fields['tags']).toMatchObject({ old: [{ name: 'Old' }], new: [{ name: 'New' }], set: true })
    const same = await admin.patch(`/customers/${id}`, { last_name: 'After' })
    expect(same.headers.get('operation-id')).toBeNull()
    expect(await historyOf(id)).toHaveLength(1)
  })

  it('holds what hangs on it, comes in pages, and is filtered by kind, field and reason', async () => {
    const { id } = await add()
    const visitor = await signedIn(app, await addPerson(app, app.home, { name: 'Hilda Historian' }))
    await visitor.patch(`/customers/${id}`, { last_name: 'One' })
    await visitor.patch(`/customers/${id}`, { job_title: 'Two' })
    const note = (await visitor.post(`/customers/${id}/notes`, { body: 'three' })).body
    await visitor.patch(`/notes/${note.id}`, { body: 'four' })
    const task = (await visitor.post('/tasks', { customer_id: id, title: 'five' })).body
    await visitor.delete(`/tasks/${task.id}`)
    const all = await historyOf(id)
    expect(all.map((e: { kind: string; action: string }) => `${e.kind} ${e.action}`)).toEqual([
      'task deleted',
      'task created',
      'note changed',
      'note created',
      'customer changed',
      'customer changed',
    ])
    expect(all[0]).toMatchObject({ reason: 'edit', actor: { kind: 'staff', name: 'Hilda Historian' } })
    expect(await historyOf(id, '&kind=note')).toHaveLength(2)
    expect(await historyOf(id, '&field=job_title')).toHaveLength(1)
    expect(await historyOf(id, '&reason=undo,import')).toHaveLength(0)
    const paged = []
    for (let cursor = ''; ; ) {
      const { items, next_cursor } = (await admin.get(`/customers/${id}/history?limit=2${cursor}`)).body
      paged.push(...items)
      if (!next_cursor) break
      cursor = `&cursor=${next_cursor}`
    }
    expect(paged).toEqual(all)
  })

  it('leaves out what the reader may not see', async () => {
    const { id } = await add({ last_name: 'Hidden', birthday: '1980-01-02' })
    await admin.patch(`/customers/${id}`, { birthday: '1981-01-02' })
    const both = await admin.patch(`/customers/${id}`, { birthday: '1982-01-02', last_name: 'Seen' })
    await admin.post(`/customers/${id}/notes`, { body: 'secret' })
    await admin.post('/security-groups', {
      name: 'No birthdays',
      areas: { customers: 'write' },
      hidden_fields: ['customers.birthday'],
    })
    const person = await addPerson(app, app.home, { name: 'Blind Folded', group: 'No birthdays' })
    const visitor = await signedIn(app, person)
    const seen = await historyOf(id, '', visitor)
    expect(seen).toHaveLength(1)
    expect(seen[0].changes.map(({ field }: Shown) => field)).toEqual(['last_name'])
    expect(await historyOf(id, '&field=birthday', visitor)).toEqual([])
    const then = (await visitor.get(`/customers/${id}/as-of`)).body
    expect(then.values).not.toHaveProperty('birthday')
    const entry = (await historyOf(id))[1]
    const refused = await visitor.post(`/customers/${id}/reversions`, {
      change_id: entry.id,
      field: 'birthday',
    })
    expect([refused.status, refused.body.code]).toEqual([403, 'field.hidden'])
    // Of an undo the hidden part is kept.
    const operation_id = both.headers.get('operation-id')
    const undone = (await visitor.post('/undos', { operation_id })).body
    expect(undone).toMatchObject({ undone: 1, kept: 1 })
    expect((await visitor.get(`/undos/${undone.id}/kept`)).body.items).toMatchObject([
      { field: 'birthday', reason: 'field.hidden' },
    ])
    expect((await admin.get(`/customers/${id}`)).body).toMatchObject({
      last_name: 'Hidden',
      birthday: '1982-01-02',
    })
  })
})

describe('a field set back', () => {
  it('has the value from before the change, and only on the version that was seen', async () => {
    const { id } = await add({ last_name: 'Right', tags: ['a'] })
    await admin.patch(`/customers/${id}`, { last_name: 'Wrong', tags: ['b'], job_title: 'Kept' })
    const [entry] = await historyOf(id)
    const wish = { change_id: entry.id, field: 'last_name' }
    const path = `/customers/${id}/reversions`
    expect((await admin.post(path, wish, { 'if-match': '"1"' })).status).toBe(412)
    const done = await admin.post(path, wish, { 'if-match': '"2"' })
    expect(done).toMatchObject({ status: 200, body: { version: 3 } })
    expect(done.body.operation_id).toBe(done.headers.get('operation-id'))
    expect((await admin.post(path, wish)).body).toEqual({ operation_id: null, version: 3 })
    await admin.post(path, { change_id: entry.id, field: 'tags' })
    expect((await admin.get(`/customers/${id}`)).body).toMatchObject({
      last_name: 'Right',
      job_title: 'Kept',
      tags: [{ name: 'a' }],
    })
    expect((await historyOf(id))[0]).toMatchObject({ reason: 'revert' })
    const [told] = (await admin.get(`/customers/${id}/timeline?language=nl`)).body.items
    expect(told.text).toBe('Teruggezet: tags')
    expect((await admin.post(path, { change_id: entry.id, field: 'phones' })).status).toBe(422)
  })

  it('keeps to the rules of the record', async () => {
    const { id } = await add({ first_name: 'Only', last_name: null })
    await admin.patch(`/customers/${id}`, { last_name: 'Late' })
    await admin.patch(`/customers/${id}`, { first_name: null })
    const nameless = (await historyOf(id))[1]
    const wish = { change_id: nameless.id, field: 'last_name' }
    expect((await admin.post(`/customers/${id}/reversions`, wish)).body.code).toBe('name.required')
    await admin.post(`/customers/${id}/archival`)
    expect((await admin.post(`/customers/${id}/reversions`, wish)).body.code).toBe('customer.archived')
  })
})

describe('personal data in the history', () => {
  it('is erased by its kind; that there was a change stays', async () => {
    const { id } = await add({ last_name: 'Erased', job_title: 'Spy', emails: [{ address: 'e@x.example' }] })
    await admin.patch(`/customers/${id}`, { last_name: 'Gone', job_title: 'None', emails: [] })
    await admin.post(`/customers/${id}/notes`, { body: 'about Erased' })
    const erase = (kinds: PersonalKind[]) =>
      inTransaction(app.app, systemPrincipal(app.home.id), 'test', (ctx) =>
        scrubHistory(ctx, registry, id, new Set(kinds)),
      )
    await erase(['name', 'email'])
    const entry = (await historyOf(id)).at(-1)
    const fields = fieldsOf(entry)
    const gone = { old: { erased: true }, new: { erased: true }, revertible: false }
    expect(fields['last_name']).toMatchObject(gone)
    expect(fields['emails']).toMatchObject(gone)
    expect(fields['job_title']).toMatchObject({ old: 'Spy', new: 'None' })
    const undone = (await admin.post('/undos', { operation_id: entry.operation_id })).body
    expect(undone).toMatchObject({ undone: 1, kept: 2 })
    const refused = await admin.post(`/customers/${id}/reversions`, {
      change_id: entry.id,
      field: 'last_name',
    })
    expect(refused.body.code).toBe('field.not_revertible')
    await erase(['text', 'phone', 'address'])
    const [row] = await app.app.database.installation.rows(
      `SELECT 1 FROM record_changes WHERE customer_id = $1 AND strpos(changes::text, 'Spy') > 0`,
      [id],
    )
    expect(row).toBeUndefined()
  })
})

describe('a record that hangs on a customer', () => {
  it('is set back by its change alone, by those who may write it', async () => {
    const { id } = await add()
    const { body: task } = await admin.post('/tasks', { customer_id: id, title: 'Ring them' })
    await admin.patch(`/tasks/${task.id}`, { title: 'Write to them' })
    const [entry] = await historyOf(id, `&record=${task.id}`)
    expect(entry).toMatchObject({ kind: 'task', title: 'Write to them' })
    const change = { change_id: entry.id, operation_id: entry.operation_id, field: 'title' }
    const reader = await app.home.withScopes('customers.read', 'tasks.read')
    const stranger = (await app.addWorkspace('Elsewhere')).admin
    expect((await reader.post('/reversions', change)).status).toBe(403)
    expect((await stranger.post('/reversions', change)).status).toBe(404)
    expect((await admin.post('/reversions', change)).status).toBe(201)
    expect((await admin.get(`/tasks/${task.id}`)).body.title).toBe('Ring them')
  })
})
