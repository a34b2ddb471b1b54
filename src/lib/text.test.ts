import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { collapse, collapseLines, deletions, fold, sortKey, WORD_LIMIT, words } from './text.ts'

const anyText = fc.string({ unit: 'binary', maxLength: 60 })

describe('fold', () => {
  test.each([
    ['Müller', 'muller'],
    ['STRASSE / Straße / STRAẞE', 'strasse / strasse / strasse'],
    ['Bjørn Ærø Łódź Đorđe Þór Œuvre', 'bjorn aero lodz dorde thor oeuvre'],
    ['İstanbul ısı', 'istanbul isi'],
    ['Дмитрий', 'дмитрии'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['株式会社ガ', '株式会社ガ'],
    ['김철수', '김철수'],
    ['हिन्दी', 'हिन्दी'],
    ['ﬁn①', 'fin1'],
  ])('%s becomes %s', (given, expected) => {
    expect(fold(given)).toBe(expected)
  })

  test('is idempotent', () => {
    fc.assert(
      fc.property(anyText, (text) => fold(fold(text)) === fold(text)),
      { numRuns: 2000 },
    )
  })
})

describe('words', () => {
  test('splits on everything that is not letter or digit', () => {
    expect(words("Jean-Luc O'Brien jean_luc@Ex-ample.ORG")).toEqual([
      'jean',
      'luc',
      'o',
      'brien',
      'ex',
      'ample',
      'org',
    ])
    expect(words(' .-_ ')).toEqual([])
    expect(words('Ünal ünal')).toEqual(['unal'])
  })

  test('cuts long words without splitting a character', () => {
    expect(words('x'.repeat(100))).toEqual(['x'.repeat(WORD_LIMIT)])
    const cut = words(`${'x'.repeat(WORD_LIMIT - 1)}𠮷𠮷`)[0]!
    expect(cut.isWellFormed()).toBe(true)
  })

  test('the words of a text are the words of its folded form', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(words(fold(text))).toEqual(words(text))
      }),
      { numRuns: 1000 },
    )
  })
})

test('a sort key ignores case, accents and punctuation', () => {
  expect(sortKey("  d'Été", null, '', 'Jean-Luc')).toBe('dete jean luc')
  expect(sortKey('x'.repeat(199), '𠮷𠮷𠮷').isWellFormed()).toBe(true)
})

describe('collapse', () => {
  test.each([
    ['  Jan \t\n de   Vries ', 'Jan de Vries'],
    ['A\u0000B\u200bC\u202eD\ufeff', 'ABCD'],
    ['Jan\u00a0Jansen', 'Jan Jansen'],
    ['می‌خواهم', 'می‌خواهم'],
    ['a\u200db', 'ab'],
    ['plain', 'plain'],
  ])('%j becomes %j', (given, expected) => expect(collapse(given)).toBe(expected))

  test('is idempotent and leaves nothing PostgreSQL refuses', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const tidy = collapse(text)
        expect(collapse(tidy)).toBe(tidy)
        expect(tidy.includes('\0')).toBe(false)
        expect(tidy.isWellFormed()).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  test('lines are kept when asked', () => {
    expect(collapseLines(' one  two \r\n\r\n\r\n\r\nthree\rfour\n')).toBe('one two\n\nthree\nfour')
  })
})

describe('deletions', () => {
  test('word and every single deletion, from four to twenty letters', () => {
    expect(deletions('anna')).toEqual(['anna', 'nna', 'ana', 'ann'])
    expect(deletions('jan')).toEqual(['jan'])
    expect(deletions('a'.repeat(21))).toHaveLength(1)
    expect(deletions('ab12')).toEqual(['ab12'])
  })

  test('words one edit apart share a member', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'abcdé'), minLength: 5, maxLength: 19 })
    fc.assert(
      fc.property(letters, fc.nat(), fc.nat(3), (word, place, kind) => {
        const at = place % (word.length - 1)
        const edited = [
          word.slice(0, at) + word.slice(at + 1),
          `${word.slice(0, at)}x${word.slice(at)}`,
          `${word.slice(0, at)}x${word.slice(at + 1)}`,
          word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2),
        ][kind]!
        const known = new Set(deletions(word))
        expect(deletions(edited).some((form) => known.has(form))).toBe(true)
      }),
    )
  })
})
