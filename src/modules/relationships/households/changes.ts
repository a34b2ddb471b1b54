import type { RecordChange } from '#capabilities/history/record.ts'
import { allOf } from '#capabilities/history/undo.ts'
import { same } from '#capabilities/history/values.ts'
import type { Ctx } from '#platform/context.ts'
import type { Insert } from '#platform/database/insert-rows.ts'
import { emitAll } from '#platform/events/events.ts'
import { type addressFields, isNow, type StoredHousehold, type StoredMember } from './queries.ts'

type HouseholdValues = Pick<StoredHousehold, 'name' | (typeof addressFields)[number]>

/** Fields of a household as history keeps them. */
export const householdValues = (household: StoredHousehold): HouseholdValues => ({
  name: household.name,
  street: household.street,
  extra: household.extra,
  postcode: household.postcode,
  city: household.city,
  region: household.region,
  country: household.country,
})

/**
 * Fields of a membership as history keeps them. The household goes with its last member, so what it was is kept as
 * well: then it comes back with the first who is brought back.
 */
export const memberValues = (household: StoredHousehold, member: StoredMember) => ({
  household: { id: household.id, ...householdValues(household) },
  role: member.role,
  started_on: member.started_on,
  ended_on: member.ended_on,
  created_at: member.created_at,
})
export type MemberValues = ReturnType<typeof memberValues>

/** With whom a household stands: who lives there now, or everybody who ever did where nobody does. */
export function livingIn(ctx: Ctx, { members }: StoredHousehold): string[] {
  const now = members.filter((member) => isNow(ctx, member))
  return [...new Set((now.length > 0 ? now : members).map(({ customer }) => customer.id))]
}

function differences<V extends object>(old: V, now: V): RecordChange['changes'] {
  const fields = (Object.keys(now) as (keyof V & string)[]).filter((field) => !same(old[field], now[field]))
  return Object.fromEntries(fields.map((field) => [field, [old[field], now[field]] as const]))
}

export function householdChanged(ctx: Ctx, before: StoredHousehold, after: StoredHousehold): RecordChange {
  const [customerId, ...alsoOf] = livingIn(ctx, after)
  const changes = differences(householdValues(before), householdValues(after))
  const about = { kind: 'household', recordId: after.id, version: after.version }
  return { customerId: customerId!, alsoOf, ...about, action: 'changed', changes }
}

const about = ({ id, customer, version }: StoredMember) => ({
  customerId: customer.id,
  kind: 'household-member',
  recordId: id,
  version,
})

export const memberAdded = (member: StoredMember): RecordChange => ({
  ...about(member),
  action: 'created',
  changes: {},
})

export const memberDeleted = (household: StoredHousehold, member: StoredMember): RecordChange => ({
  ...about(member),
  action: 'deleted',
  changes: allOf(memberValues(household, member)),
})

export const memberChanged = (
  household: StoredHousehold,
  before: StoredMember,
  after: StoredMember,
): RecordChange => ({
  ...about(after),
  action: 'changed',
  changes: differences(memberValues(household, before), memberValues(household, after)),
})

/** Says to some customers what happened to them in a household; `beside` is written in the same statement. */
export const tell = (
  ctx: Ctx,
  name: string,
  household: { id: string; name: string },
  customerIds: readonly string[],
  beside?: readonly Insert[],
): Promise<void> =>
  emitAll(
    ctx,
    customerIds.map((customerId) => ({
      name,
      customerId,
      subjectId: household.id,
      payload: { household: household.name },
    })),
    beside,
  )
