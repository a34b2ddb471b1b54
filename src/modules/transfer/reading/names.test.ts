import { expect, test } from 'vitest'
import { isCompanyName, splitName } from './names.ts'

test.each([
  ['Jan de Vries', 'Jan', 'de Vries'],
  ['Vries, Jan de', 'Jan', 'de Vries'],
  ['van Dijk, Kees', 'Kees', 'van Dijk'],
  ['Ludwig van Beethoven', 'Ludwig', 'van Beethoven'],
  ['J.P. van der Berg-Smit', 'J.P.', 'van der Berg-Smit'],
  ['García López, María', 'María', 'García López'],
  ['Anna Maria Schmidt', 'Anna Maria', 'Schmidt'],
  ['Madonna', null, 'Madonna'],
  ['de Boer', null, 'de Boer'],
])('%s', (text, first_name, last_name) => {
  expect(splitName(text)).toEqual({ name_prefix: null, first_name, last_name, name_suffix: null })
})

test('titles and degrees are set apart', () => {
  expect(splitName('Prof. Dr. Hans Müller')).toMatchObject({ name_prefix: 'Prof. Dr.', last_name: 'Müller' })
  expect(splitName('de heer Jan Jansen')).toMatchObject({ name_prefix: 'de heer', first_name: 'Jan' })
  expect(splitName('Dr. Ana García, PhD')).toMatchObject({ name_prefix: 'Dr.', name_suffix: 'PhD' })
  expect(splitName('Smith, John, Jr.')).toEqual({
    name_prefix: null,
    first_name: 'John',
    last_name: 'Smith',
    name_suffix: 'Jr.',
  })
  expect(splitName('Fam. de Boer')).toMatchObject({
    name_prefix: 'Fam.',
    first_name: null,
    last_name: 'de Boer',
  })
})

test('organisations are told from people', () => {
  const companies = [
    'ACME Inc.',
    'Foo B.V.',
    'Stichting De Boom',
    'Müller & Söhne',
    'Volvo AB',
    'account #0',
    'Hotel Astoria',
  ]
  const people = ['Jan As', 'Se Hyun Kim', 'Co Adriaanse', 'Charlotte Church', 'Ag Jansen', 'Inga Lind']
  expect(companies.filter((name) => !isCompanyName(name))).toEqual([])
  expect(people.filter(isCompanyName)).toEqual([])
})
