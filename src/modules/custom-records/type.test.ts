import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp, type TestWorkspace } from '#test/support/app.ts'
import type { TestClient } from '#test/support/client.ts'
import { made } from '#test/support/making.ts'
import { addPerson, signedIn } from '#test/support/people.ts'
import { addRecord, defineType } from '#test/support/record-types.ts'

let app: TestApp
let home: TestWorkspace
let admin: TestClient
let owner: string
beforeAll(async () => {
  app = await startTestApp()
  home = app.home
  admin = home.admin
  owner = made(await admin.post('/customers', { last_name: 'Owner' })).id
})
afterAll(() => app.close())

describe('a type', () => {
  it('is defined, changed, and its key is its own', async () => {
    const { id, key, fields } = await defineType(admin)
    const type = made(await admin.get(`/custom-record-types/${key}`))
    expect(type).toMatchObject({
      id,
      singular: 'Boat',
      many: true,
      level: 'full',
      title_field_id: fields['name'],
    })
    const taken = await admin.post('/custom-record-types', { key, singular: 'Ship', plural: 'Ships' })
    expect([taken.status, taken.body.code, taken.body.errors[0].pointer]).toEqual([
      409,
      'record_type.key_taken',
      '/key',
    ])
    const renamed = await admin.patch(
      `/custom-record-types/${id}`,
      { plural: 'Ships' },
      { 'if-match': `"${type.version}"` },
    )
    expect(renamed.body).toMatchObject({ plural: 'Ships', version: type.version + 1 })
    const stale = await admin.patch(`/custom-record-types/${id}`, { plural: 'Rafts' }, { 'if-match': '"1"' })
    expect(stale.status).toBe(412)
    const unfit = await admin.patch(`/custom-record-types/${id}`, { title_field_id: fields['kind'] })
    expect([unfit.status, unfit.body.errors[0].code]).toEqual([422, 'title_field.unfit'])
  })

  it('is retired: its records stay, none are added', async () => {
    const { id, key } = await defineType(admin)
    const { id: boat } = made(await addRecord(admin, key, owner, { name: 'Old' }))
    expect(made(await admin.post(`/custom-record-types/${id}/retirement`)).retired_at).not.toBeNull()
    const refused = await addRecord(admin, key, owner, { name: 'New' })
    expect([refused.status, refused.body.code]).toEqual([409, 'record_type.retired'])
    expect((await admin.patch(`/custom-records/${boat}`, { custom: { name: 'Older' } })).status).toBe(200)
    const types = made(await admin.get(`/customers/${owner}/custom-record-types`)).items
    expect(types.find((type: { id: string }) => type.id === id).records).toEqual({ value: 1, exact: true })
    expect(made(await admin.delete(`/custom-record-types/${id}/retirement`)).retired_at).toBeNull()
    made(await addRecord(admin, key, owner, { name: 'New' }))
  })

  it('is deleted only without records, and the refusal names them', async () => {
    const { id, key } = await defineType(admin)
    const { id: boat } = made(await addRecord(admin, key, owner, { name: 'In the way' }))
    const refused = await admin.delete(`/custom-record-types/${id}`)
    expect([refused.status, refused.body.code]).toEqual([409, 'record_type.in_use'])
    expect(refused.body.params).toEqual({
      count: 1,
      more: false,
      records: [{ id: boat, title: 'In the way', customer: 'Owner' }],
    })
    made(await admin.delete(`/custom-records/${boat}`))
    expect((await admin.delete(`/custom-record-types/${id}`)).status).toBe(204)
    expect((await admin.get(`/custom-record-types/${id}`)).status).toBe(404)
    const left = await app.app.database.installation.rows('SELECT 1 FROM custom_fields WHERE target = $1', [
      `record:${id}`,
    ])
    expect(left).toEqual([])
  })

  it('names its records anew by another field', async () => {
    const { id, key, fields } = await defineType(admin, {
      fields: [
        { label: 'Name', type: 'text' },
        { label: 'Sign', type: 'text' },
      ],
    })
    const { id: boat } = made(await addRecord(admin, key, owner, { name: 'Quixotic', sign: 'PD2048' }))
    made(await admin.patch(`/custom-record-types/${id}`, { title_field_id: fields['sign'] }))
    await app.settle()
    expect(made(await admin.get(`/custom-records/${boat}`)).title).toBe('PD2048')
    expect(made(await admin.get('/search?q=pd2048')).records).toHaveLength(1)
    expect(made(await admin.get('/search?q=quixotic')).records).toHaveLength(0)
  })
})

describe('who may see and write the records of a type', () => {
  /** A person whose only group has a level for records as a whole and one for a type. */
  async function member(typeId: string, area: string, level: string) {
    const name = `Group ${area} ${level} ${Math.random()}`
    const areas = { customers: 'read', tasks: 'write', 'custom-records': area }
    const { id } = made(await admin.post('/security-groups', { name, areas }))
    made(
      await admin.put(`/custom-record-types/${typeId}/access`, { restricted: true, groups: [{ id, level }] }),
    )
    const person = await addPerson(app, home, { name: `Member ${name}`, group: name })
    return signedIn(app, person)
  }

  it('is the lesser of the level for all records and that of the security group for the type', async () => {
    const all = ['none', 'read', 'write', 'full']
    for (const area of all) {
      for (const level of all) {
        const { id, key } = await defineType(admin)
        const { id: boat } = made(await addRecord(admin, key, owner, { name: 'Secret' }))
        const visitor = await member(id, area, level)
        const held = Math.min(all.indexOf(area), all.indexOf(level))
        const expected = (needed: number, good: number) =>
          held >= needed ? good : area === 'none' || held > 0 ? 403 : 404
        const seen = held > 0 ? 'seen' : 'unseen'
        const list = await visitor.get(`/custom-record-types/${key}/records`)
        expect([list.status, area, level]).toEqual([expected(1, 200), area, level])
        expect((await visitor.get(`/custom-records/${boat}`)).status, seen).toBe(expected(1, 200))
        const patched = await visitor.patch(`/custom-records/${boat}`, { custom: { length: 4 } })
        const needsRoute = (needed: number) => all.indexOf(area) < needed
        expect([patched.status, area, level]).toEqual([needsRoute(2) ? 403 : expected(2, 200), area, level])
        const added = await addRecord(visitor, key, owner, { name: 'Mine' })
        expect([added.status, area, level]).toEqual([needsRoute(2) ? 403 : expected(2, 201), area, level])
        const deleted = await visitor.delete(`/custom-records/${boat}`)
        expect([deleted.status, area, level]).toEqual([needsRoute(3) ? 403 : expected(3, 204), area, level])
        expect((await visitor.get(`/custom-record-types/${id}`)).status).toBe(held > 0 ? 200 : 404)
      }
    }
  }, 120_000)

  it('holds in timeline, history, search, undo, tasks, files and definitions', async () => {
    const { id, key } = await defineType(admin)
    const { id: boat } = made(await addRecord(admin, key, owner, { name: 'Hushhush' }))
    const { id: gone } = made(await addRecord(admin, key, owner, { name: 'Hushgone' }))
    const changed = await admin.patch(`/custom-records/${boat}`, { custom: { length: 3 } })
    made(await admin.delete(`/custom-records/${gone}`))
    const subject = { kind: 'record', id: boat }
    made(await admin.post('/tasks', { customer_id: owner, title: 'Hidden work', subject }))
    const visitor = await member(id, 'full', 'none')
    const texts = [
      await visitor.get(`/customers/${owner}/timeline?limit=200`),
      await visitor.get(`/customers/${owner}/history?limit=200`),
      await visitor.get('/search?q=hush'),
      await visitor.get(`/customers/${owner}/custom-record-types`),
      await visitor.get('/custom-record-types'),
      await visitor.get(`/custom-fields?target=record:${id}`),
      await visitor.get('/tasks?filter[state]=all'),
      await visitor.get('/exports/targets'),
      await visitor.get('/imports/targets'),
    ].map(({ body }) => JSON.stringify(body))
    for (const text of texts) {
      expect(text).not.toMatch(/Hushhush|Hushgone/)
      expect(text).not.toContain(key)
      expect(text).not.toContain(`record:${id}`)
    }
    const refused = await visitor.post('/undos', { operation_id: changed.headers.get('operation-id') })
    expect(refused.body).toMatchObject({ undone: 0, kept: 1 })
    expect(made(await admin.get(`/custom-records/${boat}`)).custom.length).toBe(3)
    const stranger = await visitor.post('/tasks', { customer_id: owner, title: 'Peek', subject })
    expect(stranger.status).toBe(422)
    // Who may see it sees all that.
    made(await admin.put(`/custom-record-types/${id}/access`, { restricted: false, groups: [] }))
    const open = JSON.stringify((await visitor.get(`/customers/${owner}/timeline?limit=200`)).body)
    expect(open).toMatch(/Hushhush.*Hushgone|Hushgone.*Hushhush/)
  })

  it('is for full rights on the type where a field asks for that', async () => {
    const fields = [
      { label: 'Name', type: 'text' },
      { label: 'Worth', type: 'number', read_level: 'full', write_level: 'full' },
    ]
    const { id, key } = await defineType(admin, { fields })
    const { id: boat } = made(await addRecord(admin, key, owner, { name: 'Rich', worth: 1000 }))
    const worth = async (visitor: Pick<TestClient, 'get'>) =>
      made(await visitor.get(`/custom-records/${boat}`)).custom.worth
    expect(await worth(await member(id, 'full', 'full'))).toBe(1000)
    const writer = await member(id, 'full', 'write')
    expect(await worth(writer)).toBeUndefined()
    const path = `/custom-record-types/${key}/records`
    for (const asked of ['sort=custom.worth', 'filter[custom.worth]=1..']) {
      const refused = await writer.get(`${path}?${asked}`)
      expect([refused.status, refused.body.code]).toEqual([403, 'field.hidden'])
    }
    expect((await writer.patch(`/custom-records/${boat}`, { custom: { worth: 1 } })).body.code).toBe(
      'field.hidden',
    )
  })

  it('is set by those who look after security groups, and nobody gives what they do not hold', async () => {
    const { id } = await defineType(admin)
    const path = `/custom-record-types/${id}/access`
    const clerk = await home.withScopes('users.full', 'custom-records.read')
    const group = home.groups['Read only']!
    const given = await clerk.put(path, { restricted: true, groups: [{ id: group, level: 'read' }] })
    expect([given.status, given.body.code]).toEqual([403, 'rights.not_held'])
    const unknown = await admin.put(path, { restricted: true, groups: [{ id: owner, level: 'read' }] })
    expect([unknown.status, unknown.body.errors[0].code]).toEqual([422, 'group.unknown'])
    const set = made(await admin.put(path, { restricted: true, groups: [{ id: group, level: 'read' }] }))
    expect(set.groups.find((one: { id: string }) => one.id === group)).toMatchObject({
      area: 'read',
      level: 'read',
    })
    // The group can be changed as before, and loses the level with the type.
    made(
      await admin.patch(`/security-groups/${group}`, {
        areas: { customers: 'read', [`record:${id}`]: 'read' },
      }),
    )
    made(await admin.delete(`/custom-record-types/${id}`))
    const { items } = made(await admin.get('/security-groups'))
    expect(items.find((one: { id: string }) => one.id === group).areas).toEqual({ customers: 'read' })
  })

  it('ends at the workspace', async () => {
    const away = await app.addWorkspace('Away')
    const { id, key } = await defineType(admin)
    const { id: boat } = made(await addRecord(admin, key, owner, { name: 'Ours' }))
    for (const path of [
      `/custom-record-types/${id}`,
      `/custom-record-types/${key}`,
      `/custom-record-types/${key}/records`,
      `/custom-records/${boat}`,
      `/customers/${owner}/custom-record-types`,
    ])
      expect((await away.admin.get(path)).status, path).toBe(404)
    expect((await addRecord(away.admin, id, owner, { name: 'Theirs' })).status).toBe(404)
    const theirs = await defineType(away.admin, { key })
    expect((await addRecord(away.admin, theirs.id, owner, { name: 'Theirs' })).status).toBe(404)
    expect((await away.admin.delete(`/custom-records/${boat}`)).status).toBe(404)
  })
})
