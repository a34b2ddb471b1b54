import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ConsentRow, currentOf, monthsLater, struckOut } from './current.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString()
const idOf = (place: number) => `018f4a3e-0000-7000-8000-${String(place).padStart(12, '0')}`

/** What people do, one after the other: decide at some moment (often an earlier one), strike out, take in again. */
type Step =
  | { does: 'decide'; state: string; minute: number }
  | { does: 'corrected' | 'reinstated'; which: number }
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    does: fc.constant('decide' as const),
    state: fc.constantFrom('given', 'unconfirmed', 'refused', 'withdrawn'),
    minute: fc.integer({ min: 0, max: 5 }),
  }),
  fc.record({ does: fc.constantFrom('corrected' as const, 'reinstated' as const), which: fc.nat(20) }),
)

function rowsOf(steps: readonly Step[]): ConsentRow[] {
  const rows: ConsentRow[] = []
  for (const [place, one] of steps.entries()) {
    const decisions = rows.filter(({ decision_id }) => decision_id === null)
    if (one.does === 'decide')
      rows.push({ id: idOf(place), state: one.state, decision_id: null, decided_at: at(one.minute) })
    else if (decisions.length > 0) {
      const { id } = decisions[one.which % decisions.length]!
      rows.push({ id: idOf(place), state: one.does, decision_id: id, decided_at: at(99) })
    }
  }
  return rows
}
const history = fc.array(step, { maxLength: 25 }).map(rowsOf)

describe('what is so now', () => {
  test('is the latest decision that counts, whatever was recorded when', () => {
    fc.assert(
      fc.property(history, (rows) => {
        const counts = new Map(rows.filter((r) => r.decision_id === null).map((r) => [r.id, r]))
        for (const { id } of [...counts.values()]) {
          const last = rows.findLast(({ decision_id }) => decision_id === id)
          if (last?.state === 'corrected') counts.delete(id)
        }
        const wanted = [...counts.values()]
          .sort((a, b) => a.decided_at.localeCompare(b.decided_at) || a.id.localeCompare(b.id))
          .at(-1)
        expect(currentOf(rows)).toEqual(wanted ?? null)
      }),
    )
  })

  test('does not depend on the order in which rows are read', () => {
    fc.assert(
      fc.property(
        history.chain((rows) =>
          fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
        ),
        ([rows, shuffled]) => {
          expect(currentOf(shuffled)).toEqual(currentOf(rows))
          expect(struckOut(shuffled)).toEqual(struckOut(rows))
        },
      ),
    )
  })

  test('is not changed by an earlier decision that is recorded later', () => {
    fc.assert(
      fc.property(history, fc.constantFrom('given', 'refused'), (rows, state) => {
        const before = currentOf(rows)
        const late = { id: idOf(900), state, decision_id: null, decided_at: at(-1) }
        expect(currentOf([...rows, late])).toEqual(before ?? late)
      }),
    )
  })

  test('comes back as it was when the latest decision is struck out, and again when that is taken back', () => {
    fc.assert(
      fc.property(history, (rows) => {
        const added = { id: idOf(900), state: 'withdrawn', decision_id: null, decided_at: at(50) }
        const struck = { id: idOf(901), state: 'corrected', decision_id: added.id, decided_at: at(60) }
        const back = { id: idOf(902), state: 'reinstated', decision_id: added.id, decided_at: at(70) }
        expect(currentOf([...rows, added])).toEqual(added)
        expect(currentOf([...rows, added, struck])).toEqual(currentOf(rows))
        expect(currentOf([...rows, added, struck, back])).toEqual(added)
      }),
    )
  })
})

describe('months later', () => {
  test.each([
    ['2024-01-31T10:00:00.000Z', 1, '2024-02-29T10:00:00.000Z'],
    ['2023-01-31T10:00:00.000Z', 1, '2023-02-28T10:00:00.000Z'],
    ['2024-02-29T10:00:00.000Z', 12, '2025-02-28T10:00:00.000Z'],
    ['2024-11-15T23:59:59.999Z', 3, '2025-02-15T23:59:59.999Z'],
  ])('%s and %d months is %s', (from, months, to) => {
    expect(monthsLater(new Date(from), months).toISOString()).toBe(to)
  })

  test('is the named month, the same day or the last one', () => {
    const day = fc.date({ min: new Date('1950-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 600 }), (from, months) => {
        const to = monthsLater(from, months)
        const index = (one: Date) => one.getUTCFullYear() * 12 + one.getUTCMonth()
        expect(index(to) - index(from)).toBe(months)
        expect(to.getUTCDate()).toBeLessThanOrEqual(from.getUTCDate())
        const tomorrow = new Date(to.getTime() + 86_400_000)
        if (to.getUTCDate() < from.getUTCDate()) expect(tomorrow.getUTCDate()).toBe(1)
      }),
    )
  })
})
