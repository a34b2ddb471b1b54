import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import type { TestClient } from '#test/support/client.ts'
import { finish, importFile, upload } from '#test/support/imports.ts'

let app: TestApp
let admin: TestClient
beforeAll(async () => {
  app = await startTestApp()
  admin = app.home.admin
  const define = async (about: object) => {
    const answer = await admin.post('/custom-fields', { target: 'customer', ...about })
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  }
  const list = (labels: string[]) => labels.map((label) => ({ label }))
  await define({ key: 'shirt', label: 'T-shirt size', type: 'choice', choices: list(['S', 'Extra large']) })
  await define({ key: 'gift', label: 'Sponsor amount', type: 'money', currency: 'EUR' })
  await define({ key: 'since', label: 'Newsletter since', type: 'date' })
  await define({
    key: 'diet',
    label: 'Dietary needs',
    type: 'multi_choice',
    choices: list(['Vegan', 'No nuts']),
  })
  await define({ key: 'mentor', label: 'Mentor', type: 'customer' })
  await define({ key: 'paper', label: 'Wants paper', type: 'yes_no', default_value: true })
  await define({ key: 'remark', label: 'Remark', type: 'long_text' })
  await define({ key: 'age', label: 'Dog years', type: 'number' })
})
afterAll(() => app.close())

const headers =
  'Number,Last name,T-shirt size,Sponsor amount,custom.since,Dietary needs,Mentor,Wants paper,Remark,Dog years'
const read = async (number: number) =>
  (await admin.get(`/customers?q=C-${number}&filter[status]=all`)).body.items[0]

describe('a file with custom fields', () => {
  it('is recognised by labels and keys, checked cell by cell, and taken over', async () => {
    const mentor = (
      await admin.post('/customers', { last_name: 'Mentor', emails: [{ address: 'm@m.example' }] })
    ).body
    const file = [
      headers,
      `9001,Fine,extra large,"1.250,50",31/12/2025,"Vegan; No nuts",C-${mentor.number},nee,"Long, and\nof two lines",3.5`,
      '9002,Blank,,,,,,,,',
      '9003,Wrong,XXL,much,31/02/2025,Meat,C-777777,perhaps,x,old',
      '9004,By mail,S,12,2025-01-02,vegan,m@m.example,yes,,7',
    ].join('\n')
    const found = await upload(admin, 'custom.csv', file)
    const mapping = Object.fromEntries(found.mapping.map(({ column, field }) => [column, field]))
    expect(mapping).toMatchObject({
      'T-shirt size': 'custom.shirt',
      'Sponsor amount': 'custom.gift',
      'custom.since': 'custom.since',
      'Dietary needs': 'custom.diet',
      Mentor: 'custom.mentor',
      'Wants paper': 'custom.paper',
      Remark: 'custom.remark',
      'Dog years': 'custom.age',
    })
    const checked = await finish(app, admin, found.id, 'check')
    expect(checked.preview).toMatchObject({ created: 3, rejected: 1 })
    const filled = Object.fromEntries(checked.preview!.changes.map((one) => [one.field, one.filled]))
    expect(filled).toMatchObject({ 'custom.shirt': 2, 'custom.gift': 2, 'custom.paper': 3 })
    const rejections = (await admin.get(`/imports/${found.id}/rejections`)).body.items
    expect(
      rejections.map(({ column, code }: { column: string; code: string }) => `${column} ${code}`).sort(),
    ).toEqual([
      'Dietary needs custom.choice',
      'Dog years custom.number',
      'Mentor customer.unknown',
      'Sponsor amount custom.money',
      'T-shirt size custom.choice',
      'Wants paper custom.yes_no',
      'custom.since custom.date.impossible',
    ])
    const done = await finish(app, admin, found.id, 'run')
    expect(done).toMatchObject({ state: 'done', created: 3, rejected: 1 })
    expect((await read(9001)).custom).toEqual({
      shirt: 'extra_large',
      gift: { amount: 125050, currency: 'EUR' },
      since: '2025-12-31',
      diet: ['vegan', 'no_nuts'],
      mentor: mentor.id,
      paper: false,
      remark: 'Long, and\nof two lines',
      age: 3.5,
    })
    // What the file does not say has its default.
    expect((await read(9002)).custom).toEqual({ paper: true })
    expect((await read(9004)).custom).toMatchObject({ mentor: mentor.id, since: '2025-01-02' })
    expect((await admin.get('/customers?filter[custom.gift]=1000..2000')).body.items).toHaveLength(1)
  })

  it('changes customers, shows what changes, and is undone', async () => {
    const before = (await read(9001)).custom
    const file = 'Number,T-shirt size,Dog years,Remark\n9001,S,,Other\n9002,S,4,\n9004,S,7,'
    const change = { options: { blanks: 'clear', match: ['number'] } }
    const found = await upload(admin, 'again.csv', file)
    await admin.patch(`/imports/${found.id}`, change)
    const checked = await finish(app, admin, found.id, 'check')
    expect(checked.preview).toMatchObject({ updated: 2, skipped: 1 })
    const shirt = checked.preview!.changes.find(({ field }) => field === 'custom.shirt')
    expect(shirt).toMatchObject({
      filled: 1,
      changed: 1,
      examples: [
        { old: 'Extra large', new: 'S' },
        { old: null, new: 'S' },
      ],
    })
    const done = await finish(app, admin, found.id, 'run')
    expect(done).toMatchObject({ updated: 2, skipped: 1, rejected: 0 })
    const { age: _, ...rest } = before
    expect((await read(9001)).custom).toEqual({ ...rest, shirt: 's', remark: 'Other' })
    await admin.post(`/imports/${found.id}/undo`)
    await app.settle()
    expect((await read(9001)).custom).toEqual(before)
    expect((await read(9002)).custom).toEqual({ paper: true })
    expect((await admin.get('/customers?filter[custom.shirt]=s')).body.items).toHaveLength(1)
  })

  it('exported, it comes back as it was', async () => {
    const before = (await read(9001)).custom
    const exported = String((await admin.get('/exports/customers?format=csv&q=C-9001')).body)
    for (const label of ['T-shirt size', 'Sponsor amount', 'Mentor']) expect(exported).toContain(label)
    await admin.patch(`/customers/${(await read(9001)).id}`, {
      custom: {
        shirt: null,
        gift: null,
        since: null,
        diet: null,
        mentor: null,
        remark: null,
        age: 1,
        paper: true,
      },
    })
    const back = await importFile(app, admin, 'back.csv', exported)
    expect(back).toMatchObject({ updated: 1, rejected: 0 })
    expect((await read(9001)).custom).toEqual(before)
    const json = (await admin.get('/exports/customers?format=json&q=C-9001')).body
    expect(json[0].custom).toEqual(before)
  })

  it('demands what is required of new customers, and keeps out of fields that the importer may not fill in', async () => {
    await admin.post('/custom-fields', {
      target: 'customer',
      key: 'badge',
      label: 'Badge',
      type: 'text',
      required: true,
    })
    const none = await importFile(app, admin, 'none.csv', 'Last name\nNobody')
    expect(none).toMatchObject({ created: 0, rejected: 1 })
    const some = await importFile(app, admin, 'some.csv', 'Last name,Badge\nSomebody,B1\nNobody,')
    expect(some).toMatchObject({ created: 1, rejected: 1 })
    const guarded = (
      await admin.post('/custom-fields', {
        target: 'customer',
        key: 'guarded',
        label: 'Guarded',
        type: 'text',
        write_level: 'full',
      })
    ).body
    const clerk = await app.home.withScopes('customers.write', 'customers.import')
    const found = await upload(clerk, 'guarded.csv', 'Last name,Guarded\nX,secret')
    expect(found.mapping.map(({ field }) => field)).toEqual(['last_name', 'ignore'])
    const mapping = [{ column: 'Guarded', field: `custom.${guarded.key}` }]
    expect((await clerk.patch(`/imports/${found.id}`, { mapping })).body.code).toBe('mapping.invalid')
  })
})
