import { uuidv7 } from 'uuidv7'
import { collapse, collapseLines } from '#lib/text.ts'
import { stale } from '#modules/customers/groups.ts'
import type { Ctx } from '#platform/context.ts'
import { AppError, invalid, missing } from '#platform/errors.ts'
import { insertRow, tell, updateRow, wasAdded, wasChanged, wasDeleted } from './dated-record.ts'
import { findPerson } from './individuals.ts'
import { prospectKind } from './prospect-kind.ts'
import { findProspect, findProspects } from './prospect-queries.ts'
import { demandProspect } from './prospect-rules.ts'
import type { Prospect, ProspectChange, ProspectInput, Reassignment, Stage } from './shapes.ts'
import { dayBefore } from './spans.ts'
import { mayFollow, nextStages } from './stages.ts'

/** Columns of what was given; the target is two of them. */
const columnsOf = ({ target, note, ...rest }: ProspectChange) => ({
  ...rest,
  ...(note !== undefined && { note: note && collapseLines(note) }),
  ...(target !== undefined && {
    target_amount: target?.amount ?? null,
    target_currency: target?.currency ?? null,
  }),
})

/** Gives a customer to a solicitor. */
export async function assign(
  ctx: Ctx,
  { customer_id, solicitor_id, ...input }: ProspectInput,
): Promise<Prospect> {
  await findPerson(ctx, solicitor_id, 'share')
  const id = uuidv7()
  const { from_on, until_on } = input
  const draft = { id, customerId: customer_id, solicitorId: solicitor_id, from_on, until_on }
  await demandProspect(ctx, draft, 'all')
  await insertRow(ctx, prospectKind.table, { ...columnsOf(input), id, customer_id, solicitor_id })
  const prospect = await findProspect(ctx, id)
  await tell(ctx, prospectKind, 'added', [{ row: prospect, change: wasAdded(prospectKind, prospect) }])
  return prospect
}

function demandStage(from: Stage, to: Stage): void {
  if (mayFollow(from, to)) return
  throw new AppError('conflict', 'stage.not_allowed', {
    message: `From "${from}" a prospect goes on to ${nextStages(from).join(', ')}. Choose one of these.`,
    params: { from, to, next: nextStages(from) },
  })
}

/** A prospect, locked behind its customer: in the order in which assignments lock. */
async function lockProspect(ctx: Ctx, id: string): Promise<Prospect> {
  const { customer } = await findProspect(ctx, id)
  await findPerson(ctx, customer.id, 'alone')
  return findProspect(ctx, id, 'update')
}

async function alter(ctx: Ctx, before: Prospect, columns: Record<string, unknown>, happened: string) {
  await updateRow(ctx, prospectKind.table, before.id, columns)
  const after = await findProspect(ctx, before.id)
  await tell(ctx, prospectKind, happened, [{ row: after, change: wasChanged(prospectKind, before, after) }])
  return after
}

/** Changes a prospect; `seen` is the version the caller saw, undefined for whatever is there. */
export async function changeProspect(
  ctx: Ctx,
  id: string,
  change: ProspectChange,
  seen: number | undefined,
): Promise<Prospect> {
  const before = await lockProspect(ctx, id)
  if (seen !== undefined && seen !== before.version) throw stale(before)
  if (change.stage) demandStage(before.stage, change.stage)
  const { from_on, until_on, customer, solicitor } = { ...before, ...change }
  const draft = { id, customerId: customer.id, solicitorId: solicitor.id, from_on, until_on }
  await demandProspect(ctx, draft, 'days')
  const stage = change.stage && change.stage !== before.stage
  const reopened = until_on !== before.until_on && { end_reason: null }
  return alter(ctx, before, { ...columnsOf(change), ...reopened }, stage ? 'moved' : 'changed')
}

/** Takes a prospect from its solicitor; who asked, when and how far it came is kept. */
export async function endProspect(ctx: Ctx, id: string, { on, reason }: { on: string; reason: string }) {
  const before = await lockProspect(ctx, id)
  const early = on < before.from_on
  if (early || (before.until_on && on >= before.until_on)) {
    const [code, message] = early
      ? [
          'end.before_start',
          'It begins after this day. Choose a later one, or delete it if it was a mistake.',
        ]
      : ['end.not_early', `It ends on ${before.until_on} anyway. Choose an earlier day.`]
    throw invalid('prospect.invalid', [{ pointer: '/on', code: code!, message: message! }])
  }
  return alter(ctx, before, { until_on: on, end_reason: collapse(reason) }, 'ended')
}

/**
 * Gives prospects to another solicitor from a day on, all or none: each ends with its solicitor the day before, and
 * goes on with the new one where it stood.
 */
export async function reassign(
  ctx: Ctx,
  { prospect_ids, solicitor_id, on }: Reassignment,
): Promise<{ items: Prospect[] }> {
  await findPerson(ctx, solicitor_id, 'share')
  const ids = [...new Set(prospect_ids)]
  const seen = await findProspects(ctx, ids)
  if (seen.length < ids.length) throw missing('prospect')
  // In one order, so that two reassignments at once do not wait for each other for ever.
  for (const customerId of seen.map(({ customer }) => customer.id).sort())
    await findPerson(ctx, customerId, 'alone')
  const made: Prospect[] = []
  for (const before of await findProspects(ctx, ids, 'update')) {
    const { customer, solicitor, from_on, until_on, stage, target, note } = before
    if (solicitor.id === solicitor_id) continue
    if (from_on >= on || (until_on && until_on < on)) {
      const message = `${customer.name} is with ${solicitor.name} from ${from_on}${until_on ? ` to ${until_on}` : ''}. Choose a day within that, after the first.`
      throw invalid('prospect.invalid', [{ pointer: '/on', code: 'reassignment.day', message }])
    }
    await alter(ctx, before, { until_on: dayBefore(on) }, 'ended')
    made.push(
      await assign(ctx, {
        customer_id: customer.id,
        solicitor_id,
        from_on: on,
        until_on,
        stage,
        target,
        note,
      }),
    )
  }
  return { items: made }
}

/** Deletes what was entered by mistake. */
export async function deleteProspect(ctx: Ctx, id: string): Promise<undefined> {
  const prospect = await lockProspect(ctx, id)
  await ctx.rows('DELETE FROM prospects WHERE workspace_id = $1 AND id = $2', [ctx.workspaceId, id])
  await tell(ctx, prospectKind, 'deleted', [{ row: prospect, change: wasDeleted(prospectKind, prospect) }])
  return undefined
}
