import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inTransaction, systemPrincipal } from '#platform/context.ts'
import { startTestApp, type TestApp, type TestWorkspace } from '#test/support/app.ts'
import { newCustomer } from './customer.ts'
import { emptyDraft } from './draft.ts'
import { insertCustomers } from './write-customers.ts'

let app: TestApp
let home: TestWorkspace
beforeAll(async () => {
  app = await startTestApp({ work: false })
  home = app.home
})
afterAll(() => app.close())

const jan = {
  first_name: 'Jan',
  last_name: 'de Vries',
  emails: [{ address: 'Jan.deVries@Example.NL' }],
  phones: [{ number: '06 12345678' }],
  addresses: [{ street: 'Damrak 1', city: 'Amsterdam', country: 'nl', billing: true }],
  tags: ['Vip', 'vip', 'Café'],
  birthday: '1980-05-31',
  language: 'Dutch',
  website: 'example.org',
  vat_number: '004495445B01',
}

const add = async (body: object) => {
  const answer = await home.admin.post('/customers', body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body
}

describe('adding a customer', () => {
  it('stores each field in its one form and reads back the same record', async () => {
    const made = await add(jan)
    expect(made).toMatchObject({
      kind: 'individual',
      status: 'active',
      source: 'api',
      name: 'Jan de Vries',
      email: 'Jan.deVries@example.nl',
      phone: '+31612345678',
      city: 'Amsterdam',
      country: 'NL',
      language: 'nl',
      website: 'https://example.org',
      vat_number: 'NL004495445B01',
      version: 1,
    })
    expect(made.emails).toEqual([{ address: 'Jan.deVries@example.nl', label: 'work', primary: true }])
    expect(made.tags.map((tag: { name: string }) => tag.name)).toEqual(['Café', 'Vip'])
    const read = await home.admin.get(`/customers/${made.id}`)
    expect(read.body).toEqual(made)
  })

  it('numbers customers without repeating a number, also when many are added at once', async () => {
    const made = await Promise.all(Array.from({ length: 30 }, (_, i) => add({ last_name: `Number ${i}` })))
    expect(new Set(made.map((customer) => customer.number)).size).toBe(30)
  })

  it('goes past numbers that an import brought along', async () => {
    const { number } = await add({ last_name: 'Before' })
    const principal = systemPrincipal(home.id)
    const ahead = Array.from({ length: 40 }, (_, i) => ({ ...emptyDraft, last_name: `Numbered ${i}` }))
    await inTransaction(app.app, principal, 'test', (ctx) =>
      insertCustomers(
        ctx,
        ahead.map((draft, i) =>
          newCustomer(draft, {
            number: number + 1 + i,
            source: 'import',
            created_at: ctx.now.toISOString(),
            tag_ids: [],
          }),
        ),
      ),
    )
    const collided = await home.admin.post('/customers', { last_name: 'After' })
    expect([collided.status, collided.body.code]).toEqual([503, 'write.busy'])
    expect((await add({ last_name: 'After' })).number).toBe(number + 41)
  })

  it('names every fault at once, each with the place it is in', async () => {
    const { status, body } = await home.admin.post('/customers', {
      emails: [{ address: 'a@b.example' }, { address: 'no address' }, { address: 'A@B.example' }],
      phones: [{ number: '123' }],
      addresses: [
        { city: 'X', country: 'Atlantis', primary: true },
        { city: 'Y', primary: true },
      ],
      birthday: '2999-01-01',
      language: 'klingonish',
      website: 'javascript:alert(1)',
      vat_number: 'NL004495446B01',
    })
    expect(status).toBe(422)
    expect(body.code).toBe('customer.invalid')
    expect(
      body.errors.map((e: { pointer: string; code: string }) => `${e.pointer} ${e.code}`).sort(),
    ).toEqual([
      '/addresses/0/country country.unknown',
      '/addresses/1/primary primary.several',
      '/birthday birthday.future',
      '/emails/1/address email.at',
      '/emails/2/address email.duplicate',
      '/language language.unknown',
      '/last_name name.required',
      '/phones/0/number phone.short',
      '/vat_number vat.checksum',
      '/website website.scheme',
    ])
    for (const error of body.errors) expect(error.message.length).toBeGreaterThan(10)
  })

  it('asks an organisation for a company name', async () => {
    const { body } = await home.admin.post('/customers', { kind: 'organisation', last_name: 'Jansen' })
    expect(body.errors).toMatchObject([{ pointer: '/company_name', code: 'company.required' }])
    const made = await add({ kind: 'organisation', company_name: 'Acme BV' })
    expect(made.name).toBe('Acme BV')
  })

  it('has one effect for one idempotency key', async () => {
    const headers = { 'idempotency-key': 'once-only' }
    const answers = await Promise.all(
      [1, 2, 3].map(() => home.admin.post('/customers', { last_name: 'Onlyone' }, headers)),
    )
    expect(new Set(answers.map((a) => a.body.id)).size).toBe(1)
    const { body } = await home.admin.get('/customers?filter[name]=onlyone')
    expect(body.items).toHaveLength(1)
  })

  it('refuses a group that is not there', async () => {
    const { status, body } = await home.admin.post('/customers', { last_name: 'X', group_id: home.id })
    expect([status, body.errors[0].code]).toEqual([422, 'group.missing'])
  })
})

describe('changing a customer', () => {
  it('writes only what changed, and says which fields', async () => {
    const { id } = await add({ ...jan, emails: [] })
    const changed = await home.admin.patch(
      `/customers/${id}`,
      { job_title: 'Chair', first_name: 'Jan' },
      { 'if-match': '"1"' },
    )
    expect(changed.body).toMatchObject({ job_title: 'Chair', version: 2 })
    expect(changed.headers.get('etag')).toBe('"2"')
    const again = await home.admin.patch(`/customers/${id}`, { job_title: 'Chair' })
    expect(again.body.version).toBe(2)
    const timeline = await home.admin.get(`/customers/${id}/timeline`)
    expect(timeline.body.items.map((entry: { text: string }) => entry.text)).toEqual([
      'Changed: job title',
      expect.stringMatching(/^Added as C-\d+$/),
    ])
    expect((await home.admin.get(`/customers/${id}`)).body).toEqual(changed.body)
  })

  it('shows the present record instead of overwriting what somebody else saved', async () => {
    const { id } = await add({ last_name: 'Conflict' })
    await home.admin.patch(`/customers/${id}`, { job_title: 'First' }, { 'if-match': '"1"' })
    const late = await home.admin.patch(`/customers/${id}`, { job_title: 'Second' }, { 'if-match': '"1"' })
    expect(late.status).toBe(412)
    expect(late.body).toMatchObject({
      code: 'version.stale',
      params: { current: { job_title: 'First', version: 2 } },
    })
    expect((await home.admin.get(`/customers/${id}`)).body.job_title).toBe('First')
  })

  it('replaces lists, tags and words together', async () => {
    const { id } = await add({ ...jan, first_name: 'Oldname', last_name: 'Quixotic' })
    const { body } = await home.admin.patch(`/customers/${id}`, {
      last_name: 'Zephyrine',
      emails: [{ address: 'z@new.example', label: 'home' }],
      phones: [],
      tags: ['other'],
    })
    expect(body).toMatchObject({ email: 'z@new.example', phone: null, phones: [], tags: [{ name: 'other' }] })
    expect((await home.admin.get(`/customers/${id}`)).body).toEqual(body)
    const found = async (q: string) =>
      (await home.admin.get(`/search?q=${q}`)).body.customers.map((c: { id: string }) => c.id)
    expect(await found('zephyrine')).toContain(id)
    expect(await found('z@new')).toContain(id)
    expect(await found('quixotic')).not.toContain(id)
  })

  it('turns an individual into an organisation only with a company name', async () => {
    const { id } = await add({ last_name: 'Kind' })
    const refused = await home.admin.patch(`/customers/${id}`, { kind: 'organisation' })
    expect(refused.body.errors[0].code).toBe('company.required')
    const done = await home.admin.patch(`/customers/${id}`, { kind: 'organisation', company_name: 'Kind BV' })
    expect(done.body.name).toBe('Kind BV')
  })

  it('loses no change of two people who change different fields at once', async () => {
    const { id } = await add({ last_name: 'Both' })
    await Promise.all([
      home.admin.patch(`/customers/${id}`, { job_title: 'One' }),
      home.admin.patch(`/customers/${id}`, { company_name: 'Two' }),
    ])
    expect((await home.admin.get(`/customers/${id}`)).body).toMatchObject({
      job_title: 'One',
      company_name: 'Two',
      version: 3,
    })
  })
})

describe('other workspaces', () => {
  it('know nothing of it', async () => {
    const { id } = await add({ last_name: 'Secretive' })
    const other = await app.addWorkspace('Elsewhere')
    expect((await other.admin.get(`/customers/${id}`)).status).toBe(404)
    expect((await other.admin.patch(`/customers/${id}`, { last_name: 'X' })).status).toBe(404)
    expect((await other.admin.get('/search?q=secretive')).body.customers).toEqual([])
    expect((await other.admin.get('/customers?q=secretive')).body.items).toEqual([])
  })
})
