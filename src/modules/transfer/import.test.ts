import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleFile } from '#server/demo/sample-files.ts'
import { startTestApp, type TestApp, type TestWorkspace } from '#test/support/app.ts'
import { finish, importFile, upload } from '#test/support/imports.ts'

let t: TestApp
let count = 0
beforeAll(async () => {
  t = await startTestApp()
})
afterAll(() => t.close())

/** A workspace of its own for each test. */
const newHome = () => t.addWorkspace(`rules ${++count}`)
const people = async ({ admin }: TestWorkspace) =>
  (await admin.get('/customers?limit=500&filter[status]=all&sort=number')).body.items
const record = async (home: TestWorkspace, index = 0) => {
  const { id } = (await people(home))[index]
  return (await home.admin.get(`/customers/${id}`)).body
}

test('a file of the demo world comes in whole, and a second time changes nothing', async () => {
  const { admin } = await newHome()
  const content = Buffer.concat([
    ...sampleFile({ seed: 1, count: 500, until: new Date('2026-07-01'), flawEvery: 50 }),
  ])
  const found = await upload(admin, 'sample.csv', content)
  expect(found.description).toMatchObject({
    format: 'csv',
    encoding: 'utf-8',
    separator: ',',
    has_header: true,
  })
  const checked = await finish(t, admin, found.id, 'check')
  expect(checked).toMatchObject({ state: 'checked', error: null, created: 0, progress: 1 })
  expect(checked.preview).toMatchObject({ rows_read: 500, created: 490, rejected: 10 })
  const done = await finish(t, admin, found.id, 'run')
  expect(done).toMatchObject({
    state: 'done',
    rows_read: 500,
    created: 490,
    updated: 0,
    skipped: 0,
    rejected: 10,
  })
  const again = await upload(admin, 'sample.csv', content)
  expect(again.mapping_remembered).toBe(true)
  const second = await finish(t, admin, again.id, 'run')
  expect(second).toMatchObject({ state: 'done', created: 0, updated: 0, skipped: 490, rejected: 10 })
})

test('an update is shown field by field before, and told on the timeline after', async () => {
  const home = await newHome()
  await importFile(
    t,
    home.admin,
    'a.csv',
    'Number,First name,Last name,E-mail,City\n7,Xenia,Lee,ann@example.org,Gent\n',
  )
  const next =
    'Number,First name,Last name,E-mail,City,VAT number\n7,Anna,,anna@example.org,Gent,\n8,Bo,Ek,,,\n'
  const { id } = await upload(home.admin, 'b.csv', next)
  const { preview } = await finish(t, home.admin, id, 'check')
  expect(preview).toMatchObject({ created: 1, updated: 1 })
  const emails = preview!.changes.find(({ field }) => field === 'emails')
  expect(emails).toMatchObject({
    changed: 1,
    examples: [
      { line: 2, customer: 'Xenia Lee', old: 'ann@example.org', new: 'anna@example.org, ann@example.org' },
    ],
  })
  expect(preview!.examples).toContainEqual({ line: 2, outcome: 'update', name: 'Anna', matched_by: 'number' })
  await finish(t, home.admin, id, 'run')
  const ann = await record(home)
  expect(ann).toMatchObject({
    number: 7,
    first_name: 'Anna',
    last_name: 'Lee',
    email: 'anna@example.org',
    city: 'Gent',
  })
  const { items } = (await home.admin.get(`/customers/${ann.id}/timeline`)).body
  expect(items.map((entry: { event: string }) => entry.event)).toEqual([
    'customer.changed',
    'customer.imported',
  ])
  expect(items[1]).toMatchObject({
    text: 'Imported as C-7 from a.csv',
    actor: { kind: 'import', name: 'a.csv' },
  })
  expect((await home.admin.get('/customers?q=anna')).body.items).toHaveLength(1)
  expect((await home.admin.get('/customers?q=xenia')).body.items).toHaveLength(0)
})

const family =
  'First name,Last name,E-mail,Birthday\nAnn,Lee,home@example.org,1980-01-02\nBob,Lee,home@example.org,\n'

test('a family shares an e-mail: e-mail and name together tell them apart', async () => {
  const home = await newHome()
  expect(await importFile(t, home.admin, 'f.csv', family)).toMatchObject({ created: 2 })
  const again = `${family}Lee,Ann,HOME@example.org,1980-01-03\n`
  expect(await importFile(t, home.admin, 'f.csv', again)).toMatchObject({
    created: 0,
    skipped: 2,
    updated: 1,
  })
  expect((await people(home)).map((one: { birthday: string | null }) => one.birthday)).toEqual([
    '1980-01-03',
    null,
  ])
})

test('by e-mail alone a family is not told apart, and that is said', async () => {
  const home = await newHome()
  await importFile(t, home.admin, 'f.csv', family)
  const done = await importFile(t, home.admin, 'g.csv', 'First name,E-mail\nCy,home@example.org\n', {
    options: { match: ['email'] },
  })
  expect(done).toMatchObject({ rejected: 1 })
  const { items } = (await home.admin.get(`/imports/${done.id}/rejections`)).body
  expect(items[0]).toMatchObject({ line: 2, code: 'match.several', cells: ['Cy', 'home@example.org'] })
})

test.each([
  ['update', { created: 2, updated: 2, skipped: 0 }, 'Zürich'],
  ['skip', { created: 2, updated: 0, skipped: 2 }, 'Bern'],
  ['create', { created: 4, updated: 0, skipped: 0 }, 'Bern'],
] as const)('rows that repeat within the file: %s', async (existing, tally, city) => {
  const home = await newHome()
  const rows =
    'Number,Name,E-mail,City\n1,Ann Lee,a@example.org,Bern\n2,Bo Ek,b@example.org,\n1,Ann Lee,,Zürich\n,Bo Ek,b@example.org,Basel\n'
  const { id } = await upload(home.admin, 'r.csv', rows)
  await home.admin.patch(`/imports/${id}`, { options: { existing } })
  expect((await finish(t, home.admin, id, 'check')).preview).toMatchObject(tally)
  expect(await finish(t, home.admin, id, 'run')).toMatchObject(tally)
  expect((await record(home)).city).toBe(city)
})

test('blank cells keep or clear, as chosen', async () => {
  const home = await newHome()
  const whole =
    'Number,Last name,E-mail,E-mail 2,Phone,Street,City,Tags,Group,Birthday\n5,Lee,a@example.org,b@example.org,+31612345678,Dam 1,Amsterdam,"vip,press",Friends,1980-02-03\n'
  await importFile(t, home.admin, 'w.csv', whole)
  const blank = 'Number,Last name,E-mail,E-mail 2,Phone,Street,City,Tags,Group,Birthday\n5,,,,,,,,,\n'
  expect(await importFile(t, home.admin, 'w.csv', blank)).toMatchObject({ skipped: 1 })
  expect(await record(home)).toMatchObject({ last_name: 'Lee', city: 'Amsterdam', birthday: '1980-02-03' })
  const clear = blank.replace('5,,', '5,Li,')
  await importFile(t, home.admin, 'w.csv', clear, { options: { blanks: 'clear' } })
  expect(await record(home)).toMatchObject({
    last_name: 'Li',
    emails: [],
    phones: [],
    addresses: [],
    tags: [],
    group: null,
    birthday: null,
  })
})

test('a new street makes it another place: what the file leaves blank of it goes', async () => {
  const home = await newHome()
  await importFile(
    t,
    home.admin,
    'a.csv',
    'Number,Name,Street,Address line 2,City,Country\n5,A Lee,Dam 1,3rd floor,Amsterdam,NL\n',
  )
  await importFile(
    t,
    home.admin,
    'a.csv',
    'Number,Name,Street,Address line 2,City,Country\n5,A Lee,Rue 2,,Paris,\n',
  )
  const [address] = (await record(home)).addresses
  expect(address).toMatchObject({ street: 'Rue 2', extra: null, city: 'Paris', country: null, primary: true })
})

test('every reason for a refusal is told with line, column, code and words; the mended file goes in', async () => {
  const home = await newHome()
  const bad =
    'Naam;E-mail;Telefoon;Geboortedatum;Land\nJan Jansen;jan@;0612;31-02-1980;NL\n=Piet Pietersen;piet@example.org;06 12345678;01-02-1980;NL\n'
  const done = await importFile(t, home.admin, 'klanten.csv', bad)
  expect(done).toMatchObject({ created: 1, rejected: 1 })
  const { items } = (await home.admin.get(`/imports/${done.id}/rejections`)).body
  expect(items.map((one: { column: string; code: string }) => [one.column, one.code])).toEqual([
    ['Geboortedatum', 'birthday.impossible'],
    ['E-mail', 'email.domain'],
    ['Telefoon', 'phone.short'],
  ])
  const file = await home.admin.get(`/imports/${done.id}/rejections.csv`)
  expect(file.headers.get('content-disposition')).toContain('klanten-rejected.csv')
  expect(file.body).toContain(
    'Naam;E-mail;Telefoon;Geboortedatum;Land;Regulars line;Regulars column;Regulars reason',
  )
  const mended = (file.body as string)
    .replace('jan@', 'jan@example.org')
    .replace('0612', '0612345679')
    .replace('31-02', '28-02')
  expect(await importFile(t, home.admin, 'mended.csv', mended)).toMatchObject({ created: 1, rejected: 0 })
})

test('numbers of the file are kept, never given to another, and blank ones get the next', async () => {
  const home = await newHome()
  const rows = `Number,Name\n,A One\nC-10001,B Two\n,C Three\n10002.0,D Four\nx-y,E Five\n`
  const done = await importFile(t, home.admin, 'n.csv', rows, {
    mapping: [
      { column: 'Number', field: 'number' },
      { column: 'Name', field: 'name' },
    ],
  })
  expect(done).toMatchObject({ created: 4, rejected: 1 })
  const numbers = Object.fromEntries(
    (await people(home)).map((one: { name: string; number: number }) => [one.name, one.number]),
  )
  expect(numbers).toMatchObject({ 'B Two': 10_001, 'D Four': 10_002 })
  expect(Object.values(numbers).every((n) => n === 10_001 || n === 10_002 || (n as number) > 10_002)).toBe(
    true,
  )
  expect((await home.admin.post('/customers', { last_name: 'Six' })).body.number).toBeGreaterThan(10_004)
})

test('archived customers are left as they are, unless the file makes them active', async () => {
  const home = await newHome()
  await importFile(t, home.admin, 'a.csv', 'Number,Name,Status\n5,A Lee,archived\n')
  const refused = await importFile(t, home.admin, 'b.csv', 'Number,Name,City\n5,A Lee,Gent\n')
  expect(refused).toMatchObject({ rejected: 1 })
  expect(
    await importFile(t, home.admin, 'c.csv', 'Number,Name,City,Status\n5,A Lee,Gent,actief\n'),
  ).toMatchObject({ updated: 1 })
  expect(await record(home)).toMatchObject({ status: 'active', city: 'Gent' })
})

test('notes come along once', async () => {
  const home = await newHome()
  const rows = 'Number,Name,Note,Remarks\n5,A Lee,"first\nsecond",extra\n'
  await importFile(t, home.admin, 'a.csv', rows)
  await importFile(t, home.admin, 'a.csv', rows)
  const { items } = (await home.admin.get(`/customers/${(await record(home)).id}/notes`)).body
  expect(items).toHaveLength(1)
  expect(items[0]).toMatchObject({
    body: 'Note: first\nsecond\nRemarks: extra',
    origin: 'import',
    author: { name: 'a.csv' },
  })
})

test('a mapping that cannot be is refused with the column; one that is chosen is remembered', async () => {
  const home = await newHome()
  const { id } = await upload(home.admin, 'a.csv', 'Foo,Bar\nAnn,Lee\n')
  const wrong = await home.admin.patch(`/imports/${id}`, {
    mapping: [
      { column: 'Foo', field: 'first_name' },
      { column: 'Bar', field: 'first_name' },
      { column: 'Baz', field: 'city' },
    ],
  })
  expect(wrong.status).toBe(422)
  expect(wrong.body.errors.map((one: { pointer: string; code: string }) => [one.pointer, one.code])).toEqual([
    ['/mapping/1/field', 'mapping.field_twice'],
    ['/mapping/2/column', 'mapping.column_unknown'],
  ])
  const mapping = [
    { column: 'Foo', field: 'first_name' },
    { column: 'Bar', field: 'last_name' },
  ]
  await home.admin.patch(`/imports/${id}`, { mapping, options: { existing: 'skip' } })
  await finish(t, home.admin, id, 'run')
  const next = await upload(home.admin, 'b.csv', 'FOO,bar\nBo,Ek\n')
  expect(next).toMatchObject({ mapping_remembered: true, options: { existing: 'skip', blanks: 'keep' } })
  expect(next.mapping).toEqual([
    { column: 'FOO', field: 'first_name' },
    { column: 'bar', field: 'last_name' },
  ])
})

test('another separator or header makes the file be read anew', async () => {
  const { admin } = await newHome()
  const { id } = await upload(admin, 'a.csv', 'First name|Last name,x\nAnn|Lee,1\nBo|Ek,2\n')
  const { body } = await admin.patch(`/imports/${id}`, { options: { separator: '|' } })
  expect(body.description.columns.map((one: { name: string }) => one.name)).toEqual([
    'First name',
    'Last name,x',
  ])
  expect(
    (await admin.patch(`/imports/${id}`, { options: { has_header: false } })).body.description.has_header,
  ).toBe(false)
})

test('an import that has begun cannot be changed, started again or deleted', async () => {
  const { admin } = await newHome()
  const { id } = await importFile(t, admin, 'a.csv', 'Name\nAnn Lee\n')
  for (const answer of [
    await admin.post(`/imports/${id}/run`),
    await admin.post(`/imports/${id}/check`),
    await admin.patch(`/imports/${id}`, { options: {} }),
    await admin.delete(`/imports/${id}`),
  ])
    expect(answer).toMatchObject({ status: 409, body: { code: 'import.started' } })
  const other = await upload(admin, 'b.csv', 'Name\nAnn Lee\n')
  expect((await admin.delete(`/imports/${other.id}`)).status).toBe(204)
  expect((await admin.get(`/imports/${other.id}`)).status).toBe(404)
})

test('an upload that is repeated with its key makes one import', async () => {
  const { admin } = await newHome()
  const send = () => {
    const form = new FormData()
    form.append('file', new Blob(['Name\nAnn Lee\n']), 'a.csv')
    return admin.post('/imports', form, { 'idempotency-key': 'once' })
  }
  const [first, second] = [await send(), await send()]
  expect(second.body.id).toBe(first.body.id)
  expect((await admin.get('/imports')).body.items).toHaveLength(1)
})
