import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp, type TestWorkspace } from '#test/support/app.ts'
import { importFile } from '#test/support/imports.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

/** The customers of a workspace with all that hangs on them; versions and times of change are left out. */
async function contents({ id }: TestWorkspace): Promise<Record<string, unknown[]>> {
  const tables = [
    'customers',
    'customer_emails',
    'customer_phones',
    'customer_addresses',
    'customer_tags',
    'customer_words',
    'notes',
  ]
  const found: Record<string, unknown[]> = {}
  for (const table of tables) {
    const rows = await app.app.database.installation.rows<{ line: string }>(
      `SELECT (to_jsonb(t) - 'version' - 'updated_at')::text AS line FROM ${table} t WHERE workspace_id = $1 ORDER BY 1`,
      [id],
    )
    found[table] = rows.map(({ line }) => line)
  }
  return found
}

const undo = async ({ admin }: TestWorkspace, id: string) => {
  const started = await admin.post(`/imports/${id}/undo`)
  expect(started.status, JSON.stringify(started.body)).toBe(202)
  await app.settle()
  return (await admin.get(`/undos/${started.body.id}`)).body
}

const people = (names: [name: string, email: string, rest?: string][]) =>
  [
    'Last name;E-mail;City;Tags;Note',
    ...names.map(([name, email, rest]) => `${name};${email};${rest ?? ';;'}`),
  ].join('\n')

describe('undoing an import', () => {
  it('leaves the customers as they were, made and changed ones', async () => {
    const workspace = await app.addWorkspace('Undone')
    const { admin } = workspace
    await importFile(
      app,
      admin,
      'first.csv',
      people([
        ['Old', 'old@a.example', 'Delft;Kept;'],
        ['Other', 'other@a.example'],
      ]),
    )
    const before = await contents(workspace)
    const rows: [string, string, string?][] = [
      ['Renamed', 'old@a.example', 'Utrecht;Kept,Added;Brought along'],
      ['Once', 'once@a.example', 'Breda;New;A word'],
      ['Twice', 'once@a.example', 'Goes;Newer;'],
      ['Fresh', 'fresh@a.example'],
    ]
    const imported = await importFile(app, admin, 'second.csv', people(rows), {
      options: { match: ['email'] },
    })
    expect(imported).toMatchObject({ state: 'done', created: 2, updated: 2, rejected: 0, undo: null })
    expect(await contents(workspace)).not.toEqual(before)
    const undone = await undo(workspace, imported.id)
    expect(undone).toMatchObject({ state: 'done', deleted: 3, undone: 1, kept: 0 })
    expect(await contents(workspace)).toEqual(before)
    expect((await admin.get(`/imports/${imported.id}`)).body.undo).toMatchObject({
      id: undone.id,
      state: 'done',
    })
  })

  it('does so for any file, on any customers, whatever blanks mean', async () => {
    const name = fc.constantFrom('Ab', 'Bé', 'Cz Ω')
    const email = fc.constantFrom('p@q.example', 'r@q.example', 's@q.example', 't@q.example')
    const rest = fc.tuple(
      fc.constantFrom('', 'Delft', 'Gent'),
      fc.constantFrom('', 'Red', 'red,Blue', 'Green'),
      fc.constantFrom('', 'A word', 'Another'),
    )
    const row = fc.tuple(
      name,
      email,
      rest.map((cells) => cells.join(';')),
    )
    let runs = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 4 }),
        fc.array(row, { minLength: 1, maxLength: 8 }),
        fc.constantFrom('keep', 'clear'),
        async (there, rows, blanks) => {
          const workspace = await app.addWorkspace(`Any ${++runs}`)
          const options = { match: ['email'], blanks }
          await importFile(app, workspace.admin, 'there.csv', people(there), { options })
          const before = await contents(workspace)
          const { id } = await importFile(app, workspace.admin, 'rows.csv', people(rows), { options })
          expect(await undo(workspace, id)).toMatchObject({ state: 'done', kept: 0 })
          expect(await contents(workspace)).toEqual(before)
        },
      ),
      { numRuns: 8 },
    )
  }, 180_000)

  it('keeps what was edited since, and lists it', async () => {
    const workspace = await app.addWorkspace('Edited')
    const { admin } = workspace
    const [first, second] = [
      (await admin.post('/customers', { last_name: 'One', emails: [{ address: 'one@b.example' }] })).body,
      (await admin.post('/customers', { last_name: 'Two', emails: [{ address: 'two@b.example' }] })).body,
    ]
    const imported = await importFile(
      app,
      admin,
      'edited.csv',
      people([
        ['Eins', 'one@b.example', 'Aachen;;'],
        ['Zwei', 'two@b.example', 'Bonn;;'],
        ['Drei', 'three@b.example'],
        ['Vier', 'four@b.example'],
      ]),
      { options: { match: ['email'] } },
    )
    expect(imported).toMatchObject({ created: 2, updated: 2 })
    await admin.patch(`/customers/${first.id}`, { last_name: 'Un' })
    const made = (await admin.get('/customers?filter[name]=drei')).body.items[0]
    await admin.post(`/customers/${made.id}/notes`, { body: 'called' })
    expect(await undo(workspace, imported.id)).toMatchObject({ deleted: 1, undone: 2, kept: 2 })
    expect((await admin.get(`/customers/${first.id}`)).body).toMatchObject({ last_name: 'Un', city: null })
    expect((await admin.get(`/customers/${second.id}`)).body).toMatchObject({ last_name: 'Two', city: null })
    expect((await admin.get('/customers?filter[name]=drei')).body.items).toHaveLength(1)
    expect((await admin.get('/customers?filter[name]=vier')).body.items).toHaveLength(0)
    const [latest] = (await admin.get(`/imports?limit=1`)).body.items
    const kept = (await admin.get(`/undos/${latest.undo.id}/kept`)).body.items
    expect(kept).toEqual([
      expect.objectContaining({
        customer: { id: made.id, number: made.number, name: 'Drei' },
        field: null,
        reason: 'changed_since',
      }),
      expect.objectContaining({
        customer: expect.objectContaining({ id: first.id, name: 'Un' }),
        field: 'last_name',
        reason: 'changed_since',
      }),
    ])
  })

  it('waits until the import has ended', async () => {
    const { admin } = await app.addWorkspace('Unrun')
    const form = new FormData()
    form.append('file', new Blob(['Last name\nNobody\n']), 'unrun.csv')
    const { id } = (await admin.post('/imports', form)).body
    expect((await admin.post(`/imports/${id}/undo`)).body.code).toBe('import.not_ended')
  })
})
