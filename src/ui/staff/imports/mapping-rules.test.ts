import { expect, test } from 'vitest'
import { importFields } from '#modules/transfer/contract.ts'
import {
  fieldGroups,
  fieldsTwice,
  type Import,
  isHidden,
  judgeMapping,
  type Mapping,
} from './mapping-rules.ts'

const importOf = (
  options: Partial<Import['options']> = {},
  format: Import['description']['format'] = 'csv',
) =>
  ({
    target: 'customers',
    description: { format },
    options: { existing: 'update', match: ['number', 'email-and-name'], ...options },
  }) as Import
const mapped = (fields: Record<string, Mapping[number]['field']>): Mapping =>
  Object.entries(fields).map(([column, field]) => ({ column, field }))

test('every field of the contract can be chosen, in one place', () => {
  const offered = ['ignore', ...fieldGroups.flatMap(({ fields }) => fields as readonly string[])]
  expect(offered.toSorted()).toEqual([...importFields].sort())
})

test('a field given twice is named with its columns, except where values are gathered', () => {
  const mapping = mapped({
    A: 'email',
    B: 'email',
    C: 'tags',
    D: 'tags',
    E: 'ignore',
    F: 'ignore',
    G: 'name',
  })
  expect(fieldsTwice(mapping)).toEqual(new Map([['email', ['A', 'B']]]))
  expect(judgeMapping(importOf(), mapping).sound).toBe(false)
})

test('an import needs a name, or a way to find the customers it updates', () => {
  const lacks = (mapping: Mapping, options?: Partial<Import['options']>) =>
    judgeMapping(importOf(options), mapping).lacks
  expect(lacks(mapped({ A: 'ignore' }))).toBe('nothing')
  expect(lacks(mapped({ A: 'city' }))).toBe('name')
  expect(lacks(mapped({ A: 'company_name' }))).toBeNull()
  expect(lacks(mapped({ A: 'number', B: 'city' }))).toBe('nameless')
  expect(lacks(mapped({ A: 'number', B: 'city' }), { existing: 'skip' })).toBe('name')
  expect(lacks(mapped({ A: 'number', B: 'city' }), { match: ['email'] })).toBe('name')
  expect(lacks(mapped({ A: 'email', B: 'city' }))).toBe('name')
  expect(lacks(mapped({ A: 'email', B: 'city' }), { match: ['email'] })).toBe('nameless')
  expect(judgeMapping(importOf({}, 'vcard'), []).sound).toBe(true)
})

test('what is hidden from a person is not offered', () => {
  const hidden = ['customers.address', 'customers.email', 'customers.birthday']
  const fields = ['billing_house_number', 'email_3', 'birthday'] as const
  expect(fields.every((field) => isHidden(field, hidden))).toBe(true)
  expect(isHidden('phone', hidden)).toBe(false)
})

test('records need what every one of them has, and each field once', () => {
  const required = [
    { name: 'customer', label: 'Customer' },
    { name: 'note', label: 'Note' },
  ]
  const judge = (mapping: Mapping) => judgeMapping({ ...importOf(), target: 'notes' }, mapping, required)
  expect(judge(mapped({ A: 'ignore' }))).toMatchObject({ lacks: 'nothing', usable: false, sound: false })
  expect(judge(mapped({ A: 'note' }))).toMatchObject({
    lacks: 'required',
    missing: ['Customer'],
    sound: false,
  })
  expect(judge(mapped({ A: 'note', B: 'customer' }))).toMatchObject({ lacks: null, missing: [], sound: true })
  const twice = judge(mapped({ A: 'note', B: 'customer', C: 'note' }))
  expect(twice).toMatchObject({ twice: new Map([['note', ['A', 'C']]]), sound: false })
})
