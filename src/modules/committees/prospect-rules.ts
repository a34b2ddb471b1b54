import type { Ctx } from '#platform/context.ts'
import { AppError, type FieldError, invalid } from '#platform/errors.ts'
import { findPerson } from './individuals.ts'
import { type Span, stateOn } from './spans.ts'
import { workspaceToday } from './today.ts'

export type ProspectDraft = Span & { id: string; customerId: string; solicitorId: string }
type Refusal = FieldError & { taken?: { solicitor: { id: string; name: string } } & Span }
type Other = Span & { solicitor_id: string; name: string }

/**
 * Why a prospect cannot be given like this, or null. Until the end of the transaction nobody else gives the same
 * customer to somebody, and the solicitor stays active.
 */
export async function judgeProspect(ctx: Ctx, draft: ProspectDraft, changed: 'days' | 'solicitor' | 'all') {
  const { id, customerId, solicitorId, from_on, until_on } = draft
  const person = await findPerson(ctx, customerId, 'alone')
  if (until_on && until_on < from_on) {
    const message = 'The last day lies before the first. Choose a later one.'
    return { pointer: '/until_on', code: 'until.before_start', message } satisfies Refusal
  }
  const past = stateOn(draft, await workspaceToday(ctx)) === 'past'
  if (changed !== 'days') {
    const [solicitor] = await ctx.rows<{ status: string }>(
      'SELECT status FROM solicitors WHERE workspace_id = $1 AND customer_id = $2 FOR SHARE',
      [ctx.workspaceId, solicitorId],
    )
    if (!solicitor || (solicitor.status !== 'active' && !past)) {
      const message = 'This person is no active solicitor. Make them one first, or choose another.'
      return { pointer: '/solicitor_id', code: 'solicitor.not_active', message } satisfies Refusal
    }
    if (solicitorId === customerId) {
      const message = 'Nobody solicits themselves. Choose another solicitor.'
      return { pointer: '/solicitor_id', code: 'solicitor.self', message } satisfies Refusal
    }
  }
  if (changed === 'all' && person.status === 'archived' && !past) {
    const message = `${person.name} is archived. Restore the customer first.`
    return { pointer: '/customer_id', code: 'customer.archived', message } satisfies Refusal
  }
  return takenBy(ctx, draft, person.name, id)
}

/** Each prospect has one solicitor at a time, so that nobody is asked twice. */
async function takenBy(
  ctx: Ctx,
  { customerId, from_on, until_on }: ProspectDraft,
  name: string,
  id: string,
): Promise<Refusal | null> {
  const [other] = await ctx.rows<Other>(
    `SELECT p.solicitor_id, p.from_on, p.until_on, concat_ws(' ', s.first_name, s.last_name) AS name
     FROM prospects p JOIN customers s ON s.workspace_id = p.workspace_id AND s.id = p.solicitor_id
     WHERE p.workspace_id = $1 AND p.customer_id = $2 AND p.id <> $3
       AND (p.until_on IS NULL OR p.until_on >= $4::date) AND p.from_on <= coalesce($5::date, '9999-12-31')
     ORDER BY p.from_on LIMIT 1`,
    [ctx.workspaceId, customerId, id, from_on, until_on],
  )
  if (!other) return null
  const { solicitor_id, name: solicitor, ...span } = other
  const days = span.until_on ? `until ${span.until_on}` : 'until further notice'
  return {
    pointer: '/customer_id',
    code: 'prospect.taken',
    message: `${name} is solicited by ${solicitor} from ${span.from_on} ${days}. Reassign that one, or choose other days.`,
    taken: { solicitor: { id: solicitor_id, name: solicitor }, ...span },
  }
}

/** The same for verbs. */
export async function demandProspect(
  ctx: Ctx,
  draft: ProspectDraft,
  changed: 'days' | 'solicitor' | 'all',
): Promise<void> {
  const refusal: Refusal | null = await judgeProspect(ctx, draft, changed)
  if (!refusal) return
  const { taken, ...fault } = refusal
  if (!taken) throw invalid('prospect.invalid', [fault])
  throw new AppError('conflict', fault.code, { message: fault.message, params: taken })
}
