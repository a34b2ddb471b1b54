import { uuidv7 } from 'uuidv7'
import { parseCustom } from '#capabilities/custom-fields/parse.ts'
import { historyPart } from '#capabilities/history/record.ts'
import type { Ctx } from '#platform/context.ts'
import { AppError, type FieldError, invalid } from '#platform/errors.ts'
import { emit } from '#platform/events/events.ts'
import type { CustomerChange, CustomerInput, CustomerRecord } from './contract.ts'
import { changedFields, customChanges, customerFields } from './custom.ts'
import { diff } from './diff.ts'
import type { Draft, NewCustomer, Source } from './draft.ts'
import { demandMayWrite } from './hidden-fields.ts'
import { customerChanged, draftChanges, referencesOf } from './history-values.ts'
import { nextNumber, orNumberTaken } from './numbers.ts'
import { draftOf, findCustomer, type StoredRecord, showRecord } from './queries.ts'
import { asRead } from './rows.ts'
import { surroundings } from './surroundings.ts'
import { ensureTags, sortByName, type Tag } from './tag-names.ts'
import { updateCustomer } from './update-customer.ts'
import { faultsOfWhole, readFields, validateCustomer } from './validation.ts'
import { derived, insertCustomers } from './write-customers.ts'

type Group = NonNullable<StoredRecord['group']>

/** Where a customer comes from, judged by who adds it. */
const sourceOf = (ctx: Ctx): Source =>
  (
    ({
      staff: 'manual',
      customer: 'portal',
      import: 'import',
      'api-key': 'api',
      job: 'manual',
      system: 'manual',
    }) as const
  )[ctx.actor.kind]

async function findGroup(
  ctx: Ctx,
  id: string | null | undefined,
  errors: FieldError[],
): Promise<Group | null> {
  if (!id) return null
  const [group] = await ctx.rows<Group>(
    'SELECT id, name, icon FROM customer_groups WHERE workspace_id = $1 AND id = $2',
    [ctx.workspaceId, id],
  )
  if (!group) {
    const message = 'There is no such group any more. Choose another.'
    errors.push({ pointer: '/group_id', code: 'group.missing', message })
  }
  return group ?? null
}

const refuseFaults = (errors: FieldError[]) => {
  if (errors.length > 0) throw invalid('customer.invalid', errors)
}

/** Adds a customer: checked, numbered, searchable at once. */
export async function createCustomer(ctx: Ctx, input: CustomerInput): Promise<CustomerRecord> {
  demandMayWrite(ctx.access, input)
  const { draft, errors } = validateCustomer(input, await surroundings(ctx))
  const custom = await parseCustom(ctx, await customerFields(ctx), input.custom)
  errors.push(...custom.errors)
  draft.custom = custom.values
  const group = await findGroup(ctx, draft.group_id, errors)
  refuseFaults(errors)
  const tags = [...(await ensureTags(ctx, draft.tags)).values()]
  const customer = newCustomer(draft, {
    number: await nextNumber(ctx),
    source: sourceOf(ctx),
    created_at: asRead(ctx.now),
    tag_ids: tags.map((tag) => tag.id),
  })
  await insertCustomers(ctx, [customer]).catch(orNumberTaken(ctx))
  await emit(ctx, 'customer.created', {
    customerId: customer.id,
    payload: { number: customer.number, source: customer.source },
  })
  return showRecord(ctx, asStored(customer, tags, group))
}

/** A checked draft as a customer about to be stored; active and with a new id. */
export const newCustomer = (
  { tags: _, ...draft }: Draft,
  about: Pick<NewCustomer, 'number' | 'source' | 'created_at' | 'tag_ids'>,
): NewCustomer => ({ ...draft, id: uuidv7(), status: 'active', ...about })

/** What a read would give, without the read. */
const asStored = (
  { tag_ids: _, origin_id: _o, ...customer }: NewCustomer,
  tags: Tag[],
  group: Group | null,
): StoredRecord => ({
  ...customer,
  ...derived(customer),
  photo_file_id: null,
  updated_at: customer.created_at,
  version: 1,
  tags: sortByName(tags),
  group,
  security_groups: [],
})

/**
 * Changes fields of a customer. `seen` is the version the caller saw, undefined for whatever is there.
 * Lists replace the whole list. A change that changes nothing writes nothing.
 */
export async function changeCustomer(
  ctx: Ctx,
  id: string,
  change: CustomerChange,
  seen: number | undefined,
): Promise<CustomerRecord> {
  demandMayWrite(ctx.access, change)
  const stored = await findCustomer(ctx, id, 'update')
  await demandFresh(ctx, stored, seen)
  demandNotArchived(stored)
  const before = draftOf(stored)
  const { values, errors } = readFields(change, await surroundings(ctx), before)
  if (change.custom) {
    const custom = await parseCustom(ctx, await customerFields(ctx), change.custom, { before: before.custom })
    errors.push(...custom.errors)
    values.custom = custom.values
  }
  const changes = diff(before, values)
  const changed = Object.fromEntries(changes.map(({ field }) => [field, values[field]])) as Partial<Draft>
  const after: Draft = { ...before, ...changed }
  errors.push(...faultsOfWhole(after))
  const group = changed.group_id === undefined ? stored.group : await findGroup(ctx, changed.group_id, errors)
  refuseFaults(errors)
  if (changes.length === 0) return showRecord(ctx, stored)
  const { row, updated } = await updateCustomer(ctx, stored, { before, after, changed, group })
  const references = referencesOf([...(stored.tags ?? []), ...(updated.tags ?? [])], [stored.group, group])
  const [custom] = await customChanges(ctx, [{ changes }])
  const kept = customerChanged(id, updated.version, { ...draftChanges(changes, references), ...custom })
  const payload = { fields: await changedFields(ctx, { changes }) }
  await emit(ctx, 'customer.changed', { customerId: id, payload }, [row, historyPart(ctx, [kept])])
  return showRecord(ctx, updated)
}

/** Refuses a change that was made on an older version, and shows the present record. */
export async function demandFresh(ctx: Ctx, stored: StoredRecord, seen: number | undefined): Promise<void> {
  if (seen === undefined || seen === stored.version) return
  throw new AppError('stale', 'version.stale', {
    message:
      'Somebody else changed this customer meanwhile. Nothing was overwritten; compare and save again.',
    params: { current: await showRecord(ctx, stored) },
  })
}

export function demandNotArchived({ status }: { status: string }): void {
  if (status !== 'archived') return
  throw new AppError('conflict', 'customer.archived', {
    message: 'This customer is archived and cannot be changed. Restore it first.',
  })
}
