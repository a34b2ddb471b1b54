import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import type { TestClient } from '#test/support/client.ts'
import { made } from '#test/support/making.ts'
import { addRecord, defineType } from '#test/support/record-types.ts'

let app: TestApp
let admin: TestClient
beforeAll(async () => {
  app = await startTestApp()
  admin = app.home.admin
})
afterAll(() => app.close())

const customer = async (last_name: string): Promise<string> =>
  made(await admin.post('/customers', { last_name })).id
const undo = async (operation_id: string | null, client = admin) =>
  made(await client.post('/undos', { operation_id }))

const stella = { name: 'Stella', kind: 'sloop', length: 7.5, built: '1999-05-31' }

describe('a record', () => {
  it('is added, changed and deleted by its fields', async () => {
    const { key, id: typeId } = await defineType(admin)
    const owner = await customer('Owner')
    const added = await addRecord(admin, key, owner, stella)
    expect(added).toMatchObject({
      status: 201,
      body: {
        title: 'Stella',
        custom: stella,
        version: 1,
        type: { id: typeId, key },
        customer: { id: owner },
      },
    })
    const path = `/custom-records/${added.body.id}`
    const changed = await admin.patch(path, { custom: { length: 8, built: null } }, { 'if-match': '"1"' })
    expect(changed).toMatchObject({ status: 200, body: { version: 2 } })
    expect(changed.body.custom).toEqual({ name: 'Stella', kind: 'sloop', length: 8 })
    const stale = await admin.patch(path, { custom: { length: 9 } }, { 'if-match': '"1"' })
    expect(stale).toMatchObject({ status: 412, body: { code: 'version.stale' } })
    expect((await admin.patch(path, { custom: { length: 8 } })).body.version).toBe(2)
    const wrong = await admin.patch(path, { custom: { name: null, kind: 'raft', nothing: 1 } })
    expect([wrong.status, wrong.body.code]).toEqual([422, 'record.invalid'])
    expect(wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/custom/kind',
      '/custom/name',
      '/custom/nothing',
    ])
    expect((await admin.delete(path)).status).toBe(204)
    expect((await admin.get(path)).status).toBe(404)
  })

  it('is added once, however often it is sent with the same key', async () => {
    const { key } = await defineType(admin)
    const body = { customer_id: await customer('Twice'), custom: { name: 'Once' } }
    const send = () =>
      admin.post(`/custom-record-types/${key}/records`, body, { 'idempotency-key': 'the-same-boat' })
    const [first, second] = [await send(), await send()]
    expect(second.body).toEqual(first.body)
    expect((await admin.get(`/custom-record-types/${key}/records`)).body.count).toEqual({
      value: 1,
      exact: true,
    })
  })

  it('is one for each customer where the type says so, also when several are added at once', async () => {
    const { key, id } = await defineType(admin, { many: false })
    const owner = await customer('Single')
    const all = await Promise.all(
      [1, 2, 3, 4].map((n) => addRecord(admin, key, owner, { name: `Boat ${n}` })),
    )
    expect(all.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409])
    expect(all.find(({ status }) => status === 409)!.body.code).toBe('record.only_one')
    made(await admin.patch(`/custom-record-types/${id}`, { many: true }))
    made(await addRecord(admin, key, owner, { name: 'Second' }))
    const refused = await admin.patch(`/custom-record-types/${id}`, { many: false })
    expect([refused.status, refused.body.code]).toEqual([409, 'record_type.several'])
  })

  it('goes with its customer', async () => {
    const { key } = await defineType(admin)
    const owner = await customer('Leaving')
    made(await addRecord(admin, key, owner, stella))
    made(await admin.post(`/customers/${owner}/archival`))
    const { confirm, disappears } = made(await admin.get(`/customers/${owner}/deletion`))
    expect(disappears).toContainEqual({ table: 'custom_records', count: 1 })
    expect((await admin.request('DELETE', `/customers/${owner}`, { confirm })).status).toBe(204)
    const left = await app.app.database.installation.rows(
      `SELECT 1 FROM custom_values WHERE customer_id = $1 UNION ALL SELECT 1 FROM record_words WHERE customer_id = $1`,
      [owner],
    )
    expect(left).toEqual([])
  })
})

describe('what happened to a record', () => {
  it('stands in timeline and history, field by field, and can be taken back', async () => {
    const { key, id: typeId, fields } = await defineType(admin)
    const owner = await customer('Historic')
    const added = await addRecord(admin, key, owner, stella)
    const path = `/custom-records/${added.body.id}`
    const changed = await admin.patch(path, { custom: { kind: 'yacht', length: null } })
    const deleted = await admin.delete(path)
    const timeline = made(await admin.get(`/customers/${owner}/timeline?kind=record`)).items
    expect(timeline.map(({ text, kind }: { text: string; kind: string }) => `${kind}: ${text}`)).toEqual([
      'record: Boat deleted: Stella',
      'record: Boat changed: Stella',
      'record: Boat added: Stella',
    ])
    const history = made(await admin.get(`/customers/${owner}/history?kind=record`)).items
    expect(history.map(({ action }: { action: string }) => action)).toEqual(['deleted', 'changed', 'created'])
    const byField = new Map(history[1].changes.map((one: { field: string }) => [one.field, one]))
    expect(byField.get(`custom.${fields['kind']}`)).toMatchObject({
      label: 'Kind',
      old: { id: 'sloop', name: 'Sloop' },
      new: { id: 'yacht', name: 'Yacht' },
    })

    expect(await undo(deleted.headers.get('operation-id'))).toMatchObject({ undone: 1, kept: 0 })
    const back = made(await admin.get(path))
    expect(back).toMatchObject({ title: 'Stella', version: 3, type: { id: typeId } })
    expect(back.custom).toEqual({ name: 'Stella', kind: 'yacht', built: '1999-05-31' })
    expect(
      (await admin.get(`/custom-record-types/${key}/records?filter[custom.kind]=yacht`)).body.items,
    ).toHaveLength(1)
    expect((await admin.get('/search?q=stella')).body.records).toContainEqual(
      expect.objectContaining({ kind: 'record', title: 'Stella', detail: 'Boat · Historic' }),
    )

    expect(await undo(changed.headers.get('operation-id'))).toMatchObject({ undone: 1, kept: 0 })
    expect(made(await admin.get(path)).custom).toEqual(stella)
    // Somebody went on working with it.
    expect(await undo(added.headers.get('operation-id'))).toMatchObject({ deleted: 0, kept: 1 })
  })

  it('of a new record is taken back by deleting it', async () => {
    const { key } = await defineType(admin)
    const added = await addRecord(admin, key, await customer('Mistaken'), stella)
    expect(await undo(added.headers.get('operation-id'))).toMatchObject({ deleted: 1 })
    expect((await admin.get(`/custom-records/${added.body.id}`)).status).toBe(404)
    expect((await admin.get('/search?q=stella')).body.records).not.toContainEqual(
      expect.objectContaining({ id: added.body.id }),
    )
  })

  it('is not brought back where the customer has another one by now', async () => {
    const { key } = await defineType(admin, { many: false })
    const owner = await customer('Replaced')
    const first = await addRecord(admin, key, owner, { name: 'First' })
    const deleted = await admin.delete(`/custom-records/${first.body.id}`)
    made(await addRecord(admin, key, owner, { name: 'Second' }))
    const done = await undo(deleted.headers.get('operation-id'))
    expect(done).toMatchObject({ undone: 0, kept: 1 })
    const [kept] = made(await admin.get(`/undos/${done.id}/kept`)).items
    expect(kept).toMatchObject({ kind: 'record', reason: 'record.only_one' })
  })
})

describe('a task', () => {
  it('stands on a record', async () => {
    const { key } = await defineType(admin)
    const owner = await customer('Busy')
    const { id } = made(await addRecord(admin, key, owner, stella))
    const task = made(
      await admin.post('/tasks', { customer_id: owner, title: 'Paint', subject: { kind: 'record', id } }),
    )
    expect(task.subject).toMatchObject({ title: 'Stella', path: `/records/open/${id}` })
  })
})
