import { fold } from '#lib/text.ts'
import type { Draft, DraftAddress } from '#modules/customers/draft.ts'
import { tagKey } from '#modules/customers/validation-lists.ts'
import { changedValues } from '../custom/read-custom.ts'
import { isBlankAddress } from '../reading/addresses.ts'
import type { GivenAddress, ImportRow, Slots } from '../reading/import-row.ts'
import { type Standing, sameAddress, wholeAddress, withStandingTags } from './new-customer.ts'

/** What an empty cell does: `keep` what is there, or `clear` it. */
export type Blanks = 'keep' | 'clear'

/**
 * An existing customer as a row changes it; `before` itself where it changes nothing.
 * `groupOf` gives the id of a group by its name.
 */
export function changedCustomer(
  before: Draft,
  row: ImportRow,
  blanks: Blanks,
  standing: Standing,
  groupOf: (name: string) => string | null,
): Draft {
  const after: Draft = { ...before }
  if (row.kind) after.kind = row.kind
  for (const [field, value] of Object.entries(row.scalars) as [keyof ImportRow['scalars'], never][])
    if (value !== null || blanks === 'clear') after[field] = value
  after.emails = mergeSlots(before.emails, row.emails, blanks, (entry) => entry.address_key)
  after.phones = mergeSlots(before.phones, row.phones, blanks, (entry) => entry.number)
  after.addresses = mergeAddresses(before, row, blanks)
  if (row.group) after.group_id = groupOf(row.group)
  else if (row.group === null && blanks === 'clear') after.group_id = standing.group_id
  else if (standing.group_id) after.group_id = standing.group_id
  if (row.custom) after.custom = changedValues(before.custom, row.custom, blanks)
  after.tags = mergeTags(before.tags, row.tags, blanks, standing)
  return after
}

/**
 * The places of a row go first, in their order; what else is there stays behind them. With `clear` the row's places
 * replace the customer's places one for one, and a blank one empties its place.
 */
function mergeSlots<Entry extends { label: string; is_primary: boolean }>(
  present: Entry[],
  slots: Slots<Entry>,
  blanks: Blanks,
  keyOf: (entry: Entry) => string,
): Entry[] {
  const given = slots.filter((entry) => entry !== null)
  if (given.length === 0 && (blanks === 'keep' || slots.length === 0)) return present
  const ordered = [...present].sort((a, b) => Number(b.is_primary) - Number(a.is_primary))
  const rest = blanks === 'clear' ? ordered.slice(slots.length) : ordered
  const known = new Map(present.map((entry) => [keyOf(entry), entry]))
  const keys = new Set(given.map(keyOf))
  const merged = [
    ...given.map((entry) => ({ ...entry, ...labelOf(known.get(keyOf(entry))) })),
    ...rest.filter((entry) => !keys.has(keyOf(entry))),
  ]
  const result = merged.map((entry, i) => ({ ...entry, is_primary: i === 0 }))
  return sameList(ordered, result, keyOf) ? present : result
}

/** A label that was given by a person, and an extension, outlive an import, which guesses labels from column names. */
const labelOf = (known: { label: string; extension?: string | null } | undefined) =>
  known ? { label: known.label, ...(known.extension ? { extension: known.extension } : {}) } : {}

const sameList = <Entry>(a: readonly Entry[], b: readonly Entry[], keyOf: (entry: Entry) => string) =>
  a.length === b.length && a.every((entry, i) => keyOf(entry) === keyOf(b[i]!))

const same = (a: string | null | undefined, b: string | null | undefined) => fold(a ?? '') === fold(b ?? '')

/** One address as a row changes it. A new street, postcode or city makes it another place: then blank parts go too. */
function moved(present: DraftAddress, given: GivenAddress, blanks: Blanks): DraftAddress {
  const elsewhere = (['street', 'postcode', 'city'] as const).some(
    (part) => given[part] && !same(given[part], present[part]),
  )
  const parts = Object.entries(given).filter(([, value]) => value || elsewhere || blanks === 'clear')
  return { ...present, ...Object.fromEntries(parts) }
}

function mergeAddresses(before: Draft, row: ImportRow, blanks: Blanks): DraftAddress[] {
  const main = row.address && !(blanks === 'keep' && isBlankAddress(row.address)) ? row.address : null
  const bill = row.billing && !(blanks === 'keep' && isBlankAddress(row.billing)) ? row.billing : null
  if (!main && !bill && row.addresses.length === 0) return before.addresses
  let list = [...before.addresses]
  if (main)
    list = place(list, (a) => a.is_primary, main, blanks, {
      label: before.kind === 'organisation' ? 'work' : 'home',
      is_primary: true,
      is_billing: !bill,
      is_shipping: true,
    })
  if (bill && !list.some((a) => a.is_billing && sameAddress(a, bill))) {
    list = place(list, (a) => a.is_billing && !a.is_primary, bill, blanks, {
      label: 'billing',
      is_primary: false,
      is_billing: true,
      is_shipping: false,
    })
  }
  for (const entry of row.addresses) if (!list.some((a) => sameAddress(a, entry))) list.push(entry)
  list = list.filter((a) => !isBlankAddress(partsOf(a)))
  const primary = list.find((a) => a.is_primary) ?? list[0]
  return list.map((a) => (a.is_primary === (a === primary) ? a : { ...a, is_primary: a === primary }))
}

const partsOf = ({ street, extra, postcode, city, region, country }: DraftAddress): GivenAddress => ({
  street,
  extra,
  postcode,
  city,
  region,
  country,
})

function place(
  list: readonly DraftAddress[],
  isIt: (address: DraftAddress) => boolean,
  given: GivenAddress,
  blanks: Blanks,
  fresh: Pick<DraftAddress, 'label' | 'is_primary' | 'is_billing' | 'is_shipping'>,
): DraftAddress[] {
  const at = list.findIndex(isIt)
  if (at < 0) return [...list, wholeAddress(given, fresh)]
  return list.map((address, i) => (i === at ? moved(address, given, blanks) : address))
}

function mergeTags(
  present: string[],
  given: string[] | undefined,
  blanks: Blanks,
  standing: Standing,
): string[] {
  const own = given && blanks === 'clear' ? [] : present
  const wanted = withStandingTags(given ?? [], standing)
  const keys = new Set(own.map(tagKey))
  const added = wanted.filter((name) => !keys.has(tagKey(name)))
  return added.length === 0 && own === present ? present : [...own, ...added]
}
