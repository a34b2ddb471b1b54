import { uuidv7 } from 'uuidv7'
import { historyPart } from '#capabilities/history/record.ts'
import { changeCustomer } from '#modules/customers/customer.ts'
import { findCustomer, shownAddresses } from '#modules/customers/queries.ts'
import { addToAudit } from '#platform/audit.ts'
import type { Ctx } from '#platform/context.ts'
import { insertRows } from '#platform/database/insert-rows.ts'
import { AppError, invalid } from '#platform/errors.ts'
import type { Household, HouseholdChange, HouseholdInput } from '../shapes.ts'
import { householdChanged, livingIn, memberAdded, tell } from './changes.ts'
import { moveIn } from './member.ts'
import { addressFields, findHousehold, type HouseholdAddress, isNow, shownHousehold } from './queries.ts'
import { householdColumns, updateHousehold } from './rows.ts'
import { lockPeople } from './rules.ts'

/** Words for a family, in the languages in which workspaces are. */
const families: Readonly<Record<string, string>> = { en: 'Family', nl: 'Familie' }

/** "Family De Vries", after the first member. */
async function nameAfter(ctx: Ctx, lastName: string | null, firstName: string | null): Promise<string> {
  const [workspace] = await ctx.rows<{ language: string }>(
    'SELECT language FROM installation.workspaces WHERE id = $1',
    [ctx.workspaceId],
  )
  const name = lastName ?? firstName ?? ''
  return `${families[workspace?.language ?? 'en'] ?? families['en']} ${name.charAt(0).toUpperCase()}${name.slice(1)}`
}

/** Puts individuals together. Name and address that are not given are those of the first member. */
export async function addHousehold(ctx: Ctx, { members, ...about }: HouseholdInput): Promise<Household> {
  const ids = members.map(({ customer_id }) => customer_id)
  if (new Set(ids).size < ids.length) {
    const message = 'Somebody is named twice. Name everybody once.'
    throw invalid('household.invalid', [{ pointer: '/members', code: 'household.twice', message }])
  }
  const people = await lockPeople(ctx, ids)
  const first = await findCustomer(ctx, ids[0]!)
  const own = first.addresses.find(({ is_primary }) => is_primary) ?? first.addresses[0]
  const given = addressFields.some((field) => about[field] !== undefined)
  const address = Object.fromEntries(
    addressFields.map((field) => [field, (given ? about : own)?.[field] ?? null]),
  )
  const id = uuidv7()
  const row = {
    ...address,
    workspace_id: ctx.workspaceId,
    id,
    name: about.name ?? (await nameAfter(ctx, first.last_name, first.first_name)),
    created_at: ctx.now,
    updated_at: ctx.now,
    version: 1,
  }
  await insertRows(ctx, 'households', householdColumns, [row])
  for (const member of members) await moveIn(ctx, id, member, people)
  const household = await findHousehold(ctx, id)
  const added = household.members.map(memberAdded)
  addToAudit(ctx, { customerIds: ids })
  await tell(ctx, 'household.joined', household, ids, [historyPart(ctx, added)])
  return shownHousehold(ctx, household)
}

/** Changes the name or address of a household; `seen` is the version the caller saw. */
export async function changeHousehold(
  ctx: Ctx,
  id: string,
  change: HouseholdChange,
  seen: number | undefined,
): Promise<Household> {
  const before = await findHousehold(ctx, id, 'update')
  if (seen !== undefined && seen !== before.version) {
    throw new AppError('stale', 'version.stale', {
      message: 'Somebody else changed this household meanwhile. Nothing was overwritten; look at it again.',
      params: { current: shownHousehold(ctx, before) },
    })
  }
  await updateHousehold(ctx, id, change)
  const after = await findHousehold(ctx, id)
  const changed = historyPart(ctx, [householdChanged(ctx, before, after)])
  addToAudit(ctx, { customerIds: livingIn(ctx, after) })
  await tell(ctx, 'household.changed', after, livingIn(ctx, after), [changed])
  return shownHousehold(ctx, after)
}

const isAt = (there: HouseholdAddress, home: HouseholdAddress) =>
  addressFields.every((field) => there[field] === home[field])

/** Makes the address of a household the primary one of members; what they had stays as a further one. */
export async function adoptAddress(ctx: Ctx, id: string, customerIds: readonly string[]): Promise<Household> {
  const household = await findHousehold(ctx, id, 'update')
  const home = Object.fromEntries(addressFields.map((field) => [field, household[field]])) as HouseholdAddress
  if (addressFields.every((field) => home[field] === null)) {
    throw new AppError('conflict', 'household.no_address', {
      message: 'This household has no address yet. Give it one first. Nothing was changed.',
    })
  }
  const living = new Set(
    household.members.filter((member) => isNow(ctx, member)).map(({ customer }) => customer.id),
  )
  if (customerIds.some((one) => !living.has(one))) {
    throw new AppError('conflict', 'household.not_in', {
      message: 'Somebody of these does not live in this household now. Nothing was changed.',
    })
  }
  addToAudit(ctx, { customerIds })
  for (const customerId of [...new Set(customerIds)].sort()) {
    const { addresses } = await findCustomer(ctx, customerId, 'update')
    const others = shownAddresses(addresses)
      .filter((one) => !isAt(one, home))
      .map((one) => ({ ...one, primary: false }))
    const [had] = shownAddresses(addresses).filter((one) => isAt(one, home))
    const first = had ?? { ...home, label: 'home', billing: false, shipping: false }
    await changeCustomer(ctx, customerId, { addresses: [{ ...first, primary: true }, ...others] }, undefined)
  }
  return shownHousehold(ctx, await findHousehold(ctx, id))
}
