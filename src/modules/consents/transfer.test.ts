import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TransferRow } from '#capabilities/declaration/record-transfer.ts'
import { type Ctx, inTransaction, type Principal, systemPrincipal } from '#platform/context.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import type { TestClient } from '#test/support/client.ts'
import { transfer } from './transfer.ts'

let world: TestApp
let admin: TestClient
let customer: { id: string; number: number }
beforeAll(async () => {
  world = await startTestApp()
  admin = world.home.admin
  customer = (await admin.post('/customers', { first_name: 'Eva', last_name: 'Visser' })).body
  const about = { name: 'Newsletter', channels: ['email', 'post'] }
  const { body } = await admin.post('/consent-purposes', about)
  await admin.post(`/consent-purposes/${body.id}/wordings`, { language: 'en', text: 'Write to me.' })
})
afterAll(() => world.close())

const options = { existing: 'skip', blanks: 'keep' } as const
const within = <T>(work: (ctx: Ctx) => Promise<T>) => {
  const principal: Principal = systemPrincipal(world.home.id)
  return inTransaction(world.app, principal, 'test', work)
}
const row = (line: number, cells: TransferRow['cells']): TransferRow => ({
  line,
  cells: {
    customer: `C-${customer.number}`,
    purpose: 'newsletter',
    channel: 'E-mail',
    state: 'yes',
    ...cells,
  },
  customers: { customer: customer.id },
})
const write = (rows: TransferRow[], dry = false) =>
  within(async (ctx) => (await transfer(ctx))[0]!.write!(ctx, rows, options, dry))
const history = async () => (await admin.get(`/customers/${customer.id}/consents/history`)).body.items

test('decisions of a file are tried, recorded once with their proof, and read back as they came', async () => {
  const rows = [
    row(2, {
      decided_at: '2024-05-31T12:00:00Z',
      method: 'papier',
      source: 'Open day',
      wording: 'EN 1',
      evidence: 'Card 12',
    }),
    row(3, { state: 'ingetrokken', decided_at: '31 December 2025', channel: 'post' }),
  ]
  const outcomes = [
    { outcome: 'create', title: 'Newsletter · e-mail: agreed' },
    { outcome: 'create', title: 'Newsletter · post: withdrawn' },
  ]
  expect(await write(rows, true)).toEqual(outcomes)
  expect(await history()).toEqual([])
  expect(await write(rows)).toEqual(outcomes)
  expect((await write(rows)).map(({ outcome }) => outcome)).toEqual(['skip', 'skip'])
  expect(await history()).toMatchObject([
    { state: 'withdrawn', decided_at: '2025-12-31T00:00:00Z', method: 'import' },
    { state: 'given', method: 'paper', source: 'Open day', wording: { number: 1 }, evidence: 'Card 12' },
  ])

  const read = await within(async (ctx) => (await transfer(ctx))[0]!.read(ctx, { after: null, limit: 1 }))
  expect(read.rows).toEqual([
    {
      customer: `C-${customer.number}`,
      purpose: 'Newsletter',
      channel: 'email',
      state: 'given',
      decided_at: '2024-05-31T12:00:00Z',
      method: 'paper',
      source: 'Open day',
      wording: 'en 1',
      note: null,
      evidence: 'Card 12',
    },
  ])
  const rest = await within(async (ctx) =>
    (await transfer(ctx))[0]!.read(ctx, { after: read.after, limit: 5 }),
  )
  expect([rest.rows.length, rest.after]).toEqual([1, null])
  const again = [...read.rows, ...rest.rows].map((cells, line) => row(line, cells))
  expect((await write(again)).map(({ outcome }) => outcome)).toEqual(['skip', 'skip'])
})

test('what was struck out can be imported again', async () => {
  const rows = [row(2, { decided_at: '2023-01-01', channel: 'post' })]
  await write(rows)
  const [wrong] = (await history()).filter((one: { decided_at: string }) => one.decided_at.startsWith('2023'))
  await admin.post(`/consents/${wrong.id}/correction`, { reason: 'Wrong file' })
  expect((await write(rows)).map(({ outcome }) => outcome)).toEqual(['create'])
})

test('a row names all that is wrong with it, and the others are recorded', async () => {
  const before = (await history()).length
  const outcomes = await write([
    row(2, {
      purpose: 'Fax',
      channel: 'fax',
      state: 'perhaps',
      decided_at: '01/02/2024',
      method: 'telepathy',
    }),
    row(3, { wording: 'en 9' }),
    row(4, { decided_at: '2999-01-01', channel: 'phone' }),
    row(5, { decided_at: '2022-02-03' }),
  ])
  const codes = outcomes.map((one) =>
    one.outcome === 'reject' ? one.faults.map(({ column, code }) => `${column}: ${code}`) : one.outcome,
  )
  expect(codes).toEqual([
    [
      'purpose: purpose.missing',
      'decided_at: decided_at.unclear',
      'channel: channel.unknown',
      'state: state.unknown',
      'method: method.unknown',
    ],
    ['wording: wording.missing'],
    ['channel: channel.not_offered', 'decided_at: decided_at.future'],
    'create',
  ])
  expect((await history()).length).toBe(before + 1)
})
