import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import type { TestClient } from '#test/support/client.ts'
import { finish, importFile, upload } from '#test/support/imports.ts'
import { made } from '#test/support/making.ts'
import { addRecord, boatFields, defineType } from '#test/support/record-types.ts'

let app: TestApp
let admin: TestClient
let eva: { id: string; number: number }
let jan: { id: string; number: number }
beforeAll(async () => {
  app = await startTestApp()
  admin = app.home.admin
  eva = made(await admin.post('/customers', { first_name: 'Eva', last_name: 'Visser' }))
  jan = made(await admin.post('/customers', { first_name: 'Jan', last_name: 'Jansen' }))
})
afterAll(() => app.close())

type Shown = { id: string; title: string; custom: object; customer: { id: string }; version: number }
const recordsOf = async (key: string): Promise<Shown[]> =>
  made(await admin.get(`/custom-record-types/${key}/records?sort=created_at`)).items

describe('a file of records', () => {
  it('is checked without writing, then written, and taken back', async () => {
    const fields = [
      ...boatFields,
      { label: 'Former owner', type: 'customer' },
      { label: 'Worth', type: 'money', currency: 'EUR' },
    ]
    const { key } = await defineType(admin, { fields })
    const file = [
      'Customer;Name;Kind;Length;Built;Former owner;Worth',
      `C-${eva.number};Stella;Sloop;7,5;31-05-1999;C-${jan.number};1.250,50`,
      `Jan Jansen;Albatros;yacht;12;;;`,
      `C-${eva.number};;Sloop;1;;;`,
      `C-${eva.number};Wrong;Raft;long;;Nobody;x`,
    ].join('\n')
    const { id } = await upload(admin, 'boats.csv', file, `custom-records.${key}`)
    const checked = await finish(app, admin, id, 'check')
    expect(checked).toMatchObject({ preview: { created: 2, updated: 0, skipped: 0, rejected: 2 } })
    expect(await recordsOf(key)).toEqual([])
    await finish(app, admin, id, 'run')
    expect(await recordsOf(key)).toMatchObject([
      {
        title: 'Stella',
        customer: { id: eva.id },
        custom: {
          name: 'Stella',
          kind: 'sloop',
          length: 7.5,
          built: '1999-05-31',
          former_owner: jan.id,
          worth: { amount: 125050, currency: 'EUR' },
        },
      },
      {
        title: 'Albatros',
        customer: { id: jan.id },
        custom: { name: 'Albatros', kind: 'yacht', length: 12 },
      },
    ])
    const [entry] = made(await admin.get(`/customers/${eva.id}/history?kind=record`)).items
    expect(entry).toMatchObject({ action: 'created', reason: 'import' })
    made(await admin.post('/undos', { operation_id: id }))
    await app.settle()
    expect(await recordsOf(key)).toEqual([])
  })

  it('changes records by their id, and those of the same customer and title', async () => {
    const { key } = await defineType(admin)
    const first = made(await addRecord(admin, key, eva.id, { name: 'Stella', length: 7 }))
    const second = made(await addRecord(admin, key, eva.id, { name: 'Second', length: 8 }))
    const file = [
      'Customer,Name,Length,Id',
      `C-${eva.number},Renamed,,${first.id}`,
      `C-${eva.number},second,9,`,
      `C-${jan.number},Second,10,`,
      `C-${jan.number},Third,11,`,
      `C-${jan.number},Third,12,`,
      `C-${jan.number},Stolen,1,${second.id}`,
      `C-${eva.number},Lost,1,${eva.id}`,
    ].join('\n')
    const done = await importFile(app, admin, 'b.csv', file, undefined, `custom-records.${key}`)
    expect(done).toMatchObject({ created: 2, updated: 3, rejected: 2 })
    const shown = (await recordsOf(key)).map(({ custom, version }) => ({ ...custom, version }))
    expect(shown).toEqual([
      { name: 'Renamed', length: 7, version: 2 },
      { name: 'second', length: 9, version: 2 },
      { name: 'Second', length: 10, version: 1 },
      { name: 'Third', length: 12, version: 1 },
    ])
  })

  it('goes out as it comes in, and only to those who may see the type', async () => {
    const { key, id } = await defineType(admin)
    made(
      await addRecord(admin, key, eva.id, { name: '=1+1', kind: 'sloop', length: 7.5, built: '1999-05-31' }),
    )
    const target = `custom-records.${key}`
    const csv = await admin.get(`/exports/records?format=csv&target=${target}`)
    expect(csv.status).toBe(200)
    const text = String(csv.body)
    expect(text).toContain(`C-${eva.number}`)
    expect(text).toMatch(/'=1\+1.*Sloop.*7\.5.*1999-05-31/)
    const [record] = await recordsOf(key)
    made(await admin.delete(`/custom-records/${record!.id}`))
    const back = text.replace(record!.id, '')
    await importFile(app, admin, 'back.csv', back, undefined, target)
    expect((await recordsOf(key))[0]?.custom).toEqual({
      name: '=1+1',
      kind: 'sloop',
      length: 7.5,
      built: '1999-05-31',
    })
    made(await admin.put(`/custom-record-types/${id}/access`, { restricted: true, groups: [] }))
    const clerk = await app.home.withScopes(
      'customers.full',
      'customers.export',
      'customers.import',
      'custom-records.full',
    )
    expect((await clerk.get(`/exports/records?format=csv&target=${target}`)).status).toBe(404)
    const form = new FormData()
    form.append('file', new Blob(['Customer,Name\n']), 'x.csv')
    expect((await clerk.post(`/imports?target=${target}`, form)).status).toBe(404)
  })
})
