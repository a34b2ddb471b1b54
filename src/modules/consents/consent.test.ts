import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import type { TestClient } from '#test/support/client.ts'

let world: TestApp
let admin: TestClient
let purposeId: string
let count = 0

beforeAll(async () => {
  world = await startTestApp()
  admin = world.home.admin
  purposeId = (await addPurpose({ channels: ['email', 'post'] })).id
})
afterAll(() => world.close())

const addPurpose = async (about: object = {}) => {
  const input = { name: `Purpose ${++count}`, channels: ['email'], ...about }
  const { status, body } = await admin.post('/consent-purposes', input)
  expect(status).toBe(201)
  return body
}
const addCustomer = async (): Promise<string> =>
  (await admin.post('/customers', { first_name: 'Anna', last_name: `de Vries ${++count}` })).body.id
const record = (customerId: string, ...decisions: object[]) =>
  admin.post(`/customers/${customerId}/consents`, {
    decisions: decisions.map((one) => ({ purpose_id: purposeId, channel: 'email', method: 'form', ...one })),
  })
async function cellOf(customerId: string, purpose = purposeId, channel = 'email') {
  const { body } = await admin.get(`/customers/${customerId}/consents`)
  const row = body.items.find((one: { purpose: { id: string } }) => one.purpose.id === purpose)
  return row.cells.find((one: { channel: string }) => one.channel === channel)
}
const historyOf = async (customerId: string, query = '') =>
  (await admin.get(`/customers/${customerId}/consents/history${query}`)).body.items

describe('a decision', () => {
  test('is recorded with its proof, shown in the matrix, and told on the timeline', async () => {
    const customer = await addCustomer()
    const wording = (
      await admin.post(`/consent-purposes/${purposeId}/wordings`, {
        language: 'en',
        text: 'Yes, write to me.',
      })
    ).body
    const { status, body } = await record(customer, {
      state: 'given',
      decided_at: '2024-05-31T14:05:00+02:00',
      method: 'paper',
      source: 'Open day',
      wording_id: wording.id,
      evidence: 'Card 12',
      note: 'Signed twice',
    })
    expect(status).toBe(201)
    expect(body.items[0]).toMatchObject({
      state: 'given',
      decided_at: '2024-05-31T12:05:00Z',
      source: 'Open day',
      wording: { language: 'en', number: 1, text: 'Yes, write to me.' },
      evidence: 'Card 12',
      recorded_by: { kind: 'api-key' },
      struck: false,
    })
    expect(await cellOf(customer)).toMatchObject({ state: 'given', allowed: true })
    expect(await cellOf(customer, purposeId, 'post')).toMatchObject({ state: 'not_asked', allowed: false })
    const { body: timeline } = await admin.get(`/customers/${customer}/timeline?kind=consent`)
    expect(timeline.items[0].text).toMatch(/Purpose \d+ \(e-mail\): agreed/)
  })

  test('that is earlier than the last one stands in the history and changes nothing', async () => {
    const customer = await addCustomer()
    await record(customer, { state: 'withdrawn', decided_at: '2025-01-01T00:00:00Z' })
    await record(customer, { state: 'given', decided_at: '2024-01-01T00:00:00Z' })
    expect((await cellOf(customer)).state).toBe('withdrawn')
    expect((await historyOf(customer)).map((one: { state: string }) => one.state)).toEqual([
      'withdrawn',
      'given',
    ])
    await record(customer, { state: 'given', decided_at: '2025-01-01T00:00:00Z' })
    expect((await cellOf(customer)).state, 'of the same moment: what was recorded last').toBe('given')
  })

  test('keeps the wording that was seen, whatever version comes after it', async () => {
    const purpose = await addPurpose()
    const add = async (text: string) =>
      (await admin.post(`/consent-purposes/${purpose.id}/wordings`, { language: 'nl', text })).body
    const customer = await addCustomer()
    const first = await add('Ja, mail mij.')
    await record(customer, { purpose_id: purpose.id, state: 'given', wording_id: first.id })
    expect((await add('Ja, mail mij elke week.')).number).toBe(2)
    expect((await historyOf(customer))[0].wording).toMatchObject({ number: 1, text: 'Ja, mail mij.' })
    const { body } = await admin.get('/consent-purposes')
    const now = body.items.find((one: { id: string }) => one.id === purpose.id)
    expect(now.wordings).toMatchObject([{ language: 'nl', number: 2 }])
    const again = await admin.post(`/consent-purposes/${purpose.id}/wordings`, {
      language: 'nl',
      text: 'Ja, mail mij elke week.',
    })
    expect([again.status, again.body.code]).toEqual([409, 'wording.same'])
  })

  test('runs out after the months that the purpose had when it was recorded', async () => {
    const purpose = await addPurpose({ validity_months: 12 })
    const [old, fresh] = [await addCustomer(), await addCustomer()]
    await record(old, { purpose_id: purpose.id, state: 'given', decided_at: '2024-02-29T10:00:00Z' })
    await record(fresh, { purpose_id: purpose.id, state: 'given' })
    expect(await cellOf(old, purpose.id)).toMatchObject({
      state: 'expired',
      allowed: false,
      expires_at: '2025-02-28T10:00:00Z',
    })
    await admin.patch(
      `/consent-purposes/${purpose.id}`,
      { validity_months: 1 },
      { 'if-match': `"${purpose.version}"` },
    )
    expect(await cellOf(fresh, purpose.id)).toMatchObject({ state: 'given', allowed: true })
    expect(Date.parse((await cellOf(fresh, purpose.id)).expires_at)).toBeGreaterThan(
      Date.now() + 300 * 86_400_000,
    )
  })

  test('counts once it is confirmed, where the purpose wants that', async () => {
    const purpose = await addPurpose({ double_opt_in: true })
    const customer = await addCustomer()
    await record(customer, {
      purpose_id: purpose.id,
      state: 'unconfirmed',
      decided_at: '2025-01-01T00:00:00Z',
    })
    expect(await cellOf(customer, purpose.id)).toMatchObject({ state: 'unconfirmed', allowed: false })
    await record(customer, { purpose_id: purpose.id, state: 'given' })
    expect(await cellOf(customer, purpose.id)).toMatchObject({ state: 'given', allowed: true })
  })

  test('without consent as the basis, nobody needs to be asked, and an objection counts', async () => {
    const purpose = await addPurpose({ basis: 'legitimate_interest' })
    const customer = await addCustomer()
    expect(await cellOf(customer, purpose.id)).toMatchObject({ state: 'not_asked', allowed: true })
    await record(customer, { purpose_id: purpose.id, state: 'refused' })
    expect(await cellOf(customer, purpose.id)).toMatchObject({ state: 'refused', allowed: false })
  })
})

describe('what is refused', () => {
  test('names every field at once, and records none of the decisions', async () => {
    const retired = await addPurpose()
    await admin.patch(
      `/consent-purposes/${retired.id}`,
      { retired: true },
      { 'if-match': `"${retired.version}"` },
    )
    const other = await addPurpose()
    const wording = (
      await admin.post(`/consent-purposes/${other.id}/wordings`, { language: 'en', text: 'Other.' })
    ).body
    const customer = await addCustomer()
    const { status, body } = await record(
      customer,
      { state: 'given' },
      { state: 'given', channel: 'phone', decided_at: '2999-01-01T00:00:00Z' },
      { state: 'unconfirmed', wording_id: wording.id },
      { state: 'given', purpose_id: retired.id },
      { state: 'given', purpose_id: customer },
    )
    expect(status).toBe(422)
    expect(body.errors.map((one: { pointer: string; code: string }) => [one.pointer, one.code])).toEqual([
      ['/decisions/1/channel', 'channel.not_offered'],
      ['/decisions/1/decided_at', 'decided_at.future'],
      ['/decisions/2/state', 'confirmation.not_wanted'],
      ['/decisions/2/wording_id', 'wording.missing'],
      ['/decisions/3/purpose_id', 'purpose.retired'],
      ['/decisions/4/purpose_id', 'purpose.missing'],
    ])
    expect(await historyOf(customer)).toEqual([])
  })

  test('a refusal or withdrawal is always taken, also of what is no longer asked', async () => {
    const purpose = await addPurpose({ channels: ['email', 'phone'] })
    const customer = await addCustomer()
    await record(customer, { purpose_id: purpose.id, channel: 'phone', state: 'given' })
    await admin.patch(
      `/consent-purposes/${purpose.id}`,
      { channels: ['email'], retired: true },
      { 'if-match': `"${purpose.version}"` },
    )
    expect(await cellOf(customer, purpose.id, 'phone')).toMatchObject({ state: 'given', offered: false })
    const { status } = await record(customer, {
      purpose_id: purpose.id,
      channel: 'phone',
      state: 'withdrawn',
    })
    expect(status).toBe(201)
    expect((await cellOf(customer, purpose.id, 'phone')).state).toBe('withdrawn')
  })

  test('a name that a purpose has already', async () => {
    const { name } = await addPurpose()
    const { status, body } = await admin.post('/consent-purposes', { name, channels: ['post'] })
    expect([status, body.code]).toEqual([409, 'purpose.name_taken'])
  })
})

describe('a decision that was recorded wrongly', () => {
  test('is struck out with a reason and stays; the one before it counts again', async () => {
    const customer = await addCustomer()
    await record(customer, { state: 'given', decided_at: '2024-01-01T00:00:00Z' })
    const wrong = (await record(customer, { state: 'withdrawn', note: 'Mixed up' })).body.items[0]
    const { status, body } = await admin.post(`/consents/${wrong.id}/correction`, { reason: 'Another Anna' })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      struck: true,
      note: 'Mixed up',
      corrections: [{ state: 'corrected', reason: 'Another Anna' }],
    })
    expect((await cellOf(customer)).state).toBe('given')
    expect(await historyOf(customer)).toHaveLength(2)
    const twice = await admin.post(`/consents/${wrong.id}/correction`, { reason: 'Again' })
    expect([twice.status, twice.body.code]).toEqual([409, 'consent.struck'])
  })

  test('no undo takes a proof away: each is a further row, back and forth', async () => {
    const customer = await addCustomer()
    const recorded = await record(customer, { state: 'given', evidence: 'IP 192.0.2.7' })
    const { id } = recorded.body.items[0]
    const undo = async (operation: string | null) => {
      const { status, body, headers } = await admin.post('/undos', { operation_id: operation })
      expect([status, body.kept]).toEqual([201, 0])
      return headers.get('operation-id') ?? body.id
    }
    const undone = await undo(recorded.headers.get('operation-id'))
    expect((await cellOf(customer)).state).toBe('not_asked')
    expect((await admin.get(`/consents/${id}`)).body).toMatchObject({
      struck: true,
      evidence: 'IP 192.0.2.7',
    })
    const redone = await undo(undone)
    expect((await cellOf(customer)).state).toBe('given')
    await undo(redone)
    expect((await admin.get(`/consents/${id}`)).body).toMatchObject({
      struck: true,
      evidence: 'IP 192.0.2.7',
      corrections: [{ state: 'corrected' }, { state: 'reinstated' }, { state: 'corrected' }],
    })
    const corrected = (await record(customer, { state: 'refused' })).body.items[0]
    const { headers } = await admin.post(`/consents/${corrected.id}/correction`, { reason: 'No' })
    await undo(headers.get('operation-id'))
    expect((await cellOf(customer)).state).toBe('refused')
  })
})

test('purposes are moved to a place, and the others follow', async () => {
  const away = await world.addWorkspace('Order')
  const ids: string[] = []
  for (const name of ['A', 'B', 'C'])
    ids.push((await away.admin.post('/consent-purposes', { name, channels: ['email'] })).body.id)
  const { body } = await away.admin.patch(
    `/consent-purposes/${ids[2]}`,
    { position: 0 },
    { 'if-match': '"1"' },
  )
  expect(body.position).toBe(0)
  const { body: list } = await away.admin.get('/consent-purposes')
  expect(list.items.map((one: { name: string }) => one.name)).toEqual(['C', 'A', 'B'])
})

test('two who record at once for one customer leave the state of the later decision', async () => {
  const customer = await addCustomer()
  const moments = Array.from({ length: 8 }, (_, i) => `2025-0${(i % 8) + 1}-01T00:00:00Z`)
  const answers = await Promise.all(
    moments
      .toReversed()
      .map((decided_at, i) => record(customer, { decided_at, state: i % 2 ? 'given' : 'withdrawn' })),
  )
  expect(answers.map(({ status }) => status)).toEqual(moments.map(() => 201))
  const [latest] = await historyOf(customer)
  expect(await cellOf(customer)).toMatchObject({
    decision_id: latest.id,
    decided_at: '2025-08-01T00:00:00Z',
  })
})

test('the history is read in pages, and for one purpose and channel', async () => {
  const customer = await addCustomer()
  for (let month = 1; month <= 5; month++)
    await record(customer, { state: 'given', decided_at: `2025-0${month}-01T00:00:00Z` })
  await record(customer, { state: 'refused', channel: 'post' })
  const { body } = await admin.get(`/customers/${customer}/consents/history?limit=4`)
  const next = await admin.get(`/customers/${customer}/consents/history?limit=4&cursor=${body.next_cursor}`)
  expect([body.items.length, next.body.items.length, next.body.next_cursor]).toEqual([4, 2, null])
  const query = `?filter[purpose]=${purposeId}&filter[channel]=post`
  expect((await historyOf(customer, query)).map((one: { state: string }) => one.state)).toEqual(['refused'])
})

test('another workspace finds neither the decision nor the purpose', async () => {
  const customer = await addCustomer()
  const { body } = await record(customer, { state: 'given' })
  const away = await world.addWorkspace('Away')
  expect((await away.admin.get(`/consents/${body.items[0].id}`)).status).toBe(404)
  expect((await away.admin.get(`/consent-purposes/${purposeId}/wordings`)).status).toBe(404)
  const own = (await away.admin.post('/customers', { last_name: 'Away' })).body.id
  const decisions = [{ purpose_id: purposeId, channel: 'email', state: 'given', method: 'form' }]
  const { status } = await away.admin.post(`/customers/${own}/consents`, { decisions })
  expect(status).toBe(422)
})
