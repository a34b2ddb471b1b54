import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TransferOptions, TransferRow } from '#capabilities/declaration/record-transfer.ts'
import { inTransaction, systemPrincipal } from '#platform/context.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { plantCustomers } from '#test/support/customers.ts'
import { transfer } from './transfer.ts'

let t: TestApp
let anna: string
let zaal: string
beforeAll(async () => {
  t = await startTestApp()
  const [a, z] = await plantCustomers(t.app, t.home.id, [
    { kind: 'individual', first_name: 'Anna' },
    { kind: 'organisation', company_name: 'Zaal BV' },
  ])
  anna = a!.id
  zaal = z!.id
})
afterAll(() => t.close())

const options: TransferOptions = { existing: 'update', blanks: 'keep' }
const row = (cells: Record<string, string | null>, from = anna, to = zaal): TransferRow =>
  ({ line: 2, cells, customers: { customer: from, related: to } }) as TransferRow
const write = (rows: TransferRow[], dry: boolean, how = options) =>
  inTransaction(t.app, systemPrincipal(t.home.id), 'test', async (ctx) =>
    (await transfer())[0]!.write!(ctx, rows, how, dry),
  )
const read = () =>
  inTransaction(t.app, systemPrincipal(t.home.id), 'test', async (ctx) =>
    (await transfer())[0]!.read(ctx, { after: null, limit: 10 }),
  )

test('rows come in as they would, either way round, and go out as they came', async () => {
  const rows = [
    row({ role: 'Employer', title: 'Buyer', started_on: '1 Feb 2020', related_manages: 'yes' }, zaal, anna),
    row({ role: 'employee', title: 'Head of sales' }),
    row({ role: 'cousin', started_on: 'soon' }),
  ]
  const planned = await write(rows, true)
  expect(planned.map(({ outcome }) => outcome)).toEqual(['create', 'update', 'reject'])
  expect((await read()).rows).toEqual([])
  expect(await write(rows, false)).toEqual(planned)
  expect((await read()).rows).toMatchObject([
    {
      role: 'employee',
      title: 'Head of sales',
      started_on: '2020-02-01',
      manages: 'yes',
      related_buys: 'no',
    },
  ])
  const [third] = (await write([rows[2]!], true)) as unknown as {
    faults: { column: string; code: string }[]
  }[]
  expect(third!.faults.map(({ column, code }) => `${column} ${code}`)).toEqual([
    'role role.unknown',
    'started_on date.invalid',
  ])
  const skipped = await write([rows[1]!], false, { ...options, existing: 'skip' })
  expect(skipped[0]!.outcome).toBe('skip')
  expect((await write([row({ role: 'employee' }, zaal, anna)], false))[0]).toMatchObject({
    outcome: 'reject',
    faults: [{ column: 'customer', code: 'relationship.kind' }, {}],
  })
})
