import type { StoredCustom } from '#capabilities/custom-fields/field.ts'
import type { genders, kinds, sources, statuses } from './contract.ts'

export type Kind = (typeof kinds)[number]
export type Status = (typeof statuses)[number]
export type Source = (typeof sources)[number]
export type Gender = (typeof genders)[number]

/** `address_key` is the form under which addresses are equal. */
export type DraftEmail = { address: string; address_key: string; label: string; is_primary: boolean }
/** `number` is E.164. */
export type DraftPhone = { number: string; extension: string | null; label: string; is_primary: boolean }
export type DraftAddress = {
  label: string
  street: string | null
  extra: string | null
  postcode: string | null
  city: string | null
  region: string | null
  country: string | null
  is_primary: boolean
  is_billing: boolean
  is_shipping: boolean
}

/** What a person may enter, checked and in its stored form. */
export type Draft = {
  kind: Kind
  name_prefix: string | null
  first_name: string | null
  last_name: string | null
  name_suffix: string | null
  company_name: string | null
  job_title: string | null
  birthday: string | null
  gender: Gender | null
  language: string | null
  website: string | null
  vat_number: string | null
  group_id: string | null
  emails: DraftEmail[]
  phones: DraftPhone[]
  addresses: DraftAddress[]
  /** By name; names that fold to the same are one tag. */
  tags: string[]
  /** Values of custom fields, by the id of the field. */
  custom: StoredCustom
}

export const emptyDraft: Readonly<Draft> = {
  kind: 'individual',
  name_prefix: null,
  first_name: null,
  last_name: null,
  name_suffix: null,
  company_name: null,
  job_title: null,
  birthday: null,
  gender: null,
  language: null,
  website: null,
  vat_number: null,
  group_id: null,
  emails: [],
  phones: [],
  addresses: [],
  tags: [],
  custom: {},
}

/** A customer about to be stored. */
export type NewCustomer = Omit<Draft, 'tags'> & {
  id: string
  number: number
  status: Status
  source: Source
  created_at: string
  /** The import that makes it. */
  origin_id?: string
  tag_ids: string[]
}

const joined = (...parts: (string | null)[]) => parts.filter(Boolean).join(' ')

type Named = Pick<Draft, 'kind' | 'name_prefix' | 'first_name' | 'last_name' | 'name_suffix' | 'company_name'>

/** "Jan de Vries", or the company's name. */
export const displayName = (c: Named): string =>
  (c.kind === 'organisation' ? c.company_name : joined(c.first_name, c.last_name)) ?? ''
