import type { DraftAddress } from '#modules/customers/draft.ts'
import { readAddresses } from '#modules/customers/validation-lists.ts'
import type { FieldError } from '#platform/errors.ts'
import type { CardRow } from '#platform/formats/vcard.ts'
import type { Card, CardAddress } from '#platform/formats/vcard-card.ts'
import type { ImportField } from '../contract.ts'
import { isBlankAddress } from './addresses.ts'
import type { ImportRow } from './import-row.ts'
import { makePlan, type Plan, type SlotAt } from './plan.ts'
import { readRow } from './read-row.ts'
import { refusalOf, refusalOfRow } from './refusals.ts'

const LARGEST_PHOTO = 1_048_576
const photoTypes = new Set(['image/jpeg', 'image/png', 'image/webp'])

type Cell = (card: Card) => string
const email =
  (at: number): Cell =>
  (card) =>
    byPrimary(card.emails)[at]?.value ?? ''
const phone =
  (at: number): Cell =>
  (card) =>
    byPrimary(card.phones)[at]?.value ?? ''
const address =
  (part: 'street' | 'extra' | 'postcode' | 'city' | 'region' | 'country'): Cell =>
  (card) =>
    mainAddress(card)?.[part] ?? ''

/** The columns that address cards have as a table; their rejected rows are given back as such a table. */
const columns: readonly [name: string, field: ImportField, Cell][] = [
  ['Kind', 'kind', (card) => card.kind],
  ['Name prefix', 'name_prefix', (card) => card.prefix],
  ['First name', 'first_name', (card) => card.firstName],
  ['Middle name', 'middle_name', (card) => card.additional],
  ['Last name', 'last_name', (card) => card.lastName],
  ['Name suffix', 'name_suffix', (card) => card.suffix],
  ['Company', 'company_name', (card) => card.company],
  ['Job title', 'job_title', (card) => card.jobTitle],
  ['E-mail', 'email', email(0)],
  ['E-mail 2', 'email_2', email(1)],
  ['E-mail 3', 'email_3', email(2)],
  ['Phone', 'phone', phone(0)],
  ['Phone 2', 'phone_2', phone(1)],
  ['Phone 3', 'phone_3', phone(2)],
  ['Street', 'street', address('street')],
  ['Address line 2', 'extra', address('extra')],
  ['Postcode', 'postcode', address('postcode')],
  ['City', 'city', address('city')],
  ['Region', 'region', address('region')],
  ['Country', 'country', address('country')],
  ['Birthday', 'birthday', (card) => card.birthday],
  ['Gender', 'gender', (card) => card.gender],
  ['Language', 'language', (card) => card.language],
  ['Website', 'website', (card) => card.websites[0]?.value ?? ''],
  ['Tags', 'tags', (card) => card.categories.join(', ')],
  ['Note', 'note', (card) => card.note],
]

export const cardColumns: readonly string[] = columns.map(([name]) => name)

const byPrimary = <Entry extends { primary: boolean }>(list: readonly Entry[]): Entry[] =>
  [...list].sort((a, b) => Number(b.primary) - Number(a.primary))
const mainAddress = (card: Card): CardAddress | undefined => byPrimary(card.addresses)[0]

export const cardPlan = (
  options: Parameters<typeof makePlan>[2],
  around: Parameters<typeof makePlan>[3],
): Plan =>
  makePlan(
    columns.map(([name]) => ({ name })),
    columns.map(([column, field]) => ({ column, field })),
    options,
    around,
  )

/** An address card as a row: all its addresses and numbers with their own labels. What a card does not say stays as it is. */
export function readCardRow(plan: Plan, { line, card, problem }: CardRow): ImportRow {
  const cells = columns.map(([, , cell]) => cell(card))
  const wide = [...cells]
  const slots = (list: Card['emails'], name: string, otherwise: string): SlotAt[] =>
    byPrimary(list).map(({ value, label }) => ({
      index: wide.push(value) - 1,
      name,
      label: label.slice(0, 40) || otherwise,
    }))
  const own: Plan = {
    ...plan,
    emails: slots(card.emails, 'E-mail', 'other'),
    phones: slots(card.phones, 'Phone', 'other'),
  }
  const row = readRow(own, line, wide)
  for (const [name, value] of Object.entries(row.scalars))
    if (value === null) delete row.scalars[name as 'gender']
  if (row.address && isBlankAddress(row.address)) row.address = null
  if (row.tags?.length === 0) delete row.tags
  row.emails = row.emails.filter((entry) => entry !== null)
  row.phones = row.phones.filter((entry) => entry !== null)
  row.addresses = furtherAddresses(card, row)
  // Organisations are told from people by the card; a card of a company alone often does not say so.
  if (card.kind === 'individual' && !card.firstName && !card.lastName && card.company)
    row.kind = 'organisation'
  const { photo } = card
  if (photo && photo.data.length <= LARGEST_PHOTO && photoTypes.has(photo.mediaType)) row.photo = photo
  if (problem) row.refusals.unshift(refusalOfRow(problem === 'end' ? 'card' : 'long'))
  return { ...row, cells }
}

function furtherAddresses(card: Card, row: ImportRow): DraftAddress[] {
  const others = byPrimary(card.addresses).slice(1)
  if (others.length === 0) return []
  const errors: FieldError[] = []
  const read = readAddresses(
    others.map((a) => ({
      label: a.label.slice(0, 40) || 'other',
      street: a.street.replace(/\s*\n\s*/g, ', ') || null,
      extra: a.extra || null,
      postcode: a.postcode || null,
      city: a.city || null,
      region: a.region || null,
      country: a.country || null,
      primary: false,
      billing: false,
      shipping: false,
    })),
    errors,
  )
  row.refusals.push(...errors.map((error) => refusalOf('Address', error)))
  return read.map((entry) => ({ ...entry, is_primary: false }))
}
