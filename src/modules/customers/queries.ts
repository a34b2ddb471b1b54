import type { CustomField, StoredCustom } from '#capabilities/custom-fields/field.ts'
import { showCustom } from '#capabilities/custom-fields/show.ts'
import type { Ctx } from '#platform/context.ts'
import { missing } from '#platform/errors.ts'
import { abilitiesOf } from './abilities.ts'
import type { CustomerRecord, CustomerRow } from './contract.ts'
import { customerFields } from './custom.ts'
import type { Draft, DraftAddress, DraftEmail, DraftPhone } from './draft.ts'
import { blankHidden, hiddenOutputs } from './hidden-fields.ts'
import { type StoredRow, selectRow, selectTagsAndGroup, toRow } from './rows.ts'

/** A customer with all that hangs on it directly, as stored. */
export type StoredRecord = StoredRow & {
  emails: DraftEmail[]
  phones: DraftPhone[]
  addresses: DraftAddress[]
  security_groups: { id: string; name: string }[]
  custom: StoredCustom
}

const entries = (table: string, alias: string) => `
  coalesce((SELECT json_agg(e ORDER BY e.position) FROM ${table} e
    WHERE e.workspace_id = ${alias}.workspace_id AND e.customer_id = ${alias}.id), '[]')`

/** The lists of the customer in `alias`, to be selected beside its columns. */
export const selectLists = (alias: string): string => `
  ${entries('customer_emails', alias)} AS emails,
  ${entries('customer_phones', alias)} AS phones,
  ${entries('customer_addresses', alias)} AS addresses`

const selectRecords = `
  SELECT ${selectRow('c')}, c.custom, ${selectTagsAndGroup('c')}, ${selectLists('c')},
    coalesce((SELECT json_agg(json_build_object('id', s.id, 'name', s.name) ORDER BY s.name)
      FROM customer_security_groups m
      JOIN security_groups s ON s.workspace_id = m.workspace_id AND s.id = m.group_id
      WHERE m.workspace_id = c.workspace_id AND m.customer_id = c.id), '[]') AS security_groups
  FROM customers c WHERE c.workspace_id = $1`
const selectRecord = `${selectRecords} AND c.id = $2`

/** A customer by id; 404 when there is none in this workspace. `update` keeps others from changing it meanwhile. */
export async function findCustomer(
  ctx: Ctx,
  id: string,
  purpose: 'read' | 'update' = 'read',
): Promise<StoredRecord> {
  const lock = purpose === 'update' ? ' FOR UPDATE OF c' : ''
  const [found] = await ctx.rows<StoredRecord>(
    selectRecord + lock,
    [ctx.workspaceId, id],
    `customer-${purpose}`,
  )
  if (!found) throw missing('customer')
  return found
}

/** Those of some customers that are there, by id. `update` locks them, in one order for all who do. */
export const findCustomers = (
  ctx: Ctx,
  ids: readonly string[],
  purpose: 'read' | 'update' = 'read',
): Promise<StoredRecord[]> =>
  ctx.rows<StoredRecord>(
    `${selectRecords} AND c.id = ANY ($2::uuid[]) ORDER BY c.id ${purpose === 'update' ? 'FOR UPDATE OF c' : ''}`,
    [ctx.workspaceId, ids],
  )

/** 404 unless this workspace has the customer. */
export async function demandCustomer(ctx: Ctx, id: string): Promise<void> {
  const sql = 'SELECT 1 FROM customers WHERE workspace_id = $1 AND id = $2'
  const [found] = await ctx.rows(sql, [ctx.workspaceId, id], 'customer-there')
  if (!found) throw missing('customer')
}

/** The lists of a customer in the form in which they are shown, and kept in the history. */
export const shownEmails = (list: readonly DraftEmail[]) =>
  list.map(({ address, label, is_primary }) => ({ address, label, primary: is_primary }))
export const shownPhones = (list: readonly DraftPhone[]) =>
  list.map(({ number, extension, label, is_primary }) => ({ number, extension, label, primary: is_primary }))
export const shownAddresses = (list: readonly DraftAddress[]) =>
  list.map((a) => ({
    label: a.label,
    street: a.street,
    extra: a.extra,
    postcode: a.postcode,
    city: a.city,
    region: a.region,
    country: a.country,
    primary: a.is_primary,
    billing: a.is_billing,
    shipping: a.is_shipping,
  }))

/** A stored record as the reader may see it, with what the reader may do. `fields` are the custom ones. */
export function toRecord(ctx: Ctx, stored: StoredRecord, fields: readonly CustomField[]): CustomerRecord {
  const row: CustomerRow = toRow(ctx.access, stored)
  return blankHidden(ctx.access, {
    ...row,
    custom: showCustom(ctx, fields, stored.custom),
    emails: shownEmails(stored.emails),
    phones: shownPhones(stored.phones),
    addresses: shownAddresses(stored.addresses),
    security_groups: stored.security_groups,
    hidden_fields: hiddenOutputs(ctx.access),
    abilities: abilitiesOf(ctx.access, stored.status),
  })
}

export const showRecord = async (ctx: Ctx, stored: StoredRecord): Promise<CustomerRecord> =>
  toRecord(ctx, stored, await customerFields(ctx))

export const readCustomer = async (ctx: Ctx, id: string): Promise<CustomerRecord> =>
  showRecord(ctx, await findCustomer(ctx, id))

/** The part of a stored record that a person may enter. */
export const draftOf = (stored: StoredRecord): Draft => ({
  kind: stored.kind,
  name_prefix: stored.name_prefix,
  first_name: stored.first_name,
  last_name: stored.last_name,
  name_suffix: stored.name_suffix,
  company_name: stored.company_name,
  job_title: stored.job_title,
  birthday: stored.birthday,
  gender: stored.gender,
  language: stored.language,
  website: stored.website,
  vat_number: stored.vat_number,
  group_id: stored.group_id,
  emails: stored.emails,
  phones: stored.phones,
  addresses: stored.addresses,
  tags: (stored.tags ?? []).map((tag) => tag.name),
  custom: stored.custom,
})
