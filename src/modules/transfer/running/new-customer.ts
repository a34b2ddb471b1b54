import { uuidv7 } from 'uuidv7'
import { type Draft, type DraftAddress, emptyDraft, type NewCustomer } from '#modules/customers/draft.ts'
import { tagKey } from '#modules/customers/validation-lists.ts'
import type { Ctx } from '#platform/context.ts'
import { newValues } from '../custom/read-custom.ts'
import { isBlankAddress } from '../reading/addresses.ts'
import type { GivenAddress, ImportRow } from '../reading/import-row.ts'

/** As the row says; else an organisation where only a company is named. */
export const kindOf = ({ kind, scalars }: ImportRow): Draft['kind'] => {
  if (kind) return kind
  return scalars.company_name && !scalars.first_name && !scalars.last_name ? 'organisation' : 'individual'
}

export const wholeAddress = (
  given: GivenAddress,
  about: Pick<DraftAddress, 'label' | 'is_primary' | 'is_billing' | 'is_shipping'>,
): DraftAddress => ({
  street: null,
  extra: null,
  postcode: null,
  city: null,
  region: null,
  country: null,
  ...given,
  ...about,
})

const primaryFirst = <Entry extends { is_primary: boolean }>(list: readonly (Entry | null)[]): Entry[] =>
  list
    .filter((entry) => entry !== null)
    .map((entry, i) => (entry.is_primary === (i === 0) ? entry : { ...entry, is_primary: i === 0 }))

export const sameAddress = (a: GivenAddress, b: GivenAddress): boolean =>
  (['street', 'extra', 'postcode', 'city', 'region', 'country'] as const).every(
    (part) => (a[part] ?? null) === (b[part] ?? null),
  )

function addressesOf({ address, billing, addresses }: ImportRow, kind: Draft['kind']): DraftAddress[] {
  const main = address && !isBlankAddress(address) ? address : null
  const bill = billing && !isBlankAddress(billing) ? billing : null
  const found: DraftAddress[] = []
  const apart = bill && main && !sameAddress(main, bill)
  const label = kind === 'organisation' ? 'work' : 'home'
  const first = main ?? bill
  if (first)
    found.push(wholeAddress(first, { label, is_primary: true, is_billing: !apart, is_shipping: true }))
  if (apart)
    found.push(
      wholeAddress(bill, { label: 'billing', is_primary: false, is_billing: true, is_shipping: false }),
    )
  for (const entry of addresses) found.push({ ...entry, is_primary: found.length === 0 })
  return found
}

/** The customer that a row makes when there is none yet, in its stored form. */
export function draftOfRow(row: ImportRow): Draft {
  const kind = kindOf(row)
  return {
    ...emptyDraft,
    ...row.scalars,
    kind,
    emails: primaryFirst(row.emails),
    phones: primaryFirst(row.phones),
    addresses: addressesOf(row, kind),
    tags: row.tags ?? [],
    custom: row.custom ? newValues(row.custom) : {},
  }
}

/** Names of tags and groups with the ids they stand for. */
export type KnownNames = {
  /** By `tagKey`. */
  tags: ReadonlyMap<string, { id: string }>
  /** By `tagKey`. */
  groups: ReadonlyMap<string, string>
}

/** What an import puts on every customer. */
export type Standing = { tags: readonly string[]; group_id: string | null }

export const withStandingTags = (tags: readonly string[], standing: Standing): string[] => {
  if (standing.tags.length === 0) return [...tags]
  const keys = new Set(tags.map(tagKey))
  return [...tags, ...standing.tags.filter((name) => !keys.has(tagKey(name)))]
}

export function newCustomerOf(
  row: ImportRow,
  number: number,
  { now, actor }: Pick<Ctx, 'now' | 'actor'>,
  names: KnownNames,
  standing: Standing,
): NewCustomer {
  const { tags, ...draft } = draftOfRow(row)
  return {
    ...draft,
    id: uuidv7(),
    number,
    status: row.status ?? 'active',
    source: 'import',
    ...(actor.id && { origin_id: actor.id }),
    created_at: row.createdAt ?? now.toISOString(),
    group_id: row.group ? (names.groups.get(tagKey(row.group)) ?? null) : standing.group_id,
    tag_ids: withStandingTags(tags, standing).map((name) => names.tags.get(tagKey(name))!.id),
  }
}
