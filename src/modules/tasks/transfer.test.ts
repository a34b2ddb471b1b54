import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp, type TestWorkspace } from '#test/support/app.ts'
import { finish, importFile, upload } from '#test/support/imports.ts'

let t: TestApp
beforeAll(async () => {
  t = await startTestApp()
})
afterAll(() => t.close())

async function workspace(name: string) {
  const own = await t.addWorkspace(name)
  const add = async (body: object) => (await own.admin.post('/customers', body)).body
  return { ...own, jan: await add({ last_name: 'Jansen' }), ann: await add({ last_name: 'Annink' }) }
}

const tasks = async ({ admin }: TestWorkspace) =>
  (await admin.get('/tasks?filter[state]=all&limit=200')).body.items as Record<string, unknown>[]

const exported = async ({ adminKey }: TestWorkspace, query: string): Promise<Buffer> => {
  const answer = await fetch(`${t.url}/api/v1/exports/records?target=tasks&${query}`, {
    headers: { authorization: `Bearer ${adminKey}` },
  })
  expect(answer.status).toBe(200)
  return Buffer.from(await answer.arrayBuffer())
}

const header =
  'Klant;Taak;Omschrijving;Toegewezen aan;Persoon die het doet;Uiterlijk;Herinnering;Herhaalt elke;Gedaan op'

describe('tasks in files', () => {
  it('come in with all that a task is, in Dutch, and go out and in again unchanged', async () => {
    const own = await workspace('Round')
    const { jan, ann, admin } = own
    const file = [
      header,
      `${jan.number};Bellen;Over de factuur;round admin;;31-12-2026;2026-12-30 09:00;2 weken;`,
      `${jan.number};Sleutel ophalen;;;C-${ann.number};;;;1-2-2026`,
      `${ann.number};=HYPERLINK("http://evil.example");;;;;;;`,
    ].join('\n')
    const done = await importFile(t, admin, 'taken.csv', file, undefined, 'tasks')
    expect(done).toMatchObject({ created: 3, rejected: 0 })
    const found = await tasks(own)
    expect(found).toContainEqual(
      expect.objectContaining({
        title: 'Bellen',
        description: 'Over de factuur',
        due_on: '2026-12-31',
        repeat: { unit: 'week', every: 2 },
        assignee: expect.objectContaining({ name: 'Round Admin' }),
        done_at: null,
      }),
    )
    const fetched = found.find(({ title }) => title === 'Sleutel ophalen')!
    expect(fetched).toMatchObject({ assignee_customer: { id: ann.id }, due_on: null })
    expect(fetched['done_at']).toContain('2026-02-01')
    for (const format of ['csv', 'csv&separator=;', 'xlsx']) {
      const file = await exported(own, `format=${format}`)
      expect(file.toString()).not.toContain('\n=HYPERLINK')
      const again = await importFile(
        t,
        admin,
        format.startsWith('csv') ? 'x.csv' : 'x.xlsx',
        file,
        undefined,
        'tasks',
      )
      expect(again, format).toMatchObject({ created: 0, updated: 0, skipped: 3, rejected: 0 })
    }
    const json = JSON.parse((await exported(own, 'format=json')).toString())
    expect(json).toContainEqual(
      expect.objectContaining({
        ...{ customer: `C-${jan.number}`, title: 'Bellen', repeat: '2 week', due_on: '2026-12-31' },
        ...{ assignee: 'Round Admin', individual: null, done_on: null },
      }),
    )
    // Nobody is told of a file.
    const told = await t.app.database.installation.rows(
      `SELECT 1 FROM notifications WHERE workspace_id = $1 AND kind = 'task.assigned'`,
      [own.id],
    )
    expect(told).toEqual([])
  })

  it('update those that are there, and are taken back', async () => {
    const own = await workspace('Again')
    const { jan, admin } = own
    const { body: known } = await admin.post('/tasks', {
      ...{ customer_id: jan.id, title: 'Offerte', due_on: '2026-10-01', description: 'Oud' },
    })
    const file = `customer,task,due,description,done on\nJansen,offerte,2026-10-01,Nieuw,2026-10-02\nJansen,Anders,,,2026-10-03`
    const done = await importFile(t, admin, 't.csv', file, undefined, 'tasks')
    expect(done).toMatchObject({ created: 1, updated: 1 })
    const changed = (await admin.get(`/tasks/${known.id}`)).body
    expect(changed).toMatchObject({ description: 'Nieuw', title: 'offerte' })
    expect(changed.done_at).toContain('2026-10-02')
    const undo = (await admin.post(`/imports/${done.id}/undo`)).body
    await t.settle()
    expect((await admin.get(`/undos/${undo.id}`)).body).toMatchObject({ state: 'done', deleted: 1, kept: 0 })
    expect(await tasks(own)).toEqual([
      expect.objectContaining({ id: known.id, title: 'Offerte', description: 'Oud', done_at: null }),
    ])
  })

  it('say of every cell that cannot be taken why not', async () => {
    const own = await workspace('Wrong')
    const { jan, admin } = own
    const file = [
      header,
      `${jan.number};${'x'.repeat(201)};;;;;;;`,
      `${jan.number};a;;nobody here;;;;;`,
      `${jan.number};a;;;;30-02-2026;;;`,
      `${jan.number};a;;;;;soon;;`,
      `${jan.number};a;;;;;;fortnight;`,
      `${jan.number};a;;;;;;2 weeks;`,
      `${jan.number};a;;Wrong Admin;${jan.number};;;;`,
    ].join('\n')
    const { id } = await importFile(t, admin, 't.csv', file, undefined, 'tasks')
    const { items } = (await admin.get(`/imports/${id}/rejections`)).body
    expect(items.map((one: { column: string; code: string }) => [one.column, one.code])).toEqual([
      ['Taak', 'text.long'],
      ['Toegewezen aan', 'staff.unknown'],
      ['Uiterlijk', 'date.impossible'],
      ['Herinnering', 'remind_at.form'],
      ['Herhaalt elke', 'repeat.form'],
      ['Uiterlijk', 'due_date.needed'],
      ['Persoon die het doet', 'assignee.two'],
    ])
    expect(await tasks(own)).toEqual([])
  })

  it('bring along the fields that the workspace added to them', async () => {
    const own = await workspace('Fields')
    const { jan, ann, admin } = own
    const add = (body: object) => admin.post('/custom-fields', { target: 'task', ...body })
    const made = [
      await add({ key: 'hours', label: 'Uren', type: 'number' }),
      await add({
        key: 'place',
        label: 'Waar',
        type: 'choice',
        choices: [{ label: 'Kantoor' }, { label: 'Thuis' }],
      }),
      await add({ key: 'helper', label: 'Helper', type: 'customer' }),
    ]
    for (const { status, body } of made) expect(status, JSON.stringify(body)).toBe(201)
    const file = `Klant;Taak;Uren;Waar;Helper\n${jan.number};Verven;2,5;thuis;Annink\n${jan.number};Bellen;veel;Zolder;C-9`
    const done = await importFile(t, admin, 't.csv', file, undefined, 'tasks')
    expect(done).toMatchObject({ created: 1, rejected: 1 })
    expect(done.mapping.map(({ field }) => field)).toEqual([
      ...['customer', 'title', 'custom.hours', 'custom.place', 'custom.helper'],
    ])
    const [task] = await tasks(own)
    expect(task).toMatchObject({ title: 'Verven', custom: { hours: 2.5, helper: ann.id } })
    const file2 = await exported(own, 'format=csv')
    expect(file2.toString()).toContain(`2.5,Thuis,C-${ann.number}`)
    expect(await importFile(t, admin, 'x.csv', file2, undefined, 'tasks')).toMatchObject({ skipped: 1 })
    const changed = file2.toString().replace('2.5', '3')
    expect(await importFile(t, admin, 'x.csv', changed, undefined, 'tasks')).toMatchObject({ updated: 1 })
    expect((await tasks(own))[0]).toMatchObject({ custom: { hours: 3, helper: ann.id } })
  })

  it('are counted row by row, whatever a file holds', async () => {
    const own = await workspace('Any')
    const cell = fc.oneof(
      fc.constantFrom(
        '',
        'Jansen',
        `C-${own.jan.number}`,
        'C-1',
        'Bel',
        'bel',
        '2026-01-01',
        '31/12/2026',
        '1 week',
      ),
      fc.constantFrom(
        '=1+1',
        '"',
        '\u0000',
        '\ud800',
        '😀'.repeat(120),
        'x'.repeat(9000),
        '99999999999999999999',
        'yes',
      ),
      fc.string({ maxLength: 12, unit: 'binary' }),
    )
    const rows = fc.array(fc.array(cell, { minLength: 9, maxLength: 9 }), { minLength: 1, maxLength: 8 })
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom('update', 'skip', 'create'), async (cells, existing) => {
        const text = [header, ...cells.map((row) => row.map(quoted).join(';'))].join('\n')
        const { id } = await upload(own.admin, 'any.csv', Buffer.from(text), 'tasks')
        await own.admin.patch(`/imports/${id}`, { options: { existing, has_header: true, separator: ';' } })
        const before = (await tasks(own)).length
        const { preview } = await finish(t, own.admin, id, 'check')
        expect((await tasks(own)).length).toBe(before)
        const done = await finish(t, own.admin, id, 'run')
        expect(done).toMatchObject({ state: 'done', error: null })
        const { created, updated, skipped, rejected, rows_read } = done
        expect(created + updated + skipped + rejected).toBe(rows_read)
        expect(preview).toMatchObject({ created, updated, skipped, rejected, rows_read })
        expect((await tasks(own)).length).toBe(Math.min(200, before + created))
      }),
      { numRuns: 25 },
    )
  }, 120_000)
})
