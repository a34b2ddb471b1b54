import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { temporaryFile } from '#test/support/temporary-file.ts'
import { SEPARATORS } from './csv-dialect.ts'
import { csvLine, writeCsv } from './csv-writer.ts'
import { guardCell, unguardCell } from './formula-guard.ts'
import { describeFile, readRows } from './sniff.ts'
import type { OutCell } from './table.ts'

const textOf = async (pieces: AsyncIterable<string>) => {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}

test('RFC 4180: what needs quotes has them, and csv-parse reads it back', () => {
  expect(csvLine(['a', 'b,c', 'd"e', 'f\ng', null, 12.5, true, ' x'], ',')).toBe(
    'a,"b,c","d""e","f\ng",,12.5,true," x"\r\n',
  )
  expect(csvLine(['a;b', 'c'], ';')).toBe('"a;b";c\r\n')
})

test.each([
  ['=1+1', "'=1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['+31 6 12345678', "'+31 6 12345678"],
  ['-2+3+cmd|x', "'-2+3+cmd|x"],
  [' =1', "' =1"],
  ['\t=1', "'\t=1"],
  ['＝1', "'＝1"],
  ["'=1", "''=1"],
  ['+31612345678', '+31612345678'],
  ['-12,50', '-12,50'],
  ["'t Hart", "'t Hart"],
  ['a=b', 'a=b'],
])('%j goes out as %j', (cell, safe) => {
  expect(guardCell(cell)).toBe(safe)
  expect(unguardCell(safe)).toBe(cell)
})

const cell = fc.string({
  unit: fc.constantFrom(
    'a',
    'b',
    'é',
    'ü',
    '"',
    ',',
    ';',
    '\t',
    '|',
    '=',
    '+',
    "'",
    '1',
    ' ',
    '\n',
    '-',
    '@',
  ),
  maxLength: 10,
})

test('any table comes back from any separator and encoding as it was', async () => {
  const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'utf-32le']
  const row = fc.tuple(fc.constantFrom('Zoë', 'Jürgen'), cell, cell)
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 12 }),
      fc.constantFrom(...SEPARATORS),
      fc.constantFrom(...encodings),
      async (rows, separator, encoding) => {
        const text = await textOf(
          writeCsv({ columns: ['First name', 'Company', 'E-mail'], rows: [rows] }, { separator, bom: false }),
        )
        const path = temporaryFile(iconv.encode(text, encoding))
        const description = await describeFile(path, { encoding, separator, hasHeader: true })
        const read: string[][] = []
        for await (const batch of readRows(path, description))
          for (const { cells } of batch.rows) read.push(cells)
        expect(read).toEqual(rows)
        expect(description.columns.map(({ name }) => name)).toEqual(['First name', 'Company', 'E-mail'])
      },
    ),
    { numRuns: 150 },
  )
})

test('csv-parse reads the same, less the guard', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 10 }), async (rows) => {
      const text = await textOf(writeCsv({ columns: ['a', 'b'], rows: [rows as OutCell[][]] }))
      const read: string[][] = parse(text, { bom: true })
      expect(read.slice(1).map((cells) => cells.map(unguardCell))).toEqual(rows)
      for (const value of read.flat()) expect(value).not.toMatch(/^[=@\t\r]|^[+-](?!\d+([.,]\d+)?$)/)
    }),
  )
})

test('the byte order mark tells Excel that it is UTF-8', async () => {
  expect(await textOf(writeCsv({ columns: ['ë'], rows: [] }))).toBe('\ufeffë\r\n')
})
