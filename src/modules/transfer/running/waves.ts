import type { ImportRow } from '../reading/import-row.ts'
import type { Matches } from './find-matches.ts'
import { type MatchRule, matchKeys } from './match-keys.ts'

/**
 * Which of some rows may be decided together as if they came one after the other: those that do not depend on an
 * earlier one of them. The rest wait, in their order, and are looked up again when the first ones are written.
 * At least the first row is always among those that go.
 */
export function nextWave(
  rows: readonly ImportRow[],
  matches: Matches,
  rules: readonly MatchRule[],
): { wave: ImportRow[]; waiting: ImportRow[] } {
  const used = new Set<string>()
  const wave: ImportRow[] = []
  const waiting: ImportRow[] = []
  for (const row of rows) {
    const keys = interests(row, matches, rules)
    const free = !keys.some((key) => used.has(key))
    // A row that waits keeps those behind it waiting that depend on it.
    for (const key of keys) used.add(key)
    ;(free ? wave : waiting).push(row)
  }
  return { wave, waiting }
}

/** What a row may change for later rows, and what earlier rows may have changed for it: both under one name. */
const interests = (row: ImportRow, matches: Matches, rules: readonly MatchRule[]): string[] =>
  rules.length === 0 ? ownInterests(row, rules) : [...ownInterests(row, rules), ...matches.candidates(row)]

/** The same, as far as the row alone tells. */
export function ownInterests(row: ImportRow, rules: readonly MatchRule[]): string[] {
  const keys = matchKeys(row, rules).map(({ key }) => key)
  if (row.number !== null) keys.push(`n ${row.number}`)
  return keys
}
