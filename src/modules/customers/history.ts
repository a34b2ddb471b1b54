import type { CustomField } from '#capabilities/custom-fields/field.ts'
import { historyLabels, storedOf } from '#capabilities/custom-fields/history.ts'
import type { RecordHistory, RecordUpdate, Refusals } from '#capabilities/declaration/record-history.ts'
import type { Entry } from '#capabilities/history/values.ts'
import type { Ctx } from '#platform/context.ts'
import { type DomainEvent, emitAll } from '#platform/events/events.ts'
import { customerFields } from './custom.ts'
import { diff } from './diff.ts'
import type { Draft } from './draft.ts'
import { hiddenOutputs } from './hidden-fields.ts'
import { draftValues, plainFields, presentCustomers, statusOf } from './history-values.ts'
import { transitionBetween, transitions } from './lifecycle-rules.ts'
import { draftOf, findCustomers, type StoredRecord } from './queries.ts'
import { type CustomerUpdate, updateCustomers } from './update-customers.ts'
import { faultsOfWhole } from './validation.ts'

type Wanted = CustomerUpdate & {
  stored: StoredRecord
  update: RecordUpdate
  custom: ReturnType<typeof storedOf>
}

function wantedOf(update: RecordUpdate, fields: readonly CustomField[]): Wanted {
  const stored = update.present.source as StoredRecord
  const before = draftOf(stored)
  const custom = storedOf(fields, update.values, before.custom)
  const values = { ...draftValues(update.values), custom: custom.values }
  const after: Draft = { ...before, ...values }
  const status = statusOf(update.values, stored.status)
  return { id: stored.id, before, after, changes: diff(before, values), status, stored, update, custom }
}

/** Tags that come back have the names that they have now; those that are gone are made again. */
async function withPresentTags(ctx: Ctx, updates: readonly RecordUpdate[]): Promise<readonly RecordUpdate[]> {
  const tagsOf = ({ values }: RecordUpdate) => (values['tags'] as Entry[] | undefined) ?? []
  const ids = [...new Set(updates.flatMap((update) => tagsOf(update).map(({ id }) => id)))]
  if (ids.length === 0) return updates
  const found = await ctx.rows<Entry>(
    'SELECT id, name FROM tags WHERE workspace_id = $1 AND id = ANY ($2::uuid[])',
    [ctx.workspaceId, ids],
  )
  const names = new Map(found.map(({ id, name }) => [id, name]))
  const now = (tag: Entry) => ({ ...tag, name: names.get(tag.id) ?? tag.name })
  return updates.map((update) =>
    'tags' in update.values
      ? { ...update, values: { ...update.values, tags: tagsOf(update).map(now) } }
      : update,
  )
}

async function missingOf(ctx: Ctx, table: string, ids: readonly string[]): Promise<Set<string>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return new Set()
  const found = await ctx.rows<{ id: string }>(
    `SELECT id FROM ${table} WHERE workspace_id = $1 AND id = ANY ($2::uuid[])`,
    [ctx.workspaceId, wanted],
  )
  const there = new Set(found.map(({ id }) => id))
  return new Set(wanted.filter((id) => !there.has(id)))
}

const portalRights = ({ update }: Wanted) =>
  (update.values['security_groups'] as { id: string }[] | undefined)?.map(({ id }) => id)

/** What stands in the way of each, as its verb would say it. */
async function refusalsOf(ctx: Ctx, all: readonly Wanted[]): Promise<Map<string, string>> {
  const noGroup = await missingOf(
    ctx,
    'customer_groups',
    all.flatMap(({ after }) => after.group_id ?? []),
  )
  const noRights = await missingOf(
    ctx,
    'security_groups',
    all.flatMap((one) => portalRights(one) ?? []),
  )
  const noCustomer = await missingOf(
    ctx,
    'customers',
    all.flatMap(({ custom }) => custom.links),
  )
  const refusals = new Map<string, string>()
  for (const one of all) {
    const { id, stored, after, status, custom } = one
    const [fault] = faultsOfWhole(after)
    if (stored.status === 'archived' && status === 'archived') refusals.set(id, 'customer.archived')
    else if (fault) refusals.set(id, fault.code)
    else if (after.group_id && noGroup.has(after.group_id)) refusals.set(id, 'group.missing')
    else if (portalRights(one)?.some((group) => noRights.has(group)))
      refusals.set(id, 'security_group.missing')
    else if (custom.refused) refusals.set(id, custom.refused)
    else if (custom.links.some((link) => noCustomer.has(link))) refusals.set(id, 'customer.missing')
  }
  return refusals
}

async function writePortalRights(ctx: Ctx, all: readonly Wanted[]): Promise<void> {
  const changed = all.filter((one) => portalRights(one))
  if (changed.length === 0) return
  await ctx.rows(
    'DELETE FROM customer_security_groups WHERE workspace_id = $1 AND customer_id = ANY ($2::uuid[])',
    [ctx.workspaceId, changed.map(({ id }) => id)],
  )
  const pairs = changed.flatMap((one) => portalRights(one)!.map((group) => [one.id, group] as const))
  await ctx.rows(
    `INSERT INTO customer_security_groups (workspace_id, customer_id, group_id)
     SELECT $1, * FROM unnest($2::uuid[], $3::uuid[])`,
    [ctx.workspaceId, pairs.map(([id]) => id), pairs.map(([, group]) => group)],
  )
}

/** A photo only ever goes this way: the bytes of one that was replaced are not kept. */
async function removePhotos(ctx: Ctx, all: readonly Wanted[]): Promise<void> {
  const gone = all.filter(({ update }) => update.values['photo'] === null)
  if (gone.length === 0) return
  await ctx.rows(
    'UPDATE customers SET photo_file_id = NULL WHERE workspace_id = $1 AND id = ANY ($2::uuid[])',
    [ctx.workspaceId, gone.map(({ id }) => id)],
  )
  for (const { stored } of gone)
    if (stored.photo_file_id) await ctx.app.files.remove(ctx, stored.photo_file_id)
}

/** A change of status is told as such; the rest as what was undone. */
function eventsOf(
  { id, stored, status, update }: Wanted,
  labels: ReadonlyMap<string, string>,
  why: 'undo' | 'revert',
): DomainEvent[] {
  const transition = transitionBetween(stored.status, status)
  const fields = Object.keys(update.values)
    .filter((field) => !(transition && field === 'status'))
    .map((field) => labels.get(field) ?? field)
  const events: DomainEvent[] = []
  if (transition)
    events.push({ name: transitions[transition].event, customerId: id, payload: { from: stored.status } })
  if (fields.length > 0)
    events.push({
      name: why === 'undo' ? 'customer.changes_undone' : 'customer.field_reverted',
      customerId: id,
      payload: { fields },
    })
  return events
}

async function write(ctx: Ctx, updates: readonly RecordUpdate[], why: 'undo' | 'revert'): Promise<Refusals> {
  const fields = await customerFields(ctx)
  const all = (await withPresentTags(ctx, updates)).map((update) => wantedOf(update, fields))
  const refusals = await refusalsOf(ctx, all)
  const going = all.filter(({ id }) => !refusals.has(id))
  await writePortalRights(ctx, going)
  await removePhotos(ctx, going)
  await updateCustomers(ctx, going)
  await emitAll(
    ctx,
    going.flatMap((one) => eventsOf(one, historyLabels(fields), why)),
  )
  return refusals
}

const followsFrom = (list: string) => `follows from the primary entry of ${list}`
const derived = 'a key for sorting, follows from the names'

/** How customers take part in history. They are neither deleted nor brought back by an undo. */
export const customerHistory: RecordHistory = {
  table: 'customers',
  custom: true,
  permissions: { read: 'customers.read', write: 'customers.write', remove: 'customers.delete' },
  fields: {
    ...Object.fromEntries(plainFields.map((field) => [field, {}])),
    status: {},
    group: { columns: ['group_id'] },
    emails: { table: 'customer_emails' },
    phones: { table: 'customer_phones' },
    addresses: { table: 'customer_addresses' },
    tags: { table: 'customer_tags', set: true },
    security_groups: { table: 'customer_security_groups', set: true, permission: 'customers.full' },
    photo: {
      columns: ['photo_file_id'],
      refuses: (value) => (value === null ? null : 'photo.gone'),
    },
  },
  leftOut: {
    custom: 'each custom field has a history of its own, as custom.<id>',
    id: 'never changes',
    number: 'never changes',
    source: 'never changes',
    origin_id: 'never changes',
    created_at: 'never changes',
    updated_at: 'is the time of the last change itself',
    version: 'stands beside each change',
    email: followsFrom('e-mail addresses'),
    phone: followsFrom('phones'),
    city: followsFrom('addresses'),
    country: followsFrom('addresses'),
    sort_name: derived,
    sort_company: derived,
    sort_email: derived,
  },
  hidden: (access) => {
    const hidden: string[] = hiddenOutputs(access)
    return hidden.includes('photo_url') ? [...hidden, 'photo'] : hidden
  },
  load: async (ctx, ids, purpose) => presentCustomers(ctx, await findCustomers(ctx, ids, purpose)),
  write,
}
