import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import type { TestClient } from '#test/support/client.ts'
import { addPerson, signedIn } from '#test/support/people.ts'
import { hideableFields } from './hidden-fields.ts'

let app: TestApp
let blind: TestClient
let id: string

const secrets = [
  'secret@hidden.example',
  '+31612345678',
  'Hidden Street',
  'Amsterdam',
  '1980-05-31',
  'NL004495445B01',
  'Spymaster',
  'hushtag',
  'Hushgroup',
]

beforeAll(async () => {
  app = await startTestApp({ work: false })
  const { admin } = app.home
  const group = (await admin.post('/customer-groups', { name: 'Hushgroup' })).body
  const made = await admin.post('/customers', {
    first_name: 'Seen',
    last_name: 'Person',
    gender: 'female',
    language: 'nl',
    website: 'https://hidden.example',
    job_title: 'Spymaster',
    emails: [{ address: 'secret@hidden.example' }],
    phones: [{ number: '+31612345678' }],
    addresses: [{ street: 'Hidden Street', city: 'Amsterdam', postcode: '1012AB', country: 'NL' }],
    birthday: '1980-05-31',
    vat_number: 'NL004495445B01',
    tags: ['hushtag'],
    group_id: group.id,
  })
  id = made.body.id
  await admin.post('/security-groups', {
    name: 'Blind',
    areas: { customers: 'write' },
    hidden_fields: [...hideableFields],
  })
  blind = await signedIn(app, await addPerson(app, app.home, { name: 'Blind Person', group: 'Blind' }))
})
afterAll(() => app.close())

describe('hidden fields', () => {
  it('are blank wherever the customer is shown', async () => {
    const answers = [
      await blind.get(`/customers/${id}`),
      await blind.get('/customers'),
      await blind.get('/search?q=seen'),
      await blind.post('/customers/matches', {
        name: 'Seen Person',
        email: 'secret@hidden.example',
        birthday: '1980-05-31',
        postcode: '1012AB',
      }),
    ]
    for (const { status, body } of answers) {
      const text = JSON.stringify(body)
      expect(status).toBe(200)
      expect(text).toContain('Seen Person')
      for (const secret of secrets) expect(text).not.toContain(secret)
    }
    expect(answers[3]!.body.matches[0].reasons).toEqual(['name'])
    expect(answers[0]!.body.hidden_fields).toEqual(
      expect.arrayContaining(['email', 'emails', 'birthday', 'tags', 'group']),
    )
  })

  it('find nobody', async () => {
    for (const q of ['secret@hidden', 'hidden', '+316123', '0612345678', 'NL0044', '004495445B01']) {
      const encoded = encodeURIComponent(q)
      expect((await blind.get(`/search?q=${encoded}`)).body.customers, q).toEqual([])
      expect((await blind.get(`/customers?q=${encoded}`)).body.items, q).toEqual([])
      expect((await app.home.admin.get(`/search?q=${encoded}`)).body.customers, q).toHaveLength(1)
    }
  })

  it('are neither filters, nor orders, nor reached through a segment', async () => {
    const segment = (await app.home.admin.post('/segments', { name: 'Tagged', filter: { tag: 'hushtag' } }))
      .body
    const asked = [
      'filter[email]=x',
      'filter[phone]=06',
      'filter[country]=NL',
      'filter[vat_number]=NL',
      'filter[tag]=x',
      `filter[group]=none`,
    ]
    for (const query of [
      ...asked,
      'sort=email',
      'sort=-country',
      'sort=vat_number',
      `filter[segment]=${segment.id}`,
    ]) {
      const answer = await blind.get(`/customers?${query}`)
      expect([answer.status, answer.body.code], query).toEqual([403, 'field.hidden'])
    }
    expect((await blind.get('/segments')).body.items[0].count).toEqual({ value: 0, exact: false })
  })

  it('cannot be written, singly or in bulk, while others can', async () => {
    for (const change of [
      { emails: [] },
      { birthday: null },
      { tags: ['x'] },
      { group_id: null },
      { vat_number: null },
    ]) {
      const answer = await blind.patch(`/customers/${id}`, change)
      expect([answer.status, answer.body.code]).toEqual([403, 'field.hidden'])
    }
    const bulk = { selection: { ids: [id] }, action: { type: 'add-tags', tags: ['y'] } }
    expect((await blind.post('/customers/bulk-actions', bulk)).body.code).toBe('field.hidden')
    expect((await blind.patch(`/customers/${id}`, { first_name: 'Sean' })).status).toBe(200)
    const kept = (await app.home.admin.get(`/customers/${id}`)).body
    expect(kept).toMatchObject({
      first_name: 'Sean',
      birthday: '1980-05-31',
      emails: [{ address: 'secret@hidden.example' }],
    })
  })
})
