import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import type { TestClient } from '#test/support/client.ts'

let app: TestApp
let admin: TestClient
beforeAll(async () => {
  app = await startTestApp({ work: false })
  admin = app.home.admin
})
afterAll(() => app.close())

const add = async (body: object = { last_name: 'Historic' }) => (await admin.post('/customers', body)).body
const read = async (id: string) => (await admin.get(`/customers/${id}`)).body
const historyOf = async (id: string, query = '', client = admin) =>
  (await client.get(`/customers/${id}/history?limit=200${query}`)).body.items
const undo = async (operation_id: string, client = admin) => {
  const answer = await client.post('/undos', { operation_id })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body
}
const operationOf = (answer: { headers: Headers }) => answer.headers.get('operation-id')!

describe('the history of a customer', () => {
  it('says of each field what it was, what it is, who did it and why', async () => {
    const { id } = await add({
      last_name: 'Before',
      tags: ['Old', 'Kept'],
      emails: [{ address: 'a@b.example' }],
    })
    expect(await historyOf(id)).toEqual([])
    const changed = await admin.patch(`/customers/${id}`, {
      last_name: 'After',
      tags: ['kept', 'New'],
      emails: [],
    })
    const [entry] = await historyOf(id)
    expect(entry).toMatchObject({
      kind: 'customer',
      record_id: id,
      action: 'changed',
      reason: 'api',
      operation_id: operationOf(changed),
      actor: { kind: 'api-key', name: 'Key administrator' },
      version: 2,
    })
    const byField = Object.fromEntries(
      entry.changes.map((change: { field: string }) => [change.field, change]),
    )
    expect(byField.last_name).toMatchObject({ old: 'Before', new: 'After', set: false, revertible: true })
    expect(byField.emails).toMatchObject({
      old: [{ address: 'a@b.example', label: 'work', primary: true }],
      new: [],
    })
    expect(byField.tags).toMatchObject({ old: [{ name: 'Old' }], new: [{ name: 'New' }], set: true })
    await admin.patch(`/customers/${id}`, { last_name: 'After' })
    expect(await historyOf(id)).toHaveLength(1)
  })
})

describe('undo', () => {
  it('gives back what an operation changed, and can itself be undone', async () => {
    const { id } = await add({ last_name: 'First', tags: ['one'] })
    const changed = await admin.patch(`/customers/${id}`, { last_name: 'Second', tags: ['one', 'two'] })
    const undone = await undo(operationOf(changed))
    expect(undone).toMatchObject({ state: 'done', undone: 1, deleted: 0, kept: 0 })
    expect(await read(id)).toMatchObject({ last_name: 'First', tags: [{ name: 'one' }], version: 3 })
    await undo(undone.id)
    expect(await read(id)).toMatchObject({ last_name: 'Second', tags: [{ name: 'one' }, { name: 'two' }] })
  })
})
