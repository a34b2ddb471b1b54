import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseBirthday } from './birthday.ts'
import { detectDateOrder, parseDate } from './date.ts'
import { parseDateTime } from './date-time.ts'

describe('dates', () => {
  test.each([
    ['2009-07-14', undefined, '2009-07-14'],
    ['20090714', undefined, '2009-07-14'],
    ['2009/7/14', undefined, '2009-07-14'],
    ['14/07/2009', undefined, '2009-07-14'],
    ['07/14/2009', undefined, '2009-07-14'],
    ['03/04/2009', 'dmy', '2009-04-03'],
    ['03/04/2009', 'mdy', '2009-03-04'],
    ['3.4.2009', undefined, '2009-04-03'],
    ['14 juli 2009', undefined, '2009-07-14'],
    ['Tue, July 14, 2009', undefined, '2009-07-14'],
    ['14-Jul-09', undefined, '2009-07-14'],
    ['3. März 2020', undefined, '2020-03-03'],
    ['5 de marzo de 2020', undefined, '2020-03-05'],
    ['2010-10-14T00:00:00', undefined, '2010-10-14'],
  ] as const)('%s (%s) is %s', (text, order, value) =>
    expect(parseDate(text, order)).toEqual({ ok: true, value }),
  )

  test.each([
    ['', 'empty'],
    ['soon', 'form'],
    ['2009', 'form'],
    ['03/04/2009', 'order'],
    ['2009\\7\\14', 'separator'],
    ['2009-07/14', 'separator'],
    ['30/02/2020', 'impossible'],
    ['2023-02-29', 'impossible'],
    ['2010-10-14 12:00', 'form'],
  ])('%s is refused as %s', (text, code) => expect(parseDate(text)).toEqual({ ok: false, code }))

  test('the order of a column', () => {
    expect(detectDateOrder(['01/02/2020', '13/02/2020'])).toBe('dmy')
    expect(detectDateOrder(['07/15/2009 02:14:45+0800', '1/2/20'])).toBe('mdy')
    expect(detectDateOrder(['01/02/2020', '02-03-2020'])).toBe('ambiguous')
    expect(detectDateOrder(['2020-01-02', '1.2.2020', '3 May 2020'])).toBe('any')
    expect(detectDateOrder(['13/02/2020', '02/13/2020'])).toBe('mixed')
  })
})

describe('dates with a time', () => {
  test.each([
    ['07/15/2009 02:14:45+0800', '2009-07-14T18:14:45.000Z'],
    ['2010-10-14T12:00:00.000Z-0300', '2010-10-14T15:00:00.000Z'],
    ['2009-07-14T14:14:45+02:00', '2009-07-14T12:14:45.000Z'],
    ['20210314T092838Z', '2021-03-14T09:28:38.000Z'],
    ['7/14/2009 3:05 PM', '2009-07-14T13:05:00.000Z'],
    ['2010-10-14T00:00:00.000', '2010-10-13T22:00:00.000Z'],
    ['2010-10-14', '2010-10-13T22:00:00.000Z'],
    ['2024-03-31 02:30', '2024-03-31T01:30:00.000Z'],
    ['2024-10-27 02:30', '2024-10-27T00:30:00.000Z'],
  ])('%s in Amsterdam is %s', (text, value) => {
    expect(parseDateTime(text, undefined, 'Europe/Amsterdam')).toEqual({ ok: true, value })
  })

  test.each([
    ['2009\\7\\14 22:14:45+0800', 'separator'],
    ['2009-07/14 02:14:45-0800', 'separator'],
    ['2024-01-01 25:00', 'impossible'],
    ['2024-01-01 13:00 PM', 'impossible'],
    ['2024-01-01T00:00:00+99:00', 'zone'],
    ['2024-01-01 noon', 'form'],
  ])('%s is refused as %s', (text, code) => expect(parseDateTime(text)).toEqual({ ok: false, code }))

  test('what is written as ISO 8601 is read as the same instant', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0100-01-01'), max: new Date('9999-01-01'), noInvalidDate: true }),
        (date) => {
          expect(parseDateTime(date.toISOString())).toEqual({ ok: true, value: date.toISOString() })
        },
      ),
    )
  })
})

describe('birthdays', () => {
  test.each([
    ['1960-09-10', '1960-09-10'],
    ['19600910', '1960-09-10'],
    ['1980-03-22T00:00:00Z', '1980-03-22'],
    ['--0203', '--02-03'],
    ['--02-29', '--02-29'],
    ['31/12/85', '1985-12-31'],
    ['3/4/24', '2024-04-03'],
  ])('%s is %s', (text, value) =>
    expect(parseBirthday(text, '2025-06-01', 'dmy')).toEqual({ ok: true, value }),
  )

  test.each([
    ['1985-02', 'partial'],
    ['1985', 'partial'],
    ['---14', 'partial'],
    ['--0230', 'impossible'],
    ['1985-02-30', 'impossible'],
    ['2025-06-02', 'future'],
    ['1700-01-01', 'old'],
    ['in spring', 'form'],
  ])('%s is refused as %s', (text, code) =>
    expect(parseBirthday(text, '2025-06-01')).toEqual({ ok: false, code }),
  )
})
