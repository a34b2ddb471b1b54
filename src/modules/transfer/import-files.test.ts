import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleFile } from '#server/demo/sample-files.ts'
import { startTestApp, type TestApp, type TestWorkspace } from '#test/support/app.ts'
import { finish, importFile, upload } from '#test/support/imports.ts'

const folder = new URL('../../../test/fixtures/', import.meta.url)
const fixture = (path: string) => readFileSync(new URL(path, folder))
const named = (kind: string, ending: string) =>
  readdirSync(new URL(kind, folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => `${kind}/${name}`)

let t: TestApp
beforeAll(async () => {
  t = await startTestApp()
})
afterAll(() => t.close())

const everybody = async ({ admin }: TestWorkspace) =>
  (await admin.get('/customers?limit=500&filter[status]=all&sort=number')).body.items

test.each([...named('csv', '.csv'), ...named('vcard', '.vcf'), ...named('febrl', '.csv')])(
  '%s: what a dry run says is what happens, and every row is counted',
  async (path) => {
    const { admin } = await t.addWorkspace(`w ${path}`)
    const { id } = await upload(admin, path, fixture(path))
    const { preview } = await finish(t, admin, id, 'check')
    expect((await admin.get('/customers')).body.items).toEqual([])
    const done = await finish(t, admin, id, 'run')
    expect(done).toMatchObject({ state: 'done', error: null })
    expect(done.created + done.updated + done.skipped + done.rejected).toBe(done.rows_read)
    expect(done.rows_read).toBeGreaterThan(0)
    const { created, updated, skipped, rejected, rows_read } = done
    expect(preview).toMatchObject({ created, updated, skipped, rejected, rows_read })
    const reasons = (await admin.get(`/imports/${id}/rejections?limit=500`)).body.items
    expect(new Set(reasons.map((reason: { line: number }) => reason.line)).size).toBe(rejected)
  },
)

test('accounts of Salesforce are organisations', async () => {
  const home = await t.addWorkspace('Salesforce')
  const options = { options: { country: 'US' } }
  const done = await importFile(t, home.admin, 'a.csv', fixture('csv/insertAccountCsv.csv'), options)
  expect(done).toMatchObject({ created: 100, rejected: 0 })
  const [first] = await everybody(home)
  expect(first).toMatchObject({
    kind: 'organisation',
    name: 'account insert #0',
    source: 'import',
    phone: '+14155550000',
    website: 'http://www.accountinsert0.com',
  })
})

test('people of Febrl keep their house numbers and birthdays; impossible days are refused', async () => {
  const home = await t.addWorkspace('Febrl')
  const done = await importFile(t, home.admin, 'dataset1.csv', fixture('febrl/dataset1.csv'))
  expect(done).toMatchObject({ rows_read: 1000, created: 997, rejected: 3 })
  const { body } = await home.admin.get('/customers?q=sondergeld')
  const { body: record } = await home.admin.get(`/customers/${body.items[0].id}`)
  expect(record).toMatchObject({ first_name: 'deakin', last_name: 'sondergeld', birthday: '1960-02-10' })
  expect(record.addresses[0]).toMatchObject({
    street: '48 goldfinch circuit',
    postcode: '2776',
    region: 'vic',
  })
  const { items } = (await home.admin.get(`/imports/${done.id}/rejections`)).body
  expect(items[0]).toMatchObject({ line: 146, column: 'date_of_birth', code: 'birthday.impossible' })
})

test('a card of RFC 6350 comes in with all it says', async () => {
  const home = await t.addWorkspace('Card')
  await importFile(t, home.admin, 'card.vcf', fixture('vcard/rfc6350-example.vcf'))
  const [{ id }] = await everybody(home)
  const { body } = await home.admin.get(`/customers/${id}`)
  expect(body).toMatchObject({
    first_name: 'Simon',
    last_name: 'Perreault',
    company_name: 'Viagenie',
    birthday: '--02-03',
    gender: 'male',
    language: 'fr',
    country: 'CA',
  })
  expect(body.emails[0].address).toBe('simon.perreault@viagenie.ca')
})

test.each([
  { headers: 'nl', separator: ';', encoding: 'windows-1252' },
  { headers: 'de', separator: '\t', encoding: 'utf-16le', byteOrderMark: true },
  { headers: 'en', separator: '|', encoding: 'utf-8' },
] as const)('the demo world in $headers, $encoding', async (form) => {
  const home = await t.addWorkspace(`World ${form.headers}`)
  const content = Buffer.concat([
    ...sampleFile({ seed: 3, count: 300, until: new Date('2026-07-01'), flawEvery: 30, ...form }),
  ])
  const done = await importFile(t, home.admin, 'world.csv', content)
  expect(done.description).toMatchObject({ encoding: form.encoding, separator: form.separator })
  expect(done).toMatchObject({ rows_read: 300, created: 290, rejected: 10 })
})

test('what cannot be read is refused at once and not kept', async () => {
  const form = (content: string) => {
    const data = new FormData()
    data.append('file', new Blob([content]), 'x.csv')
    return data
  }
  const { admin } = t.home
  expect((await admin.post('/imports', form(''))).body.code).toBe('file.empty')
  expect((await admin.post('/imports', form('%PDF-1.7 …'))).body.code).toBe('file.pdf')
  expect((await admin.post('/imports', new FormData())).body.code).toBe('file.missing')
  expect((await admin.get('/imports')).body.items).toEqual([])
  const rows = await t.app.database.installation.rows('SELECT 1 FROM files WHERE workspace_id = $1', [
    t.home.id,
  ])
  expect(rows).toEqual([])
})
