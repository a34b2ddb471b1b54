import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvTokenizer, type Dialect } from './csv-tokenizer.ts'

const COMMA: Dialect = { separator: ',', escape: '"' }

const rowsOf = (text: string, dialect = COMMA, size = text.length || 1) => {
  const tokenizer = csvTokenizer(dialect)
  const rows = []
  for (let i = 0; i < text.length; i += size) rows.push(...tokenizer.push(text.slice(i, i + size)))
  return [...rows, ...tokenizer.end()]
}

describe('rows', () => {
  test('line numbers are those of the file, with cells over several lines and every kind of line end', () => {
    const text = 'a,b\r\n1,"two\r\nlines"\n\n2,"x\ry\nz"\r3,c\r\n"4",d'
    expect(rowsOf(text)).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1', 'two\r\nlines'] },
      { line: 5, cells: ['2', 'x\ry\nz'] },
      { line: 8, cells: ['3', 'c'] },
      { line: 9, cells: ['4', 'd'] },
    ])
  })

  test('quotes: doubled, after a space, within a word, escaped with a backslash', () => {
    expect(rowsOf('"""The Best"" Account", "b, c",5" disk\n')[0]!.cells).toEqual([
      '"The Best" Account',
      'b, c',
      '5" disk',
    ])
    expect(rowsOf('"The "Best" one",x\n')[0]!.cells).toEqual(['The "Best" one', 'x'])
    const backslash: Dialect = { separator: ';', escape: '\\' }
    expect(rowsOf('"say \\"hi\\"";"C:\\\\";x\n', backslash)[0]!.cells).toEqual(['say "hi"', 'C:\\', 'x'])
  })

  test('a quote that is never closed costs its own line only', () => {
    expect(rowsOf('1,a\n2,"b\n3,c\n4,"d"\n5,e\n')).toEqual([
      { line: 1, cells: ['1', 'a'] },
      { line: 2, cells: ['2', '"b'], problem: 'quote' },
      { line: 3, cells: ['3', 'c'] },
      { line: 4, cells: ['4', 'd'] },
      { line: 5, cells: ['5', 'e'] },
    ])
    expect(rowsOf('1,"a\n2,b').map(({ problem }) => problem)).toEqual(['quote', undefined])
  })

  test('a line without end is cut, and reading goes on behind it', () => {
    for (const start of ['', '"']) {
      const rows = rowsOf(`${start}${'x'.repeat(5_000_000)}\nb,c\n`, COMMA, 262_144)
      expect(rows.map(({ line, problem }) => [line, problem])).toEqual([
        [1, 'long'],
        [2, undefined],
      ])
      expect(rows[0]!.cells[0]!.length).toBeLessThanOrEqual(2_000_000)
      expect(rows[1]!.cells).toEqual(['b', 'c'])
    }
  })
})

describe('for any text', () => {
  const soup = fc.string({
    unit: fc.constantFrom('a', 'é', '"', '"', ',', '\n', '\r', ' ', '\\', '\0', '😀'),
    maxLength: 60,
  })

  test('the rows do not depend on how it is cut into pieces', () => {
    fc.assert(
      fc.property(soup, fc.integer({ min: 1, max: 7 }), (text, size) => {
        expect(rowsOf(text, COMMA, size)).toEqual(rowsOf(text))
      }),
      { numRuns: 3000 },
    )
  })

  test('rows begin on ever later lines, and none after the last', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const last = text.split(/\r\n|\r|\n/).length
        let before = 0
        for (const { line } of rowsOf(text)) {
          expect(line).toBeGreaterThan(before)
          expect(line).toBeLessThanOrEqual(last)
          before = line
        }
      }),
      { numRuns: 1000 },
    )
  })
})

test('what is properly quoted reads as csv-parse reads it', () => {
  const cell = fc.string({
    unit: fc.constantFrom('a', 'ß', '"', ',', ';', '\n', '\r\n', ' ', 'x'),
    maxLength: 12,
  })
  const table = fc
    .integer({ min: 1, max: 5 })
    .chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
    )
  fc.assert(
    fc.property(table, fc.constantFrom('\n', '\r\n'), (rows, end) => {
      const text = rows
        .map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(',') + end)
        .join('')
      const filled = (cells: string[]) => cells.length > 1 || cells[0] !== ''
      expect(rowsOf(text).map(({ cells }) => cells)).toEqual(
        parse(text, { recordDelimiter: end }).filter(filled),
      )
    }),
  )
})
