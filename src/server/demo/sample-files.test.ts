import { parse } from 'csv-parse/sync'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { type SampleFile, sampleFile } from './sample-files.ts'
import { demoCustomers } from './world.ts'

const range = { seed: 3, count: 400, until: new Date('2026-06-01T00:00:00Z') }

const read = (options: Partial<SampleFile>): string[][] => {
  const bytes = Buffer.concat([...sampleFile({ ...range, ...options })])
  const text = iconv.decode(bytes, options.encoding ?? 'utf-8', { stripBOM: true })
  return parse(text, { delimiter: options.separator ?? ',' })
}

test('holds a header and one row for each customer', () => {
  const [header, ...rows] = read({})
  const customers = [...demoCustomers(range)]
  expect(rows.length).toBe(400)
  const column = (name: string) => rows.map((row) => row[header!.indexOf(name)])
  expect(column('Last name')).toEqual(customers.map(({ lastName }) => lastName ?? ''))
  expect(column('E-mail')).toEqual(customers.map(({ emails }) => emails[0]?.address ?? ''))
  expect(column('Note')).toEqual(customers.map(({ note }) => note ?? ''))
})

test('writes other separators, encodings and languages', () => {
  const [dutch] = read({ headers: 'nl', separator: ';', encoding: 'utf-16le', byteOrderMark: true })
  expect(dutch!.slice(0, 2)).toEqual(['Klantnummer', 'Soort'])
  const [german, ...rows] = read({ headers: 'de', separator: '\t', encoding: 'windows-1252' })
  expect(german).toContain('Straße')
  expect(rows.length).toBe(400)
  const cells = rows.flat()
  expect(cells.some((cell) => cell.includes('ü'))).toBe(true)
  expect(cells.filter((cell) => cell.includes('?'))).toEqual([])
})

test('breaks every n-th row when asked', () => {
  const good = read({})
  const bad = read({ flawEvery: 10 })
  const changed = bad.flatMap((row, i) => (row.join() === good[i]!.join() ? [] : [i]))
  expect(changed).toEqual(Array.from({ length: 40 }, (_, i) => (i + 1) * 10))
})
