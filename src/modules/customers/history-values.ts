import { customValues } from '#capabilities/custom-fields/history.ts'
import type { PresentRecord, RecordValues } from '#capabilities/declaration/record-history.ts'
import type { FieldChanges, RecordChange } from '#capabilities/history/record.ts'
import { delta, type Entry } from '#capabilities/history/values.ts'
import { parseEmail } from '#lib/identifiers/email.ts'
import type { Ctx } from '#platform/context.ts'
import { customerFields } from './custom.ts'
import type { Change } from './diff.ts'
import type { Draft, DraftAddress, DraftEmail, DraftPhone, Status } from './draft.ts'
import { type StoredRecord, shownAddresses, shownEmails, shownPhones } from './queries.ts'
import { tagKey } from './validation-lists.ts'

/** Fields whose value history keeps as it is stored. */
export const plainFields = [
  'kind',
  'name_prefix',
  'first_name',
  'last_name',
  'name_suffix',
  'company_name',
  'job_title',
  'birthday',
  'gender',
  'language',
  'website',
  'vat_number',
] as const satisfies readonly (keyof Draft)[]

type Group = { id: string; name: string }
const groupRef = (group: Group | null) => group && { id: group.id, name: group.name }

const presentCustomer = (stored: StoredRecord, custom: RecordValues): PresentRecord => ({
  id: stored.id,
  customerId: stored.id,
  version: stored.version,
  since: knownSince(stored),
  source: stored,
  values: {
    ...Object.fromEntries(plainFields.map((field) => [field, stored[field]])),
    status: stored.status,
    group: groupRef(stored.group),
    emails: shownEmails(stored.emails),
    phones: shownPhones(stored.phones),
    addresses: shownAddresses(stored.addresses),
    tags: stored.tags ?? [],
    security_groups: stored.security_groups,
    photo: stored.photo_file_id,
    ...custom,
  },
})

/** Customers in the form in which history keeps values. */
export async function presentCustomers(ctx: Ctx, all: readonly StoredRecord[]): Promise<PresentRecord[]> {
  const custom = await customValues(
    ctx,
    await customerFields(ctx),
    all.map((stored) => stored.custom),
  )
  return all.map((stored, i) => presentCustomer(stored, custom[i]!))
}

/** An import may say that a customer is older than its record: then the file's day counts. */
function knownSince({ id, created_at }: StoredRecord): string {
  const made = new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16))
  return new Date(created_at) < made ? created_at : made.toISOString()
}

/** A change of a customer for the history; `version` is the one after it, null where it stays. */
export const customerChanged = (id: string, version: number | null, changes: FieldChanges): RecordChange => ({
  customerId: id,
  kind: 'customer',
  recordId: id,
  action: 'changed',
  version,
  changes,
})

/** Names of tags and groups with what they stand for. */
export type References = {
  tagOf: (name: string) => Entry | undefined
  groupOf: (id: string) => Group | undefined
}

/** Changes of a draft as history keeps them. */
export function draftChanges(changes: readonly Change[], { tagOf, groupOf }: References): FieldChanges {
  const tags = (names: unknown) => (names as string[]).flatMap((name) => tagOf(name) ?? [])
  const group = (id: unknown) =>
    id ? groupRef(groupOf(id as string) ?? { id: id as string, name: '' }) : null
  return Object.fromEntries(
    changes.flatMap(({ field, old, new: now }): [string, readonly [unknown, unknown]][] => {
      // Each custom field for itself: see custom.ts.
      if (field === 'custom') return []
      if (field === 'tags') return [['tags', delta(tags(old), tags(now)) ?? [[], []]]]
      if (field === 'group_id') return [['group', [group(old), group(now)]]]
      if (field === 'emails')
        return [[field, [shownEmails(old as DraftEmail[]), shownEmails(now as DraftEmail[])]]]
      if (field === 'phones')
        return [[field, [shownPhones(old as DraftPhone[]), shownPhones(now as DraftPhone[])]]]
      if (field === 'addresses')
        return [[field, [shownAddresses(old as DraftAddress[]), shownAddresses(now as DraftAddress[])]]]
      return [[field, [old ?? null, now ?? null]]]
    }),
  )
}

/** References by the tags and groups that a customer had before and has now. */
export function referencesOf(tags: readonly Entry[], groups: readonly (Group | null)[]): References {
  const byKey = new Map(tags.map((tag) => [tagKey(tag.name), { id: tag.id, name: tag.name }]))
  const byId = new Map(groups.flatMap((group) => (group ? [[group.id, group] as const] : [])))
  return { tagOf: (name) => byKey.get(tagKey(name)), groupOf: (id) => byId.get(id) }
}

/** Values of the history as parts of a draft; they were checked when they were first written. */
export function draftValues(values: RecordValues): Partial<Draft> {
  const draft: Record<string, unknown> = {}
  for (const field of plainFields) if (field in values) draft[field] = values[field]
  if ('group' in values) draft['group_id'] = (values['group'] as Group | null)?.id ?? null
  if ('tags' in values) draft['tags'] = (values['tags'] as Entry[]).map((tag) => tag.name)
  if ('emails' in values) draft['emails'] = (values['emails'] as ReturnType<typeof shownEmails>).map(emailOf)
  if ('phones' in values)
    draft['phones'] = (values['phones'] as ReturnType<typeof shownPhones>).map(
      ({ primary, ...phone }): DraftPhone => ({ ...phone, is_primary: primary }),
    )
  if ('addresses' in values)
    draft['addresses'] = (values['addresses'] as ReturnType<typeof shownAddresses>).map(
      ({ primary, billing, shipping, ...address }): DraftAddress => ({
        ...address,
        is_primary: primary,
        is_billing: billing,
        is_shipping: shipping,
      }),
    )
  return draft
}

function emailOf({ address, label, primary }: ReturnType<typeof shownEmails>[number]): DraftEmail {
  const parsed = parseEmail(address)
  return { address, address_key: parsed.ok ? parsed.key : address.toLowerCase(), label, is_primary: primary }
}

export const statusOf = (values: RecordValues, present: Status): Status =>
  (values['status'] as Status | undefined) ?? present
