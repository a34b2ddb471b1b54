import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forgiven, withinTypos } from './spelling.ts'
import { rotations, wordsOf } from './words.ts'

const nobody = { first_name: null, last_name: null, company_name: null, emails: [] }

describe('words', () => {
  it('keep a name in all its rotations', () => {
    expect(rotations(['jan', 'de', 'vries'])).toEqual(['jan de vries', 'de vries jan', 'vries jan de'])
  })

  it('let a name with an apostrophe be found by either part', () => {
    const { rows } = wordsOf({ ...nobody, last_name: "D'Angelo" })
    expect(rows.map((row) => row.word)).toEqual(['dangelo', 'angelo'])
  })

  it('of an e-mail address end with the word before the one they begin with', () => {
    const { rows, emailWords } = wordsOf({ ...nobody, emails: [{ address_key: 'jan.devries@mail.nl' }] })
    expect(rows.map((row) => row.word)).toEqual([
      'devries mail nl jan',
      'mail nl jan devries',
      'nl jan devries mail',
    ])
    expect(emailWords).toEqual(['jan', 'devries', 'mail', 'nl'])
  })

  it('have no half characters, however long the name', () => {
    const long = wordsOf({ ...nobody, last_name: '𝒳😀李'.repeat(60) })
    for (const { word } of long.rows) expect(word.isWellFormed()).toBe(true)
  })
})

/** The textbook recurrence, without any short cut. */
function distance(a: string, b: string): number {
  if (!a || !b) return a.length + b.length
  const swap = a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1)
  return Math.min(
    distance(a.slice(0, -1), b) + 1,
    distance(a, b.slice(0, -1)) + 1,
    distance(a.slice(0, -1), b.slice(0, -1)) + (a.at(-1) === b.at(-1) ? 0 : 1),
    swap ? distance(a.slice(0, -2), b.slice(0, -2)) + 1 : Number.POSITIVE_INFINITY,
  )
}

describe('spelling', () => {
  it('counts typing errors as the textbook does', () => {
    const short = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 })
    fc.assert(
      fc.property(short, short, fc.integer({ min: 0, max: 2 }), (a, b, most) => {
        expect(withinTypos(a, b, most)).toBe(distance(a, b) <= most)
      }),
      { numRuns: 300 },
    )
  })

  it('forgives more in longer words', () => {
    expect(['jan', 'jans', 'janssens'].map(forgiven)).toEqual([0, 1, 2])
  })
})
