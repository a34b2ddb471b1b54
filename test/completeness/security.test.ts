import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSource, root } from '../support/sources.ts'

const { text } = readSource('docs/security.md')
const named = [...text.matchAll(/`((?:src|test)\/[\w./-]+\.test\.tsx?)`: "(.+?)"(?=[;.|]|\s+\|)/g)].map(
  ([, path, name]) => ({ path: path!, name: name! }),
)
const rows = text.split('\n').flatMap((line) => {
  const [, numbers, asks, holds] = /^\| ([\d., ]+?) +\| (.+?) +\| (.+?) +\|$/.exec(line) ?? []
  return numbers ? [{ numbers: numbers.split(', '), asks: asks!, holds: holds! }] : []
})

test('every test that docs/security.md names is there', () => {
  expect(named.length).toBeGreaterThan(80)
  // A test file that stands in the text without the name of a test proves nothing.
  const mentioned = [...text.matchAll(/`(?:src|test)\/[\w./-]+\.test\.tsx?`: "/g)]
  expect(named.length).toBe(mentioned.length)
  const wrong = named.filter(
    ({ path, name }) => !existsSync(join(root, path)) || !readSource(path).text.includes(name),
  )
  expect(wrong).toEqual([])
})

test('every chapter of the standard is there, and each requirement once', () => {
  for (let chapter = 1; chapter <= 17; chapter++) expect(text).toMatch(new RegExp(`^## V${chapter} `, 'm'))
  const numbers = rows.flatMap((row) => row.numbers)
  expect(numbers.length).toBeGreaterThan(200)
  expect(numbers.filter((number, i) => numbers.indexOf(number) !== i)).toEqual([])
  for (const number of numbers) expect(number).toMatch(/^\d{1,2}\.\d\.\d{1,2}$/)
})

test('each has a test or a reason in words', () => {
  for (const { numbers, holds } of rows) expect(holds.length, numbers.join()).toBeGreaterThan(4)
})
