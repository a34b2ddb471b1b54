import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import type { TestAnswer } from '#test/support/client.ts'

let world: TestApp
let api: TestApp['home']['admin']
beforeAll(async () => {
  world = await startTestApp({ settings: { RATE_LIMIT_PER_MINUTE: '1000000' } })
  api = world.home.admin
})
afterAll(() => world.close())

const ok = ({ status, body }: TestAnswer) => {
  expect(status, JSON.stringify(body)).toBeLessThan(300)
  return body
}
let count = 0
const person = async (name = 'Anna'): Promise<string> =>
  ok(await api.post('/customers', { first_name: name, last_name: `Number ${++count}` })).id
const shifted = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

type Made = { committee: string; chair: string; member: string }
async function committee(positions: object[] = []): Promise<Made> {
  const about = {
    name: `Board ${++count}`,
    positions: [
      { name: 'Chair', seats: 1, exclusive: true, term_months: 24 },
      { name: 'Member', seats: 2 },
      ...positions,
    ],
  }
  const { id } = ok(await api.post('/committees', about))
  const roster = ok(await api.get(`/committees/${id}/roster`))
  const of = (name: string) => roster.positions.find((one: { name: string }) => one.name === name).id
  return { committee: id, chair: of('Chair'), member: of('Member') }
}
const appoint = async (position_id: string, more: object = {}) =>
  api.post('/committee-terms', {
    position_id,
    customer_id: await person(),
    from_on: shifted(-10),
    until_on: null,
    ...more,
  })
const undo = async (answer: TestAnswer) =>
  ok(await api.post('/undos', { operation_id: answer.headers.get('operation-id') }))

test('an individual is appointed for the usual length of a term, and the roster of a day tells who holds what', async () => {
  const { committee: id, chair } = await committee()
  const customer_id = await person('Els')
  const answer = await api.post('/committee-terms', {
    position_id: chair,
    customer_id,
    from_on: '2026-01-01',
  })
  expect(ok(answer)).toMatchObject({ until_on: '2027-12-31', position: { name: 'Chair' }, end_reason: null })
  const then = ok(await api.get(`/committees/${id}/roster?on=2026-06-01`))
  expect(then.terms).toMatchObject([{ state: 'current', customer: { id: customer_id } }])
  expect(then.positions[0]).toMatchObject({ name: 'Chair', held: 1, vacant: 0 })
  const before = ok(await api.get(`/committees/${id}/roster?on=2025-12-31`))
  expect(before.terms).toMatchObject([{ state: 'future' }])
  expect(before.positions[0]).toMatchObject({ held: 0, vacant: 1 })
  const { items } = ok(await api.get(`/customers/${customer_id}/timeline?kind=committee_term`))
  expect(items).toMatchObject([{ event: 'committee_term.added', payload: { position: 'Chair' } }])
})

test('organisations, people who are not active and ends before the start are refused by name of the field', async () => {
  const { member } = await committee()
  const firm = ok(await api.post('/customers', { kind: 'organisation', company_name: 'Acme' })).id
  const refused = async (more: object) => {
    const { status, body } = await appoint(member, more)
    expect(status).toBe(422)
    return body.errors[0]
  }
  expect(await refused({ customer_id: firm })).toMatchObject({
    pointer: '/customer_id',
    code: 'customer.not_individual',
  })
  const gone = await person()
  ok(await api.post(`/customers/${gone}/archival`))
  expect(await refused({ customer_id: gone })).toMatchObject({ code: 'customer.not_active' })
  expect(await refused({ from_on: '2026-05-01', until_on: '2026-04-30' })).toMatchObject({
    pointer: '/until_on',
    code: 'until.before_start',
  })
  // What was is recorded also of who has left since.
  ok(await appoint(member, { customer_id: gone, from_on: '2020-01-01', until_on: '2021-01-01' }))
})

test('nobody holds a position twice at once, and a former term does not stand in the way', async () => {
  const { member } = await committee()
  const customer_id = await person()
  ok(await appoint(member, { customer_id, from_on: '2025-01-01', until_on: '2026-01-31' }))
  const again = await appoint(member, { customer_id, from_on: '2026-01-31' })
  expect(again.body.errors).toMatchObject([{ pointer: '/from_on', code: 'term.overlaps' }])
  ok(await appoint(member, { customer_id, from_on: '2026-02-01' }))
})

test('seats are exceeded only when it is confirmed, and never where they are exclusive', async () => {
  const { committee: id, chair, member } = await committee()
  ok(await appoint(member))
  ok(await appoint(member))
  const third = await appoint(member)
  expect(third.status).toBe(409)
  expect(third.body).toMatchObject({ code: 'seats.taken', params: { seats: 2, held: 2, exclusive: false } })
  expect(ok(await appoint(member, { confirmed: true }))).toMatchObject({ beyond_seats: true })
  ok(await appoint(chair))
  const second = await appoint(chair, { confirmed: true })
  expect(second.body).toMatchObject({ code: 'seats.exclusive' })
  const roster = ok(await api.get(`/committees/${id}/roster`))
  expect(roster.positions.map((one: { held: number }) => one.held)).toEqual([1, 3])
})

test('of many appointments at once only as many succeed as there are seats', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 2, max: 6 }), async (seats, many) => {
      const { committee: id } = await committee()
      const position = ok(await api.post(`/committees/${id}/positions`, { name: 'Seat', seats })).id
      const people = await Promise.all(Array.from({ length: many }, () => person()))
      const answers = await Promise.all(
        people.map((customer_id, i) =>
          appoint(position, { customer_id, from_on: shifted(-i), until_on: null }),
        ),
      )
      const statuses = answers.map(({ status }) => status)
      expect(statuses.filter((status) => status === 201)).toHaveLength(Math.min(seats, many))
      expect(statuses.filter((status) => status === 409)).toHaveLength(Math.max(0, many - seats))
    }),
    { numRuns: 6 },
  )
})

test('the same person in the same position at the same time: one of many requests succeeds', async () => {
  const { member } = await committee()
  const customer_id = await person()
  const answers = await Promise.all(Array.from({ length: 4 }, () => appoint(member, { customer_id })))
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422])
})

test('a term ends early with its reason and is kept; the end can be taken back', async () => {
  const { committee: id, member } = await committee()
  const customer_id = await person()
  const planned = shifted(200)
  const term = ok(await appoint(member, { customer_id, until_on: planned }))
  const soon = await api.post(`/committee-terms/${term.id}/ending`, { on: shifted(-20), reason: 'Moved' })
  expect(soon.body.errors).toMatchObject([{ pointer: '/on', code: 'end.before_start' }])
  const answer = await api.post(`/committee-terms/${term.id}/ending`, {
    on: shifted(-2),
    reason: 'Moved away',
  })
  expect(ok(answer)).toMatchObject({
    state: 'past',
    until_on: shifted(-2),
    planned_until_on: planned,
    end_reason: 'Moved away',
  })
  expect(ok(await api.get(`/committees/${id}/roster`)).positions[1]).toMatchObject({ held: 0, vacant: 2 })
  expect(await undo(answer)).toMatchObject({ undone: 1, kept: 0 })
  const back = ok(await api.get(`/committee-terms/${term.id}`))
  expect(back).toEqual({ ...term, version: 3 })
})

test('a term is renewed from the day after; what has no last day is not', async () => {
  const { chair, member } = await committee()
  const term = ok(await appoint(chair, { from_on: '2024-01-01', until_on: undefined }))
  const next = ok(await api.post(`/committee-terms/${term.id}/renewal`, {}))
  expect(next).toMatchObject({ from_on: '2026-01-01', until_on: '2027-12-31', customer: term.customer })
  const twice = await api.post(`/committee-terms/${term.id}/renewal`, {})
  expect(twice.body.errors).toMatchObject([{ code: 'term.overlaps' }])
  const open = ok(await appoint(member))
  const refused = await api.post(`/committee-terms/${open.id}/renewal`, {})
  expect(refused.body).toMatchObject({ code: 'term.open' })
})

test('a change by somebody who saw an older version is refused', async () => {
  const { member } = await committee()
  const term = ok(await appoint(member))
  const match = { 'if-match': `"${term.version}"` }
  const answer = await api.patch(`/committee-terms/${term.id}`, { until_on: shifted(30) }, match)
  expect(ok(answer)).toMatchObject({ until_on: shifted(30), version: 2 })
  const late = await api.patch(`/committee-terms/${term.id}`, { note: 'Mine' }, match)
  expect(late).toMatchObject({ status: 412, body: { code: 'version.stale' } })
})

test('deleted and brought back, a term is what it was; brought back into a full position it is not', async () => {
  const { chair } = await committee()
  const term = ok(await appoint(chair, { note: 'Elected' }))
  const gone = await api.delete(`/committee-terms/${term.id}`)
  expect(gone.status).toBe(204)
  expect(await undo(gone)).toMatchObject({ undone: 1 })
  expect(ok(await api.get(`/committee-terms/${term.id}`))).toEqual({ ...term, version: 2 })

  const again = await api.delete(`/committee-terms/${term.id}`)
  ok(await appoint(chair))
  const refused = await undo(again)
  expect(refused).toMatchObject({ undone: 0, kept: 1 })
  const { items } = ok(await api.get(`/undos/${refused.id}/kept`))
  expect(items).toMatchObject([{ reason: 'seats.exclusive' }])
})

test('vacant seats and terms that end soon are listed over pages, soonest first', async () => {
  const { committee: id, chair, member } = await committee()
  ok(await appoint(chair, { until_on: shifted(40) }))
  ok(await appoint(chair, { from_on: shifted(41), until_on: null }))
  ok(await appoint(member, { until_on: shifted(20) }))
  const found: { kind: string; seats: number; successors: number }[] = []
  let cursor: string | null = null
  do {
    const page: TestAnswer['body'] = ok(
      await api.get(
        `/committee-vacancies?filter[committee]=${id}&limit=1${cursor ? `&cursor=${cursor}` : ''}`,
      ),
    )
    found.push(...page.items)
    cursor = page.next_cursor
  } while (cursor)
  expect(found).toMatchObject([
    { kind: 'vacant', seats: 1, position: { name: 'Member' }, customer: null },
    { kind: 'ending', free_from: shifted(21), position: { name: 'Member' }, successors: 0 },
    { kind: 'ending', free_from: shifted(41), position: { name: 'Chair' }, successors: 1 },
  ])
  const [own] = ok(
    await api.get(`/committees?filter[q]=${encodeURIComponent('board')}&filter[vacant]=yes`),
  ).items
  expect(own.vacant).toBeGreaterThan(0)
})

test('a committee that has ended has neither holders nor vacancies, and its terms are past', async () => {
  const { committee: id, chair } = await committee()
  const term = ok(await appoint(chair))
  const before = ok(await api.get(`/committees/${id}`))
  const ended = await api.patch(
    `/committees/${id}`,
    { until_on: shifted(-1) },
    { 'if-match': `"${before.version}"` },
  )
  expect(ok(ended)).toMatchObject({ state: 'past', seats: 0, vacant: 0 })
  expect(ok(await api.get(`/committee-terms/${term.id}`))).toMatchObject({ state: 'past', until_on: null })
  const late = await appoint(chair)
  expect(late.body.errors ?? late.body.code).toBeDefined()
  const { items } = ok(await api.get(`/committee-vacancies?filter[committee]=${id}`))
  expect(items).toEqual([])
})

test('a committee never stands below itself, nor do two moves at once make a circle', async () => {
  const [a, b] = [await committee(), await committee()]
  const below = (id: string, parent_id: string) =>
    api.patch(`/committees/${id}`, { parent_id }, { 'if-match': '"1"' })
  expect((await below(a.committee, a.committee)).body.errors[0].code).toBe('parent.cycle')
  const both = await Promise.all([below(a.committee, b.committee), below(b.committee, a.committee)])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 422])
})

test('what has terms is not deleted, and who has terms neither', async () => {
  const { committee: id, chair } = await committee()
  const customer_id = await person()
  ok(await appoint(chair, { customer_id }))
  expect((await api.delete(`/committees/${id}`)).body.code).toBe('committee.in_use')
  expect((await api.delete(`/committee-positions/${chair}`)).body.code).toBe('position.in_use')
  ok(await api.post(`/customers/${customer_id}/archival`))
  const preview = ok(await api.get(`/customers/${customer_id}/deletion`))
  expect(preview).toMatchObject({ allowed: false, blockers: [{ code: 'committee_terms', count: 1 }] })
})

test('positions keep their order, and seats do not fall below those who hold them', async () => {
  const { committee: id, member } = await committee([{ name: 'Treasurer' }])
  const names = async () =>
    ok(await api.get(`/committees/${id}/roster`)).positions.map((one: { name: string }) => one.name)
  ok(await api.patch(`/committee-positions/${member}`, { place: 3 }, { 'if-match': '"1"' }))
  expect(await names()).toEqual(['Chair', 'Treasurer', 'Member'])
  ok(await appoint(member))
  ok(await appoint(member))
  const fewer = await api.patch(`/committee-positions/${member}`, { seats: 1 }, { 'if-match': '"2"' })
  expect(fewer.body.errors).toMatchObject([{ pointer: '/seats', code: 'seats.below_held' }])
})

test('committees and terms are found by the name of the committee', async () => {
  const { id } = ok(
    await api.post('/committees', { name: 'Zebra council', positions: [{ name: 'Keeper', seats: 1 }] }),
  )
  const keeper = ok(await api.get(`/committees/${id}/roster`)).positions[0].id
  const customer_id = await person('Zoe')
  const term = ok(await appoint(keeper, { customer_id }))
  const { records } = ok(await api.get('/search?q=zebra'))
  expect(records.map((one: { id: string }) => one.id).sort()).toEqual([id, term.id].sort())
})

test('whatever is done to a term, its undo leaves the roster as it was', async () => {
  type Act = (term: { id: string; version: number }) => Promise<TestAnswer>
  const acts: Record<string, Act> = {
    change: ({ id, version }) =>
      api.patch(
        `/committee-terms/${id}`,
        { until_on: shifted(99), note: 'Longer' },
        { 'if-match': `"${version}"` },
      ),
    end: ({ id }) => api.post(`/committee-terms/${id}/ending`, { on: shifted(-1), reason: 'Ill' }),
    renew: ({ id }) => api.post(`/committee-terms/${id}/renewal`, { until_on: null }),
    delete: ({ id }) => api.delete(`/committee-terms/${id}`),
  }
  const { committee: id, chair } = await committee()
  ok(await appoint(chair, { until_on: shifted(50), note: 'Elected' }))
  const terms = async () =>
    ok(await api.get(`/committees/${id}/roster`)).terms.map((term: { version: number }) => ({
      ...term,
      version: 0,
    }))
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...Object.keys(acts)), { minLength: 1, maxLength: 4 }),
      async (names) => {
        for (const name of names) {
          const before = await terms()
          const [term] = ok(await api.get(`/committees/${id}/roster`)).terms
          const answer = await acts[name]!(term)
          ok(answer)
          expect(await undo(answer)).toMatchObject({ kept: 0 })
          expect(await terms()).toEqual(before)
        }
      },
    ),
    { numRuns: 5 },
  )
})

test('today is that of the place where the workspace is', async () => {
  for (const [name, time_zone] of [
    ['East', 'Pacific/Kiritimati'],
    ['West', 'Pacific/Pago_Pago'],
  ] as const) {
    const { admin } = await world.addWorkspace(name)
    ok(await admin.patch('/workspace', { time_zone }))
    const { id } = ok(await admin.post('/committees', { name: 'Board' }))
    const { today } = ok(await admin.get(`/committees/${id}/roster`))
    expect(today).toBe(new Intl.DateTimeFormat('en-CA', { timeZone: time_zone }).format(new Date()))
  }
})
