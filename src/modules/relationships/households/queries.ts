import { demandCustomer } from '#modules/customers/queries.ts'
import { hides } from '#platform/access.ts'
import type { Ctx } from '#platform/context.ts'
import { missing } from '#platform/errors.ts'
import { stateOn } from '../dates.ts'
import { partyJson, type StoredParty, shownParty } from '../parties.ts'
import { dayOf } from '../queries.ts'
import type { Household, HouseholdMember, householdAddress } from '../shapes.ts'

export const addressFields = ['street', 'extra', 'postcode', 'city', 'region', 'country'] as const
export type HouseholdAddress = Record<keyof typeof householdAddress, string | null>

export type StoredMember = Omit<HouseholdMember, 'customer' | 'state'> & {
  customer: StoredParty
  created_at: string
}
export type StoredHousehold = HouseholdAddress & {
  id: string
  name: string
  created_at: string
  version: number
  members: StoredMember[]
}

const address = addressFields.map((field) => `h.${field}`).join(', ')

/** Nobody reads more of a household than this: people live in one. */
const MOST_MEMBERS = 200

const select = `
  SELECT h.id, h.name, ${address}, h.created_at, h.version,
    coalesce((SELECT json_agg(json_build_object('id', m.id, 'role', m.role, 'started_on', m.started_on, 'ended_on', m.ended_on,
        'created_at', m.created_at, 'version', m.version, 'customer', ${partyJson('c')},
        'has_address', EXISTS (SELECT 1 FROM customer_addresses a WHERE a.workspace_id = m.workspace_id
          AND a.customer_id = m.customer_id AND a.street IS NOT DISTINCT FROM h.street
          AND a.postcode IS NOT DISTINCT FROM h.postcode AND a.city IS NOT DISTINCT FROM h.city))
        ORDER BY array_position(ARRAY['head', 'partner', 'child', 'other'], m.role), m.id)
      FROM (SELECT * FROM household_members m WHERE m.workspace_id = h.workspace_id AND m.household_id = h.id
        ORDER BY m.id LIMIT ${MOST_MEMBERS}) m
      JOIN customers c ON c.workspace_id = m.workspace_id AND c.id = m.customer_id), '[]') AS members
  FROM households h WHERE h.workspace_id = $1`

/** Those of some households that are there. `update` locks them, in one order for all who do. */
export const findHouseholds = (
  ctx: Ctx,
  ids: readonly string[],
  purpose: 'read' | 'update' = 'read',
): Promise<StoredHousehold[]> =>
  ctx.rows<StoredHousehold>(
    `${select} AND h.id = ANY ($2::uuid[]) ORDER BY h.id ${purpose === 'update' ? 'FOR UPDATE OF h' : ''}`,
    [ctx.workspaceId, ids],
  )

/** A household by id; 404 when there is none in this workspace. */
export async function findHousehold(
  ctx: Ctx,
  id: string,
  purpose: 'read' | 'update' = 'read',
): Promise<StoredHousehold> {
  const [found] = await findHouseholds(ctx, [id], purpose)
  if (!found) throw missing('household')
  return found
}

/** A member by its id, with the household, which is kept from being changed meanwhile. */
export async function findMember(
  ctx: Ctx,
  id: string,
): Promise<{ household: StoredHousehold; member: StoredMember }> {
  const [row] = await ctx.rows<{ household_id: string }>(
    'SELECT household_id FROM household_members WHERE workspace_id = $1 AND id = $2',
    [ctx.workspaceId, id],
  )
  if (!row) throw missing('household-member')
  const household = await findHousehold(ctx, row.household_id, 'update')
  const member = household.members.find((one) => one.id === id)
  if (!member) throw missing('household-member')
  return { household, member }
}

export const isNow = (ctx: Ctx, member: Pick<StoredMember, 'started_on' | 'ended_on'>): boolean =>
  stateOn(member, dayOf(ctx)) === 'current'

/** A stored household as the reader may see it. */
export function shownHousehold(ctx: Ctx, { created_at: _, ...stored }: StoredHousehold): Household {
  const hidden = hides(ctx.access, 'customers.address')
  const address = Object.fromEntries(addressFields.map((field) => [field, hidden ? null : stored[field]]))
  return {
    ...stored,
    ...(address as HouseholdAddress),
    members: stored.members.map(({ created_at: _c, ...member }) => ({
      ...member,
      has_address: !hidden && member.has_address,
      state: stateOn(member, dayOf(ctx)),
      customer: shownParty(ctx, member.customer),
    })),
  }
}

/** Households that a customer belongs or belonged to, the present one first. */
export async function listHouseholds(ctx: Ctx, customerId: string): Promise<{ items: Household[] }> {
  await demandCustomer(ctx, customerId)
  const found = await ctx.rows<StoredHousehold>(
    `${select} AND h.id IN (SELECT o.household_id FROM household_members o WHERE o.workspace_id = $1 AND o.customer_id = $2)
     ORDER BY h.id DESC LIMIT 50`,
    [ctx.workspaceId, customerId],
  )
  const isOwn = (household: StoredHousehold) =>
    household.members.some((member) => member.customer.id === customerId && isNow(ctx, member))
  const items = [...found].sort((a, b) => Number(isOwn(b)) - Number(isOwn(a)))
  return { items: items.map((household) => shownHousehold(ctx, household)) }
}
