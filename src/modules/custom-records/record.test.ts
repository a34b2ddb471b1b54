import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import type { TestClient } from '#test/support/client.ts'

let app: TestApp
let admin: TestClient
beforeAll(async () => {
  app = await startTestApp()
  admin = app.home.admin
})
afterAll(() => app.close())

const good = async (answer: Promise<{ status: number; body: any }>) => {
  const { status, body } = await answer
  if (status > 299) throw new Error(`${status} ${JSON.stringify(body)}`)
  return body
}

const customer = async (last_name: string): Promise<string> =>
  (await good(admin.post('/customers', { last_name }))).id

let count = 0
async function boats(about: object = {}) {
  const key = `boats-${++count}`
  const type = await good(
    admin.post('/custom-record-types', { key, singular: 'Boat', plural: 'Boats', icon: 'boat', ...about }),
  )
  const target = `record:${type.id}`
  const field = (more: object) => good(admin.post('/custom-fields', { target, ...more }))
  const name = await field({ label: 'Name', type: 'text', required: true })
  await field({
    label: 'Kind',
    type: 'choice',
    choices: [{ label: 'Sloop' }, { label: 'Yacht' }],
  })
  await field({ label: 'Length', type: 'number' })
  await field({ label: 'Built', type: 'date' })
  await good(admin.patch(`/custom-record-types/${type.id}`, { title_field_id: name.id }))
  return { key, id: type.id as string, name: name.id as string }
}

describe('a record', () => {
  it('is added, changed and deleted by its fields', async () => {
    const { key, id: typeId } = await boats()
    const owner = await customer('Owner')
    const custom = { name: 'Stella', kind: 'sloop', length: 7.5, built: '1999-05-31' }
    const added = await admin.post(`/custom-record-types/${key}/records`, { customer_id: owner, custom })
    expect(added).toMatchObject({
      status: 201,
      body: { title: 'Stella', custom, version: 1, type: { id: typeId, key }, customer: { id: owner } },
    })
    const path = `/custom-records/${added.body.id}`
    const changed = await admin.patch(path, { custom: { length: 8, built: null } }, { 'if-match': '"1"' })
    expect(changed).toMatchObject({ status: 200, body: { version: 2 } })
    expect(changed.body.custom).toEqual({ name: 'Stella', kind: 'sloop', length: 8 })
    expect((await admin.patch(path, { custom: { length: 9 } }, { 'if-match': '"1"' })).status).toBe(412)
    expect((await admin.patch(path, { custom: { length: 8 } })).body.version).toBe(2)
    const wrong = await admin.patch(path, { custom: { name: null, kind: 'raft', nothing: 1 } })
    expect(wrong.status).toBe(422)
    expect(wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/custom/kind',
      '/custom/name',
      '/custom/nothing',
    ])
    expect((await admin.delete(path)).status).toBe(204)
    expect((await admin.get(path)).status).toBe(404)
  })
})
