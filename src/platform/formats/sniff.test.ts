import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { temporaryFile } from '#test/support/temporary-file.ts'
import type { Choices } from './file-description.ts'
import type { Row } from './rows.ts'
import { describeFile, readRows } from './sniff.ts'

const FIXTURES = join(import.meta.dirname, '../../../test/fixtures')

const read = async (path: string, choices: Choices = {}) => {
  const description = await describeFile(path, choices)
  const rows: Row[] = []
  let bytes = 0
  // Descriptions are stored before they are used.
  for await (const batch of readRows(path, JSON.parse(JSON.stringify(description)))) {
    rows.push(...batch.rows)
    bytes = batch.bytesRead
  }
  return { description, rows, bytes, names: description.columns.map(({ name }) => name) }
}
const readText = (text: string, choices?: Choices) => read(temporaryFile(text), choices)

describe('files of other programs', () => {
  test.each([
    ['csvtext_BOM_UTF8.csv', 'utf-8'],
    ['csvtext_BOM_UTF16LE.csv', 'utf-16le'],
    ['csvtext_BOM_UTF32BE.csv', 'utf-32be'],
  ])('%s', async (name, encoding) => {
    const { description, rows, names } = await read(join(FIXTURES, 'csv', name))
    expect(description).toMatchObject({
      format: 'csv',
      encoding,
      separator: ',',
      hasHeader: true,
      rowsEstimate: 2,
    })
    expect(names).toEqual(['column1', 'column2', 'column3'])
    expect(rows).toEqual([
      { line: 2, cells: ['row1-1', 'row1-2', 'row1-3'] },
      { line: 3, cells: ['row2-1', 'row2-2', 'row2-3'] },
    ])
  })

  test('csvEscapedQuotes.csv, csvSeparator.csv', async () => {
    const quotes = await read(join(FIXTURES, 'csv/csvEscapedQuotes.csv'))
    expect(quotes.rows.map(({ cells }) => cells[0])).toEqual(['"The Best" Account', 'The "Best" Account'])
    const separator = await read(join(FIXTURES, 'csv/csvSeparator.csv'))
    expect(separator.names).toEqual(['column1', 'column2!some', 'column3'])
    const chosen = await read(join(FIXTURES, 'csv/csvSeparator.csv'), { separator: '!' })
    expect(chosen.names).toEqual(['column1,column2', 'some,column3'])
  })

  test('no row of any of them is lost or marked', async () => {
    const counts: Record<string, number> = {}
    for (const name of readdirSync(join(FIXTURES, 'csv')).filter((file) => file.endsWith('.csv'))) {
      const { rows, bytes, description } = await read(join(FIXTURES, 'csv', name))
      expect(rows.filter(({ problem }) => problem)).toEqual([])
      expect(bytes).toBe(description.size)
      counts[name] = rows.length
    }
    expect(counts).toMatchObject({ 'insertAccountCsv.csv': 100, 'timeZoneFormatTestingWithErrors.csv': 6 })
  })
})

describe('separator and header', () => {
  test('Excel in Dutch: semicolons, decimal commas, Windows-1252', async () => {
    const text = 'Klantnr;Naam;Plaats;Omzet\r\n1;Müller, J.;Köln;12,50\r\n2;Zoë;Breda;3,00\r\n'
    const { description, rows } = await read(temporaryFile(iconv.encode(text, 'windows-1252')))
    expect(description).toMatchObject({ encoding: 'windows-1252', separator: ';', hasHeader: true })
    expect(rows[0]!.cells).toEqual(['1', 'Müller, J.', 'Köln', '12,50'])
  })

  test('the first line of Excel that states the separator', async () => {
    const { description, rows } = await readText('sep=|\nname|e-mail\nJan|a@b.nl\n')
    expect(description.separator).toBe('|')
    expect(rows).toEqual([{ line: 3, cells: ['Jan', 'a@b.nl'] }])
  })

  test.each([',', ';', '\t', '|', '!', ':', '^', '~'])('columns separated by %j', async (separator) => {
    const lines = [
      ['Name', 'City', 'Note'],
      ['Jan', 'Breda', 'x y'],
      ['Piet', 'Gent', ''],
    ]
    const { description, rows } = await readText(lines.map((cells) => cells.join(separator)).join('\n'))
    expect(description.separator).toBe(separator)
    expect(rows.map(({ cells }) => cells)).toEqual(lines.slice(1))
  })

  test('a single column', async () => {
    const { names, rows } = await readText('E-mail\na@b.nl\nc@d.nl\n')
    expect(names).toEqual(['E-mail'])
    expect(rows).toHaveLength(2)
  })

  test('data without header', async () => {
    const { description, names, rows } = await readText(
      'Jan,jan@x.nl,0612345678\nPiet,piet@x.nl,0612345679\n',
    )
    expect(description.hasHeader).toBe(false)
    expect(names).toEqual(['Column 1', 'Column 2', 'Column 3'])
    expect(rows.map(({ line }) => line)).toEqual([1, 2])
    expect((await readText('Jan,NL\nPiet,NL\n')).description.hasHeader).toBe(false)
    expect((await readText('Jan,Jansen,Breda\n')).rows).toHaveLength(1)
    expect((await readText('Jan,NL\nPiet,NL\n', { hasHeader: true })).names).toEqual(['Jan', 'NL'])
  })

  test('names missing or doubled, trailing separators, samples', async () => {
    const { description } = await readText('Name,,Name,\nJan,x,Jansen,\nJan,y,Smit,\n')
    expect(description.columns).toEqual([
      { name: 'Name', samples: ['Jan'] },
      { name: 'Column 2', samples: ['x', 'y'] },
      { name: 'Name (2)', samples: ['Jansen', 'Smit'] },
    ])
  })

  test('a title above the table', async () => {
    const { names, rows } = await readText('Members 2024\n\nName,City,E-mail\nJan,Breda,a@b.nl\n')
    expect(names).toEqual(['Name', 'City', 'E-mail'])
    expect(rows).toEqual([{ line: 4, cells: ['Jan', 'Breda', 'a@b.nl'] }])
  })
})

describe('broken rows', () => {
  const header = 'Name,City,E-mail\n'
  const good = 'Jan,Breda,a@b.nl\n'.repeat(30)

  test('too many or too few cells among complete rows', async () => {
    const { rows } = await readText(`${header}${good}Jan,Breda,a@b.nl,more\nJan,\n`)
    expect(rows).toHaveLength(32)
    expect(rows.filter(({ problem }) => problem)).toEqual([
      { line: 32, cells: ['Jan', 'Breda', 'a@b.nl', 'more'], problem: 'cells' },
      { line: 33, cells: ['Jan', '', ''], problem: 'cells' },
    ])
  })

  test('rows that leave out empty cells at the end are no problem where many do', async () => {
    const { rows } = await readText(`${header}${'Jan,Breda,a@b.nl\nPiet\n'.repeat(10)}`)
    expect(rows).toHaveLength(20)
    expect(rows.some(({ problem }) => problem)).toBe(false)
    expect(rows[1]!.cells).toEqual(['Piet', '', ''])
  })

  test('a quote that is never closed, and bytes that are no characters', async () => {
    const { rows } = await readText(`${header}${good}"Piet,Gent,p@x.nl\n${good}`)
    expect(rows).toHaveLength(61)
    expect(rows.filter(({ problem }) => problem).map(({ line, problem }) => [line, problem])).toEqual([
      [32, 'quote'],
    ])
    const bytes = Buffer.concat([
      Buffer.from(`${header}${'Zoë,Gent,z@x.nl\n'.repeat(30)}`),
      Buffer.from([0xeb, 0x2c, 0x2c, 0x0a]),
    ])
    const lossy = await read(temporaryFile(bytes))
    expect(lossy.rows.filter(({ problem }) => problem)).toEqual([
      { line: 32, cells: ['\ufffd', '', ''], problem: 'encoding' },
    ])
  })

  test('rows from a line on', async () => {
    const path = temporaryFile(header + good)
    const lines: number[] = []
    for await (const { rows } of readRows(path, await describeFile(path), { from: 30 })) {
      lines.push(...rows.map(({ line }) => line))
    }
    expect(lines).toEqual([30, 31])
  })
})

test.each([
  ['empty', ''],
  ['empty', ' \n\n'],
  ['pdf', '%PDF-1.7\n'],
  ['xls', Buffer.from('d0cf11e0a1b11ae10000', 'hex')],
  [
    'encrypted',
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
  ],
  ['image', Buffer.from('89504e470d0a1a0a0000', 'hex')],
  ['image', Buffer.from('ffd8ffe000104a464946', 'hex')],
  ['markup', '<!DOCTYPE html><table><tr><td>Name'],
  ['markup', '[{"name":"Jan"}]'],
  ['zip', Buffer.from('1f8b0800', 'hex')],
  ['damaged', 'PK\x03\x04 and no more'],
  ['binary', Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919) % 32))],
])('a file that is %s is refused as such', async (code, content) => {
  await expect(describeFile(temporaryFile(content))).rejects.toMatchObject({
    kind: 'invalid',
    code: `file.${code}`,
  })
})

test('many rows leave memory where it was', async () => {
  const path = temporaryFile(
    `Name,City,E-mail\n${'Jan Jansen,Amsterdam,jan.jansen@example.com\n'.repeat(400_000)}`,
  )
  const description = await describeFile(path)
  expect(Math.abs(description.rowsEstimate - 400_000)).toBeLessThan(4000)
  let count = 0
  let peak = 0
  const before = process.memoryUsage().heapUsed + process.memoryUsage().external
  for await (const { rows } of readRows(path, description)) {
    count += rows.length
    const { heapUsed, external } = process.memoryUsage()
    peak = Math.max(peak, heapUsed + external - before)
  }
  expect(count).toBe(400_000)
  expect(peak).toBeLessThan(200 * 1_048_576)
})
