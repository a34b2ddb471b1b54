import { expect, test } from 'vitest'
import type { TransferColumn } from '#capabilities/declaration/record-transfer.ts'
import { proposeColumns } from './propose-columns.ts'

const column = (
  name: string,
  en: string,
  nl: string,
  more: Partial<TransferColumn> = {},
): TransferColumn => ({
  name,
  words: { en, nl },
  ...more,
})
const owner = column('customer', 'Customer', 'Klant', { required: true, names: 'customer' })
const other = column('individual', 'Individual', 'Persoon', { names: 'customer' })
const columns = [owner, other, column('due_on', 'Due', 'Uiterlijk', { also: ['Deadline'] })]

const found = (headers: string, of: readonly TransferColumn[] = columns) =>
  Object.fromEntries(proposeColumns(headers.split(','), of, true).map(({ column, field }) => [column, field]))

test('columns are found by their names in either language, by further words, and despite a typing error', () => {
  expect(found('customer,due_on')).toEqual({ customer: 'customer', due_on: 'due_on' })
  expect(found('Klant,UITERLIJK')).toEqual({ Klant: 'customer', UITERLIJK: 'due_on' })
  expect(found('Custmer,dead-line')).toEqual({ Custmer: 'customer', 'dead-line': 'due_on' })
  expect(found('Deadlines,Colour')).toEqual({ Deadlines: 'due_on', Colour: 'ignore' })
})

test('whose the records are is found by the usual names of customers, where one column says it', () => {
  expect(found('E-mail,Persoon')).toEqual({ 'E-mail': 'customer', Persoon: 'individual' })
  const pair = [owner, { ...other, required: true as const }]
  expect(found('E-mail,Client', pair)).toEqual({ 'E-mail': 'ignore', Client: 'ignore' })
})

test('no column is given twice, exact names go first, and a file without a header says nothing', () => {
  expect(found('Client,Customer,Due,Deadline')).toEqual({
    ...{ Client: 'ignore', Customer: 'customer', Due: 'due_on', Deadline: 'ignore' },
  })
  expect(proposeColumns(['Customer'], columns, false)).toEqual([{ column: 'Customer', field: 'ignore' }])
})
