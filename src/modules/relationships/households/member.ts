import { uuidv7 } from 'uuidv7'
import { historyPart } from '#capabilities/history/record.ts'
import { addToAudit } from '#platform/audit.ts'
import type { Ctx } from '#platform/context.ts'
import { insertRows } from '#platform/database/insert-rows.ts'
import { AppError } from '#platform/errors.ts'
import { dayOf } from '../queries.ts'
import type { Household, MemberChange, MemberInput } from '../shapes.ts'
import { memberAdded, memberChanged, memberDeleted, tell } from './changes.ts'
import { findHousehold, findMember, type StoredHousehold, shownHousehold } from './queries.ts'
import { deleteMembers, memberColumns, updateMember } from './rows.ts'
import { lockPeople, movingRefusal } from './rules.ts'

type People = Awaited<ReturnType<typeof lockPeople>>

/** Writes that somebody lives in a household; who calls tells it. */
export async function moveIn(
  ctx: Ctx,
  household_id: string,
  { customer_id, role, started_on }: MemberInput,
  people: People,
): Promise<string> {
  const refusal = await movingRefusal(ctx, { customer_id, started_on, ended_on: null }, people)
  if (refusal) throw refusal
  const id = uuidv7()
  const when = { created_at: ctx.now, updated_at: ctx.now, version: 1 }
  const about = { workspace_id: ctx.workspaceId, id, household_id, customer_id, role, started_on }
  await insertRows(ctx, 'household_members', memberColumns, [{ ...about, ended_on: null, ...when }])
  return id
}

const memberOf = ({ members }: StoredHousehold, id: string) => members.find((one) => one.id === id)!

/** Lets an individual move into a household. */
export async function addMember(ctx: Ctx, householdId: string, input: MemberInput): Promise<Household> {
  await findHousehold(ctx, householdId, 'update')
  const people = await lockPeople(ctx, [input.customer_id])
  const id = await moveIn(ctx, householdId, input, people)
  const household = await findHousehold(ctx, householdId)
  const added = historyPart(ctx, [memberAdded(memberOf(household, id))])
  addToAudit(ctx, { customerId: input.customer_id })
  await tell(ctx, 'household.joined', household, [input.customer_id], [added])
  return shownHousehold(ctx, household)
}

async function write(
  ctx: Ctx,
  id: string,
  change: MemberChange,
  event: string,
  seen?: number,
): Promise<Household> {
  const { household, member } = await findMember(ctx, id)
  if (seen !== undefined && seen !== member.version) {
    throw new AppError('stale', 'version.stale', {
      message: 'Somebody else changed this meanwhile. Nothing was overwritten; look at it again.',
      params: { current: shownHousehold(ctx, household) },
    })
  }
  const { started_on = member.started_on, ended_on = member.ended_on } = change
  const people = await lockPeople(ctx, [member.customer.id])
  const moving = { customer_id: member.customer.id, started_on, ended_on, except: id }
  const refusal = await movingRefusal(ctx, moving, people)
  if (refusal) throw refusal
  await updateMember(ctx, id, change)
  const after = await findHousehold(ctx, household.id)
  const changed = historyPart(ctx, [memberChanged(household, member, memberOf(after, id))])
  addToAudit(ctx, { customerId: member.customer.id })
  await tell(ctx, event, after, [member.customer.id], [changed])
  return shownHousehold(ctx, after)
}

export const changeMember = (ctx: Ctx, id: string, change: MemberChange, seen: number | undefined) =>
  write(ctx, id, change, 'household.membership_changed', seen)

/** Lets somebody move out on a day, today unless given. */
export const endMember = (ctx: Ctx, id: string, on = dayOf(ctx)) =>
  write(ctx, id, { ended_on: on }, 'household.left')

/** Takes somebody out who never was in the household; one in which nobody is or was goes. */
export async function deleteMember(ctx: Ctx, id: string): Promise<undefined> {
  const { household, member } = await findMember(ctx, id)
  addToAudit(ctx, { customerId: member.customer.id })
  await deleteMembers(ctx, [id])
  const deleted = historyPart(ctx, [memberDeleted(household, member)])
  await tell(ctx, 'household.membership_deleted', household, [member.customer.id], [deleted])
  return undefined
}
