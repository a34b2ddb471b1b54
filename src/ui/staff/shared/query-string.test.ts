import { expect, test } from 'vitest'
import { fromQueryString, toQueryString } from './query-string.ts'

test('filters are written with brackets, lists with commas, blanks not at all', () => {
  const query = {
    filter: { country: ['NL', 'BE'], name: 'de Vries', tag: '' },
    sort: '-name',
    q: undefined,
    limit: 50,
  }
  expect(toQueryString(query)).toBe('filter[country]=NL,BE&filter[name]=de+Vries&sort=-name&limit=50')
})

test('what is written can be read back, whatever it holds', () => {
  const search = { q: 'a&b=c #1 ü+?', filter: { name: '[x],100%', email: 'a+b@c.nl' } }
  expect(fromQueryString(toQueryString(search))).toEqual(search)
})
