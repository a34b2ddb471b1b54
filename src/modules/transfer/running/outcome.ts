import { type Change, diff } from '#modules/customers/diff.ts'
import type { Draft, Status } from '#modules/customers/draft.ts'
import { transitionBetween } from '#modules/customers/lifecycle-rules.ts'
import { draftOf, type StoredRecord } from '#modules/customers/queries.ts'
import { faultsOfWhole } from '#modules/customers/validation.ts'
import type { ImportOptions } from '../contract.ts'
import { lacking } from '../custom/read-custom.ts'
import type { ImportRow, Refusal } from '../reading/import-row.ts'
import { refusal, refusalOf } from '../reading/refusals.ts'
import { changedCustomer } from './changed-customer.ts'
import type { Match } from './find-matches.ts'
import type { MatchRule } from './match-keys.ts'
import { draftOfRow, type Standing } from './new-customer.ts'

/** What becomes of a row. */
export type Outcome =
  | { what: 'create' }
  | { what: 'update'; id: string; by: MatchRule }
  | { what: 'skip'; id: string; by: MatchRule }
  | { what: 'reject'; refusals: Refusal[] }

const reject = (...refusals: Refusal[]): Outcome => ({ what: 'reject', refusals })

/** Rules that an import goes by; none when it always makes new customers. */
export const rulesOf = ({ existing, match }: ImportOptions): readonly MatchRule[] =>
  existing === 'create' ? [] : match

export function outcomeOf(
  row: ImportRow,
  match: Match,
  numberTaken: boolean,
  { existing }: ImportOptions,
): Outcome {
  if (row.refusals.length > 0) return reject(...row.refusals)
  if (match === 'several') return reject(refusal(null, 'match.several'))
  if (match) return { what: existing === 'skip' ? 'skip' : 'update', ...match }
  const faults = faultsOfWhole(draftOfRow(row)).map((fault) => refusalOf(null, fault))
  if (row.custom) faults.push(...lacking(row.custom))
  if (faults.length > 0) return reject(...faults)
  if (numberTaken && existing !== 'create') return reject(refusal(null, 'number.taken', `C-${row.number}`))
  return { what: 'create' }
}

/** An update worked out: as it is, as it will be, and what differs. No changes: there is nothing to do. */
export type WorkedOut =
  | { refusals: Refusal[] }
  | {
      refusals?: never
      id: string
      before: Draft
      after: Draft
      changes: Change[]
      status: Status
      from: Status
    }

export function workOut(
  stored: StoredRecord,
  row: ImportRow,
  { blanks }: ImportOptions,
  standing: Standing,
  groupOf: (name: string) => string | null,
): WorkedOut {
  const before = draftOf(stored)
  const after = changedCustomer(before, row, blanks, standing, groupOf)
  const changes = diff(before, differing(before, after))
  const { status: from } = stored
  const status = row.status ?? from
  if (status !== from && !transitionBetween(from, status))
    return { refusals: [refusal(null, 'status.not_allowed', `${from} → ${status}`)] }
  if (from === 'archived' && status === 'archived' && changes.length > 0)
    return { refusals: [refusal(null, 'customer.archived')] }
  const faults = changes.length > 0 ? faultsOfWhole(after) : []
  if (faults.length > 0) return { refusals: faults.map((fault) => refusalOf(null, fault)) }
  return { id: stored.id, before, after, changes, status, from }
}

/** Fields that are not the very same value; the rest needs no closer look. */
const differing = (before: Draft, after: Draft): Partial<Draft> =>
  Object.fromEntries(Object.entries(after).filter(([field, value]) => before[field as keyof Draft] !== value))
