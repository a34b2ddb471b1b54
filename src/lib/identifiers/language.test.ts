import { expect, test } from 'vitest'
import { languageFrom, languageName } from './language.ts'

test.each([
  ['nl', 'nl'],
  ['nl_BE', 'nl'],
  ['NL-nl', 'nl'],
  ['dut', 'nl'],
  ['Dutch', 'nl'],
  ['Niederländisch', 'nl'],
  ['français', 'fr'],
  ['en_US.UTF-8', 'en'],
  ['zh-Hans', 'zh'],
])('%s is %s', (text, code) => expect(languageFrom(text)).toBe(code))

test.each(['', 'xx', 'gibberish', '12'])('%j is no language', (text) =>
  expect(languageFrom(text)).toBeUndefined(),
)

test('names', () => expect(languageName('nl', 'en')).toBe('Dutch'))
