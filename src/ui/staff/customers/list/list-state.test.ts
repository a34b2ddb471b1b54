import { expect, test } from 'vitest'
import { fromQueryString, toQueryString } from '../../shared/query-string.ts'
import { countFilters, keyOf, readSearch, withFilter, writeSearch } from './list-state.ts'

test('the address carries the whole state and gives it back', () => {
  const state = {
    q: 'jan',
    filter: { country: 'NL,BE', name: 'de Vries & co', tag: 'x' },
    sort: '-created_at',
    view: '7',
    preview: '9',
  }
  expect(readSearch(fromQueryString(toQueryString(writeSearch(state))))).toEqual(state)
})

test('the usual list has a bare address', () => {
  expect(toQueryString(writeSearch(readSearch({})))).toBe('')
})

test('an address typed by hand cannot ask for filters that do not exist', () => {
  expect(readSearch(fromQueryString('filter[shoe]=44&filter[name]=&filter[email]=a')).filter).toEqual({
    email: 'a',
  })
})

test('blanks around typed text do not make another list', () => {
  const one = readSearch(fromQueryString('filter[name]=jan'))
  expect(keyOf({ ...one, filter: { name: 'jan ' } })).toBe(keyOf(one))
  expect(keyOf({ ...one, filter: { name: 'jan ', email: ' ' } })).toBe(keyOf(one))
  expect(keyOf({ ...one, filter: { name: 'jane' } })).not.toBe(keyOf(one))
})

test('a period counts as one filter', () => {
  expect(countFilters({ created_from: '2026-01-01', created_to: '2026-02-01', country: 'NL' })).toBe(2)
  expect(withFilter({ name: 'a', email: 'b' }, 'name', '')).toEqual({ email: 'b' })
})
