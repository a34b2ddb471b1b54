import { type RecordWords, wordsOf } from '#capabilities/search/words.ts'
import { wordParts } from '#capabilities/search/write-words.ts'
import { sortKey } from '#lib/text.ts'
import type { Ctx } from '#platform/context.ts'
import { type Insert, insertOf, insertTogether } from '#platform/database/insert-rows.ts'
import { customWrites } from './custom.ts'
import type { Draft, NewCustomer } from './draft.ts'

export const customerColumns = {
  workspace_id: 'uuid',
  id: 'uuid',
  number: 'bigint',
  kind: 'text',
  status: 'text',
  source: 'text',
  name_prefix: 'text',
  first_name: 'text',
  last_name: 'text',
  name_suffix: 'text',
  company_name: 'text',
  job_title: 'text',
  birthday: 'text',
  gender: 'text',
  language: 'text',
  website: 'text',
  vat_number: 'text',
  group_id: 'uuid',
  email: 'text',
  phone: 'text',
  city: 'text',
  country: 'text',
  sort_name: 'text',
  sort_company: 'text',
  sort_email: 'text',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
  origin_id: 'uuid',
  custom: 'jsonb',
}
const owner = { workspace_id: 'uuid', customer_id: 'uuid' }
const listColumns = {
  emails: {
    ...owner,
    address: 'text',
    address_key: 'text',
    label: 'text',
    is_primary: 'boolean',
    position: 'smallint',
  },
  phones: {
    ...owner,
    number: 'text',
    extension: 'text',
    label: 'text',
    is_primary: 'boolean',
    position: 'smallint',
  },
  addresses: {
    ...owner,
    position: 'smallint',
    label: 'text',
    street: 'text',
    extra: 'text',
    postcode: 'text',
    city: 'text',
    region: 'text',
    country: 'text',
    is_primary: 'boolean',
    is_billing: 'boolean',
    is_shipping: 'boolean',
  },
}

/** Tables of the lists that a customer has, by the name of the field. */
export const listTables = {
  emails: 'customer_emails',
  phones: 'customer_phones',
  addresses: 'customer_addresses',
} as const
export type ListName = keyof typeof listTables
export const listNames = Object.keys(listTables) as ListName[]

const primary = <T extends { is_primary: boolean }>(list: readonly T[]): T | undefined =>
  list.find((entry) => entry.is_primary)

type Derivable = Pick<
  Draft,
  'kind' | 'first_name' | 'last_name' | 'company_name' | 'emails' | 'phones' | 'addresses'
>

/** Columns that follow from others: the primary contact data, and the keys by which lists are sorted. */
export function derived(customer: Derivable) {
  const email = primary(customer.emails)
  const address = primary(customer.addresses)
  const company = customer.company_name ? sortKey(customer.company_name) : ''
  return {
    email: email?.address ?? null,
    phone: primary(customer.phones)?.number ?? null,
    city: address?.city ?? null,
    country: address?.country ?? null,
    sort_name: customer.kind === 'organisation' ? company : sortKey(customer.last_name, customer.first_name),
    sort_company: company || null,
    sort_email: email?.address_key ?? null,
  }
}

/** The entries of some customers' lists as rows of their table. */
export function listPart(
  workspace_id: string,
  list: ListName,
  customers: readonly (Pick<Draft, ListName> & { id: string })[],
): Insert {
  const rows = customers.flatMap((customer) =>
    customer[list].map((entry, position) => ({ ...entry, workspace_id, customer_id: customer.id, position })),
  )
  return insertOf(listTables[list], listColumns[list], rows)
}

export const tagPart = (
  workspace_id: string,
  rows: readonly { customer_id: string; tag_id: string }[],
): Insert =>
  insertOf(
    'customer_tags',
    { ...owner, tag_id: 'uuid' },
    rows.map((row) => ({ workspace_id, ...row })),
    'ON CONFLICT DO NOTHING',
  )

/**
 * Stores new customers with all that hangs on them and the words by which they are found: one statement,
 * whatever their number. Imports call it with batches of thousands. `words` are those of each, where they are known.
 */
export async function insertCustomers(
  ctx: Ctx,
  customers: readonly NewCustomer[],
  words: readonly RecordWords[] = customers.map(wordsOf),
): Promise<void> {
  if (customers.length === 0) return
  const workspace_id = ctx.workspaceId
  const rows = customers.map((customer) => {
    const { emails: _e, phones: _p, addresses: _a, tag_ids: _t, ...fields } = customer
    return { ...fields, ...derived(customer), workspace_id, updated_at: customer.created_at }
  })
  const tags = customers.flatMap(({ id, tag_ids }) => tag_ids.map((tag_id) => ({ customer_id: id, tag_id })))
  await insertTogether(ctx, [
    insertOf('customers', customerColumns, rows),
    ...listNames.map((list) => listPart(workspace_id, list, customers)),
    tagPart(workspace_id, tags),
    ...(await customWrites(
      ctx,
      customers.map(({ id, custom }) => ({ id, after: custom })),
    )),
    ...wordParts(
      ctx,
      customers.map((customer, i) => ({ customer_id: customer.id, words: words[i]! })),
    ),
  ])
}
