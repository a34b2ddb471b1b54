import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp, type TestWorkspace } from '#test/support/app.ts'
import { finish, importFile, upload } from '#test/support/imports.ts'

let t: TestApp
beforeAll(async () => {
  t = await startTestApp()
})
afterAll(() => t.close())

type Person = { id: string; number: number }

async function workspace(name: string) {
  const own = await t.addWorkspace(name)
  const add = async (body: object): Promise<Person> => (await own.admin.post('/customers', body)).body
  const jan = await add({
    first_name: 'Jan',
    last_name: 'de Vries',
    emails: [{ address: 'Jan@devries.example' }],
  })
  const firm = await add({ kind: 'organisation', company_name: 'Bakker & Co' })
  const twins = [
    await add({ first_name: 'Ada', last_name: 'Twin', emails: [{ address: 'twins@home.example' }] }),
    await add({ first_name: 'Ada', last_name: 'Twin', emails: [{ address: 'twins@home.example' }] }),
  ]
  return { ...own, jan, firm, twins }
}

const notesOf = async ({ admin }: TestWorkspace, { id }: Person): Promise<string[]> =>
  (await admin.get(`/customers/${id}/notes?limit=100`)).body.items.map(
    ({ body, pinned }: { body: string; pinned: boolean }) => (pinned ? `* ${body}` : body),
  )

const rejections = async ({ admin }: TestWorkspace, id: string) =>
  (await admin.get(`/imports/${id}/rejections?limit=200`)).body.items.map(
    ({ line, column, code }: { line: number; column: string; code: string }) => `${line} ${column} ${code}`,
  )

describe('a file of records', () => {
  it('finds their customers by number, e-mail address or a name that only one has', async () => {
    const own = await workspace('Found')
    const { jan, firm } = own
    const file = [
      'Klant;Opmerking;Vastgezet',
      `C-${jan.number};by number;ja`,
      `${jan.number};by digits;`,
      'JAN@devries.example;by address;nee',
      'Jan de Vries;by name;',
      'Vries, Jan de;by name turned round;',
      'bakker co;by company;',
      'twins@home.example;whose;',
      'Ada Twin;whose;',
      'C-999999;nobody;',
      'Nobody Known;nobody;',
      ';no customer;',
      `C-${firm.number};;`,
      `C-${firm.number};pinned?;perhaps`,
    ].join('\n')
    const done = await importFile(t, own.admin, 'notes.csv', file, undefined, 'notes')
    expect(done).toMatchObject({
      ...{ target: 'notes', state: 'done', rows_read: 13, created: 6, updated: 0, skipped: 0, rejected: 7 },
      mapping: [
        { column: 'Klant', field: 'customer' },
        { column: 'Opmerking', field: 'note' },
        { column: 'Vastgezet', field: 'pinned' },
      ],
    })
    expect((await notesOf(own, jan)).sort()).toEqual([
      '* by number',
      'by address',
      'by digits',
      'by name',
      'by name turned round',
    ])
    expect(await notesOf(own, firm)).toEqual(['by company'])
    expect(await rejections(own, done.id)).toEqual([
      '8 Klant customer.several',
      '9 Klant customer.several',
      '10 Klant customer.unknown',
      '11 Klant customer.unknown',
      '12 Klant cell.required',
      '13 Opmerking cell.required',
      '14 Vastgezet pinned.unknown',
    ])
    const [first] = (await own.admin.get(`/imports/${done.id}/rejections`)).body.items
    expect(first.message).toContain(`C-${own.twins[0]!.number}, C-${own.twins[1]!.number}`)
  })

  it('does what its dry run said, and nothing in the dry run', async () => {
    const own = await workspace('Dry')
    const { jan } = own
    await own.admin.post(`/customers/${jan.id}/notes`, { body: 'there already' })
    const file = `customer,note,pinned\n${jan.number},there already,yes\n${jan.number},new,\n${jan.number},new,yes\n${jan.number},new,yes\n0,x,`
    const { id } = await upload(own.admin, 'n.csv', file, 'notes')
    const checked = await finish(t, own.admin, id, 'check')
    const tally = { rows_read: 5, created: 1, updated: 2, skipped: 1, rejected: 1 }
    expect(checked).toMatchObject({ state: 'checked', preview: tally })
    expect(checked.preview!.examples).toContainEqual({
      ...{ line: 3, outcome: 'create', name: 'new', matched_by: null },
    })
    expect(await notesOf(own, jan)).toEqual(['there already'])
    expect(await finish(t, own.admin, id, 'run')).toMatchObject(tally)
    expect(await notesOf(own, jan)).toEqual(['* new', '* there already'])
    const again = await importFile(t, own.admin, 'n.csv', file, undefined, 'notes')
    expect(again).toMatchObject({ created: 0, updated: 0, skipped: 4, rejected: 1, mapping_remembered: true })
  })

  it('is taken back whole: what it made goes, what it changed returns', async () => {
    const own = await workspace('Back')
    const { jan } = own
    await own.admin.post(`/customers/${jan.id}/notes`, { body: 'old' })
    const file = `customer,note,pinned\n${jan.number},old,yes\n${jan.number},new,no\n${jan.number},edited since,no`
    const done = await importFile(t, own.admin, 'n.csv', file, undefined, 'notes')
    expect(done).toMatchObject({ created: 2, updated: 1 })
    const { items } = (await own.admin.get(`/customers/${jan.id}/notes`)).body
    const edited = items.find(({ body }: { body: string }) => body === 'edited since')
    await own.admin.patch(`/notes/${edited.id}`, { body: 'edited' })
    const undo = await own.admin.post(`/imports/${done.id}/undo`)
    expect(undo.status).toBe(202)
    await t.settle()
    expect((await own.admin.get(`/undos/${undo.body.id}`)).body).toMatchObject({
      ...{ state: 'done', undone: 1, deleted: 1, kept: 1 },
    })
    expect((await notesOf(own, jan)).sort()).toEqual(['edited', 'old'])
  })

  it('is taken back by who may import such a file, though they may not delete what others add', async () => {
    const own = await t.addWorkspace('Own')
    const { body } = await own.admin.post('/customers', { last_name: 'Jansen' })
    const clerk = await own.withScopes('customers.import', 'customers.read', 'tasks.write')
    const done = await importFile(t, clerk, 't.csv', `customer,task\n${body.number},Call`, undefined, 'tasks')
    const reader = await own.withScopes('customers.import', 'tasks.read')
    expect((await reader.post(`/imports/${done.id}/undo`)).status).toBe(403)
    const undo = (await clerk.post(`/imports/${done.id}/undo`)).body
    await t.settle()
    expect((await own.admin.get(`/undos/${undo.id}`)).body).toMatchObject({ deleted: 1, kept: 0 })
    expect((await own.admin.get('/tasks')).body.items).toEqual([])
  })

  it('is refused where a column that every record needs is left out, or a column is none of theirs', async () => {
    const own = await workspace('Mapping')
    const { id } = await upload(own.admin, 'n.csv', 'who,what\n1,x', 'notes')
    expect(await own.admin.post(`/imports/${id}/run`)).toMatchObject({
      status: 422,
      body: { code: 'mapping.invalid', errors: [{ code: 'mapping.required' }, { code: 'mapping.required' }] },
    })
    const mapping = [
      { column: 'who', field: 'email' },
      { column: 'what', field: 'note' },
    ]
    expect(await own.admin.patch(`/imports/${id}`, { mapping })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/mapping/0/field', code: 'mapping.field_unknown' }] },
    })
    const cards = new FormData()
    cards.append('file', new Blob(['BEGIN:VCARD\nVERSION:3.0\nFN:A\nEND:VCARD\n']), 'a.vcf')
    expect(await own.admin.post('/imports?target=notes', cards)).toMatchObject({
      status: 422,
      body: { code: 'file.cards' },
    })
  })

  it('needs the right to files and the right of what it holds', async () => {
    const own = await workspace('Rights')
    const form = () => {
      const data = new FormData()
      data.append('file', new Blob(['customer,note\n1,x']), 'n.csv')
      return data
    }
    const clerk = await own.withScopes('customers.import', 'customers.export', 'notes.read')
    const writer = await own.withScopes('notes.write', 'customers.read')
    const both = await own.withScopes('customers.import', 'notes.write')
    const names = async (client: typeof clerk, path: string) =>
      (await client.get(path)).body.items.map(({ name }: { name: string }) => name)
    expect(await names(clerk, '/imports/targets')).not.toContain('notes')
    expect(await names(both, '/imports/targets')).toEqual(expect.arrayContaining(['customers', 'notes']))
    expect(await names(clerk, '/exports/targets')).toContain('notes')
    for (const client of [clerk, writer])
      expect((await client.post('/imports?target=notes', form())).status).toBe(403)
    const { body } = await both.post('/imports?target=notes', form())
    expect(body.target).toBe('notes')
    // What one may not import, one may not look at either.
    expect((await clerk.get(`/imports/${body.id}`)).status).toBe(403)
    expect((await clerk.get(`/imports/${body.id}/rejections`)).status).toBe(403)
    expect((await clerk.post(`/imports/${body.id}/run`)).status).toBe(403)
    expect((await clerk.delete(`/imports/${body.id}`)).status).toBe(403)
    expect((await clerk.get('/imports')).body.items).toEqual([])
    expect((await both.get('/imports')).body.items).toHaveLength(1)
    expect((await both.post('/imports?target=boats', form())).body.code).toBe('target.unknown')
    expect((await clerk.get('/exports/records?format=csv&target=notes')).status).toBe(200)
    const exporter = await own.withScopes('customers.export')
    expect((await exporter.get('/exports/records?format=csv&target=notes')).status).toBe(403)
    expect((await writer.get('/exports/records?format=csv&target=notes')).status).toBe(403)
  })
})
