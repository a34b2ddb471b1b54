import { uuidv7 } from 'uuidv7'
import { collapse, collapseLines } from '#lib/text.ts'
import { stale } from '#modules/customers/groups.ts'
import type { Ctx } from '#platform/context.ts'
import { AppError, invalid } from '#platform/errors.ts'
import { findPosition } from './committee-queries.ts'
import { insertRow, tell, updateRow, wasAdded, wasChanged, wasDeleted } from './dated-record.ts'
import { findPerson, whyNot } from './individuals.ts'
import type { Term, TermChange, TermInput } from './shapes.ts'
import { dayAfter, lastDayOf, stateOn } from './spans.ts'
import { termKind } from './term-kind.ts'
import { findTerm } from './term-queries.ts'
import { demandTerm } from './term-rules.ts'
import { workspaceToday } from './today.ts'

const messages = {
  'customer.not_individual': 'Only individuals hold positions. Choose a person, not an organisation.',
  'customer.not_active': 'This person is not active. Activate them first, or record a term that is past.',
} as const

const noteOf = (note: string | null | undefined) => note && collapseLines(note)

/** The last day of a term that begins on a day: as asked, or after the usual length. */
const lastDay = (from_on: string, asked: string | null | undefined, months: number | null): string | null =>
  asked !== undefined ? asked : months === null ? null : lastDayOf(from_on, months)

/** Appoints an individual to a position. Two at once for the last seat: the second is refused. */
export async function appoint(ctx: Ctx, input: TermInput): Promise<Term> {
  const { id: positionId, committee_id, term_months } = await findPosition(ctx, input.position_id, 'update')
  const { from_on, customer_id: customerId, confirmed } = input
  const until_on = lastDay(from_on, input.until_on, term_months)
  const past = stateOn({ from_on, until_on }, await workspaceToday(ctx)) === 'past'
  const code = whyNot(await findPerson(ctx, customerId, 'share'), past)
  if (code) {
    const message = messages[code as keyof typeof messages]
    throw invalid('term.invalid', [{ pointer: '/customer_id', code, message }])
  }
  const id = uuidv7()
  const beyond_seats = await demandTerm(ctx, { id, customerId, positionId, from_on, until_on, confirmed })
  await insertRow(ctx, termKind.table, {
    id,
    committee_id,
    position_id: positionId,
    customer_id: customerId,
    from_on,
    until_on,
    beyond_seats,
    note: noteOf(input.note) ?? null,
  })
  const term = await findTerm(ctx, id)
  await tell(ctx, termKind, 'added', [{ row: term, change: wasAdded(termKind, term) }])
  return term
}

/** Writes a term after its rules, and says what happened to it. */
async function alter(
  ctx: Ctx,
  before: Term,
  columns: Record<string, unknown>,
  happened: string,
): Promise<Term> {
  await updateRow(ctx, termKind.table, before.id, columns)
  const after = await findTerm(ctx, before.id)
  await tell(ctx, termKind, happened, [{ row: after, change: wasChanged(termKind, before, after) }])
  return after
}

/** A term, locked behind its position: in the order in which appointments lock. */
async function lockTerm(ctx: Ctx, id: string): Promise<Term> {
  const { position } = await findTerm(ctx, id)
  await findPosition(ctx, position.id, 'update')
  return findTerm(ctx, id, 'update')
}

/** Changes a term; `seen` is the version the caller saw, undefined for whatever is there. */
export async function changeTerm(
  ctx: Ctx,
  id: string,
  { note, confirmed, ...days }: TermChange,
  seen: number | undefined,
): Promise<Term> {
  const before = await lockTerm(ctx, id)
  if (seen !== undefined && seen !== before.version) throw stale(before)
  const { from_on, until_on } = { ...before, ...days }
  const moved = from_on !== before.from_on || until_on !== before.until_on
  const draft = { id, customerId: before.customer.id, positionId: before.position.id, from_on, until_on }
  const beyond_seats = moved
    ? await demandTerm(ctx, { ...draft, confirmed: confirmed || before.beyond_seats })
    : before.beyond_seats
  const columns = {
    ...days,
    beyond_seats,
    // Another last day is the plan again.
    ...(until_on !== before.until_on && { end_reason: null, planned_until_on: null }),
    ...(note !== undefined && { note: noteOf(note) }),
  }
  return alter(ctx, before, columns, 'changed')
}

/** Ends a term before its time. What was planned, and why it came otherwise, is kept with it. */
export async function endTerm(ctx: Ctx, id: string, { on, reason }: { on: string; reason: string }) {
  const before = await lockTerm(ctx, id)
  const fault = (code: string, message: string) =>
    invalid('term.invalid', [{ pointer: '/on', code, message }])
  if (on < before.from_on) {
    throw fault(
      'end.before_start',
      'The term begins after this day. Choose a later one, or delete the term if it was a mistake.',
    )
  }
  if (before.until_on && on >= before.until_on) {
    throw fault('end.not_early', `The term ends on ${before.until_on} anyway. Choose an earlier day.`)
  }
  const planned_until_on = before.end_reason ? before.planned_until_on : before.until_on
  return alter(ctx, before, { until_on: on, end_reason: collapse(reason), planned_until_on }, 'ended')
}

/** Another term for the same person in the same position, from the day after. */
export async function renewTerm(
  ctx: Ctx,
  id: string,
  { until_on, note, confirmed }: Pick<TermInput, 'until_on' | 'note' | 'confirmed'>,
): Promise<Term> {
  const { customer, position, until_on: last } = await findTerm(ctx, id)
  if (!last) {
    throw new AppError('conflict', 'term.open', {
      message: 'This term has no last day, so there is nothing to renew. Give it one first.',
    })
  }
  return appoint(ctx, {
    position_id: position.id,
    customer_id: customer.id,
    from_on: dayAfter(last),
    ...(until_on !== undefined && { until_on }),
    ...(note !== undefined && { note }),
    confirmed,
  })
}

export async function deleteTerm(ctx: Ctx, id: string): Promise<undefined> {
  const term = await lockTerm(ctx, id)
  await ctx.rows('DELETE FROM committee_terms WHERE workspace_id = $1 AND id = $2', [ctx.workspaceId, id])
  await tell(ctx, { ...termKind, beside: () => [] }, 'deleted', [
    { row: term, change: wasDeleted(termKind, term) },
  ])
  await termKind.forget!(ctx, [id])
  return undefined
}
