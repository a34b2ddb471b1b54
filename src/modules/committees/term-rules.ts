import type { Ctx } from '#platform/context.ts'
import { AppError, type FieldError, invalid } from '#platform/errors.ts'
import { mostAtOnce, overlap, type Span } from './spans.ts'

/** A term as it is to be. `confirmed` lets it go beyond the seats of a position that is not exclusive. */
export type TermDraft = Span & { id: string; customerId: string; positionId: string; confirmed: boolean }

type Office = {
  name: string
  seats: number
  exclusive: boolean
  last_day: string | null
}
type Other = Span & { customer_id: string }

export type Refusal = FieldError & { seats?: { seats: number; held: number; on: string; exclusive: boolean } }

/** The position, kept from being given to somebody else meanwhile; undefined when it is gone. */
async function office(ctx: Ctx, positionId: string): Promise<Office | undefined> {
  const [found] = await ctx.rows<Office>(
    `SELECT p.name, p.seats, p.exclusive, least(p.until_on, k.until_on) AS last_day
     FROM committee_positions p JOIN committees k ON k.workspace_id = p.workspace_id AND k.id = p.committee_id
     WHERE p.workspace_id = $1 AND p.id = $2 FOR NO KEY UPDATE OF p`,
    [ctx.workspaceId, positionId],
  )
  return found
}

const others = (ctx: Ctx, { id, positionId, from_on, until_on }: TermDraft): Promise<Other[]> =>
  ctx.rows<Other>(
    `SELECT t.customer_id, t.from_on, t.until_on FROM committee_terms t
     WHERE t.workspace_id = $1 AND t.position_id = $2 AND t.id <> $3
       AND (t.until_on IS NULL OR t.until_on >= $4::date) AND t.from_on <= coalesce($5::date, '9999-12-31')`,
    [ctx.workspaceId, positionId, id, from_on, until_on],
  )

const span = ({ from_on, until_on }: Span) => (until_on ? `${from_on} to ${until_on}` : `${from_on} on`)

/**
 * Why a term cannot be like this; null when it can, and then whether it goes beyond the seats. Until the end of the
 * transaction nobody else changes who holds the position.
 */
export async function judgeTerm(
  ctx: Ctx,
  draft: TermDraft,
): Promise<{ refusal: Refusal | null; beyond: boolean }> {
  const refuse = (refusal: Refusal) => ({ refusal, beyond: false })
  if (draft.until_on && draft.until_on < draft.from_on) {
    const message = 'The last day lies before the first. Choose a later one.'
    return refuse({ pointer: '/until_on', code: 'until.before_start', message })
  }
  const held = await office(ctx, draft.positionId)
  if (!held) return refuse({ pointer: '/position_id', code: 'gone', message: 'The position is gone.' })
  if (held.last_day && draft.from_on > held.last_day) {
    const message = `The position ends on ${held.last_day}. Choose an earlier first day, or let it last longer.`
    return refuse({ pointer: '/from_on', code: 'position.ended', message })
  }
  const rest = await others(ctx, draft)
  const twice = rest.find((other) => other.customer_id === draft.customerId && overlap(other, draft))
  if (twice) {
    const message = `This person holds "${held.name}" from ${span(twice)} already. Choose other days, or change that term.`
    return refuse({ pointer: '/from_on', code: 'term.overlaps', message })
  }
  const { count, on } = mostAtOnce(rest, draft)
  if (count < held.seats) return { refusal: null, beyond: false }
  if (draft.confirmed && !held.exclusive) return { refusal: null, beyond: true }
  const { seats, exclusive, name } = held
  const full = `On ${on} ${count === 1 ? 'the only seat' : `all ${count} seats`} of "${name}" ${count === 1 ? 'is' : 'are'} taken.`
  const remedy = exclusive
    ? 'It is exclusive: end or shorten a term first.'
    : 'End a term first, or confirm to appoint beyond the seats.'
  return refuse({
    pointer: '/position_id',
    code: exclusive ? 'seats.exclusive' : 'seats.taken',
    message: `${full} ${remedy}`,
    seats: { seats, held: count, on, exclusive },
  })
}

/** The same for verbs: throws what refuses, and gives whether it goes beyond the seats. */
export async function demandTerm(ctx: Ctx, draft: TermDraft): Promise<boolean> {
  const { refusal, beyond } = await judgeTerm(ctx, draft)
  if (!refusal) return beyond
  const { seats, ...fault } = refusal
  if (!seats) throw invalid('term.invalid', [fault])
  throw new AppError('conflict', fault.code, { message: fault.message, params: seats })
}
