import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TransferOptions, TransferRow } from '#capabilities/declaration/record-transfer.ts'
import { type Ctx, inTransaction, systemPrincipal } from '#platform/context.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import type { TestAnswer } from '#test/support/client.ts'
import { prospectTransfer } from './prospect-transfer.ts'
import { termTransfer } from './term-transfer.ts'

let world: TestApp
let eva: string
let frits: string
beforeAll(async () => {
  world = await startTestApp()
  eva = ok(await world.home.admin.post('/customers', { first_name: 'Eva', last_name: 'Visser' })).id
  frits = ok(await world.home.admin.post('/customers', { first_name: 'Frits', last_name: 'Mol' })).id
  const positions = [{ name: 'Chair', seats: 1, exclusive: true }, { name: 'Member' }]
  ok(await world.home.admin.post('/committees', { name: 'Board', positions }))
  ok(await world.home.admin.post('/solicitors', { customer_id: frits, since_on: '2020-01-01' }))
})
afterAll(() => world.close())

const ok = ({ status, body }: TestAnswer) => {
  expect(status, JSON.stringify(body)).toBeLessThan(300)
  return body
}
const run = <T>(verb: (ctx: Ctx) => Promise<T>) =>
  inTransaction(world.app, systemPrincipal(world.home.id), 'test', verb)
const options = (existing: TransferOptions['existing']): TransferOptions => ({ existing, blanks: 'keep' })
const row = (cells: Record<string, string | null>, customers: Record<string, string>): TransferRow => ({
  line: 2,
  cells,
  customers,
})

test('terms come from files by the names of committee and position, and go to them as they came', async () => {
  const cells = { committee: 'BOARD', position: 'member', from_on: '2025-01-01', until_on: '2026-12-31' }
  const rows = [
    row(cells, { customer: eva }),
    // One seat, and a file tells what is so.
    row(cells, { customer: frits }),
    row({ ...cells, committee: 'Bored' }, { customer: eva }),
    row({ ...cells, position: 'Mascot' }, { customer: eva }),
    row({ ...cells, position: 'Chair' }, { customer: eva }),
    row({ ...cells, position: 'Chair' }, { customer: frits }),
    row({ ...cells, until_on: '2024-01-01', from_on: '2024-06-01' }, { customer: eva }),
  ]
  const outcomes = await run((ctx) => termTransfer.write(ctx, rows, options('skip'), false))
  expect(outcomes).toMatchObject([
    { outcome: 'create', title: 'Member, Board' },
    { outcome: 'create' },
    { outcome: 'reject', faults: [{ column: 'committee', code: 'committee.unknown' }] },
    { outcome: 'reject', faults: [{ column: 'position', code: 'position.unknown' }] },
    { outcome: 'create' },
    { outcome: 'reject', faults: [{ code: 'seats.exclusive' }] },
    { outcome: 'reject', faults: [{ column: 'until_on', code: 'until.before_start' }] },
  ])
  const again = await run((ctx) => termTransfer.write(ctx, rows.slice(0, 1), options('skip'), false))
  expect(again).toMatchObject([{ outcome: 'skip' }])
  const longer = [row({ ...cells, until_on: '2027-12-31', note: null }, { customer: eva })]
  const changed = await run((ctx) => termTransfer.write(ctx, longer, options('update'), false))
  expect(changed).toMatchObject([{ outcome: 'update' }])

  const first = await run((ctx) => termTransfer.read(ctx, { after: null, limit: 2 }))
  const rest = await run((ctx) => termTransfer.read(ctx, { after: first.after, limit: 2 }))
  expect(rest.after).toBeNull()
  const number = ok(await world.home.admin.get(`/customers/${eva}`)).number
  expect([...first.rows, ...rest.rows]).toHaveLength(3)
  expect(first.rows[0]).toEqual({
    committee: 'Board',
    position: 'Member',
    customer: `C-${number}`,
    from_on: '2025-01-01',
    until_on: '2027-12-31',
    note: null,
  })
})

test('prospects come from files with their stage and target', async () => {
  const cells = { from_on: '2026-01-01', stage: 'Asked', target_amount: '2500,50', target_currency: 'eur' }
  const rows = [
    row(cells, { customer: eva, solicitor: frits }),
    row({ ...cells, stage: 'lost' }, { customer: eva, solicitor: frits }),
    row({ ...cells, target_amount: 'much' }, { customer: eva, solicitor: frits }),
    row({ ...cells, from_on: '2026-02-01' }, { customer: eva, solicitor: frits }),
    row(cells, { customer: frits, solicitor: eva }),
  ]
  const outcomes = await run((ctx) => prospectTransfer.write(ctx, rows, options('skip'), false))
  expect(outcomes).toMatchObject([
    { outcome: 'create' },
    { faults: [{ column: 'stage', code: 'stage.unknown' }] },
    { faults: [{ column: 'target_amount', code: 'money.invalid' }] },
    { faults: [{ code: 'prospect.taken' }] },
    { faults: [{ column: 'solicitor', code: 'solicitor.not_active' }] },
  ])
  const { rows: out } = await run((ctx) => prospectTransfer.read(ctx, { after: null, limit: 10 }))
  expect(out).toMatchObject([{ stage: 'asked', target_amount: '2500.50', target_currency: 'EUR' }])
})
