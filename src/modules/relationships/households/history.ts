import type {
  PresentRecord,
  RecordHistory,
  RecordUpdate,
  Refusals,
  RestoredRecord,
} from '#capabilities/declaration/record-history.ts'
import type { Ctx } from '#platform/context.ts'
import { insertRows } from '#platform/database/insert-rows.ts'
import { AppError } from '#platform/errors.ts'
import type { Stretch } from '../dates.ts'
import { householdValues, livingIn, type MemberValues, memberValues, tell } from './changes.ts'
import { findHouseholds, type StoredHousehold, type StoredMember } from './queries.ts'
import { deleteMembers, householdColumns, memberColumns, updateHousehold, updateMember } from './rows.ts'
import { lockPeople, movingRefusal } from './rules.ts'

const permissions = {
  read: 'relationships.read',
  write: 'relationships.write',
  remove: 'relationships.full',
}
const leftOut = {
  id: 'never changes',
  updated_at: 'is the time of the last change itself',
  version: 'stands beside each change',
}
const none: Refusals = new Map()

/** How households take part in history: they stand with everybody who lives there. */
export const householdHistory: RecordHistory = {
  table: 'households',
  permissions,
  fields: { name: {}, street: {}, extra: {}, postcode: {}, city: {}, region: {}, country: {} },
  leftOut: { ...leftOut, created_at: 'is when the first member came' },
  hidden: (access) =>
    access.hiddenFields.has('customers.address') && !access.administrator
      ? ['street', 'extra', 'postcode', 'city', 'region', 'country']
      : [],
  alsoOf: async (ctx, ids) =>
    new Map((await findHouseholds(ctx, ids)).map((one) => [one.id, livingIn(ctx, one).slice(1)])),
  load: async (ctx, ids, purpose) =>
    (await findHouseholds(ctx, ids, purpose)).flatMap((household) => {
      const [customerId] = livingIn(ctx, household)
      const { id, version, created_at: since } = household
      const values = householdValues(household)
      return customerId ? [{ id, customerId, version, since, values, source: household }] : []
    }),
  async write(ctx, updates) {
    for (const { present, values } of updates) {
      await updateHousehold(ctx, present.id, values)
      const household = present.source as StoredHousehold
      const { name } = { ...household, ...values } as StoredHousehold
      await tell(ctx, 'household.changes_undone', { id: present.id, name }, livingIn(ctx, household))
    }
    return none
  },
}

type Source = { household: StoredHousehold; member: StoredMember }

async function load(ctx: Ctx, ids: readonly string[], purpose: 'read' | 'update'): Promise<PresentRecord[]> {
  const rows = await ctx.rows<{ household_id: string }>(
    'SELECT DISTINCT household_id FROM household_members WHERE workspace_id = $1 AND id = ANY ($2::uuid[])',
    [ctx.workspaceId, ids],
  )
  const households = await findHouseholds(
    ctx,
    rows.map(({ household_id }) => household_id),
    purpose,
  )
  return households.flatMap((household) =>
    household.members
      .filter(({ id }) => ids.includes(id))
      .map((member) => ({
        id: member.id,
        customerId: member.customer.id,
        version: member.version,
        since: member.created_at,
        values: memberValues(household, member),
        source: { household, member } satisfies Source,
      })),
  )
}

/** The code of what stands in the way, or null. */
async function refused(
  ctx: Ctx,
  customer_id: string,
  stretch: Stretch,
  except?: string,
): Promise<string | null> {
  try {
    const people = await lockPeople(ctx, [customer_id])
    const { started_on, ended_on } = stretch
    const moving = { customer_id, started_on, ended_on, ...(except && { except }) }
    return (await movingRefusal(ctx, moving, people))?.code ?? null
  } catch (error) {
    if (error instanceof AppError && error.kind === 'missing') return 'gone'
    throw error
  }
}

async function write(ctx: Ctx, updates: readonly RecordUpdate[]): Promise<Refusals> {
  const refusals = new Map<string, string>()
  for (const { present, values } of updates) {
    const after = { ...present.values, ...values } as MemberValues
    const code = await refused(ctx, present.customerId, after, present.id)
    if (code) refusals.set(present.id, code)
    else {
      await updateMember(ctx, present.id, values)
      const { household } = present.source as Source
      await tell(ctx, 'household.changes_undone', household, [present.customerId])
    }
  }
  return refusals
}

async function restore(ctx: Ctx, records: readonly RestoredRecord[]): Promise<Refusals> {
  const refusals = new Map<string, string>()
  for (const { id, customerId, version, values } of records) {
    const { household, ...rest } = values as MemberValues
    const code = await refused(ctx, customerId, rest)
    if (code) {
      refusals.set(id, code)
      continue
    }
    const when = { workspace_id: ctx.workspaceId, updated_at: ctx.now }
    // It went with the last member: the first who comes back brings it along.
    const home = { ...household, ...when, created_at: rest.created_at, version: 1 }
    await insertRows(ctx, 'households', householdColumns, [home], 'ON CONFLICT DO NOTHING')
    const member = { ...rest, ...when, id, household_id: household.id, customer_id: customerId, version }
    await insertRows(ctx, 'household_members', memberColumns, [member])
    await tell(ctx, 'household.membership_restored', household, [customerId])
  }
  return refusals
}

async function remove(ctx: Ctx, records: readonly PresentRecord[]): Promise<void> {
  await deleteMembers(
    ctx,
    records.map(({ id }) => id),
  )
  for (const { customerId, source } of records)
    await tell(ctx, 'household.membership_deleted', (source as Source).household, [customerId])
}

/** How memberships of households take part in history. */
export const memberHistory: RecordHistory = {
  table: 'household_members',
  permissions,
  fields: {
    household: { table: 'households' },
    role: {},
    started_on: {},
    ended_on: {},
    created_at: {},
  },
  leftOut: {
    ...leftOut,
    customer_id: 'stands beside each change',
    household_id: 'is kept with what the household was',
  },
  load,
  write,
  restore,
  remove,
}
