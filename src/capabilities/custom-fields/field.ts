import type { PersonalKind } from '#capabilities/declaration/columns.ts'

export const fieldTypes = [
  'text',
  'long_text',
  'number',
  'money',
  'date',
  'choice',
  'multi_choice',
  'yes_no',
  'customer',
] as const
export type FieldType = (typeof fieldTypes)[number]

/** One of a list, in the order of the list. A retired one is kept where it is, and chosen no more. */
export type Choice = { id: string; label: string; retired: boolean }

/** A field that a workspace added to a kind of record. */
export type CustomField = {
  id: string
  /** `customer`, `task`, `record:<type>` */
  target: string
  /** Its name in the API and in files. */
  key: string
  /** Names that it had; they go on meaning it. */
  former_keys: readonly string[]
  label: string
  help: string | null
  type: FieldType
  required: boolean
  /** As stored. */
  default_value: StoredValue | null
  choices: readonly Choice[]
  /** ISO 4217; of money. */
  currency: string | null
  personal: PersonalKind | 'plain'
  read_level: Level
  write_level: Level
  position: number
  /** ISO 8601; null while it is in use. */
  retired_at: string | null
  version: number
  /** The right on its records that `full` means. */
  full_right: string
}

/** Everyone who may read (or write) the record; or those with full rights on such records. */
export type Level = 'everyone' | 'full'

/**
 * As it lies in the record: text; a number of at most 15 digits; minor units with their currency; `YYYY-MM-DD`; the id
 * of a choice; ids of choices, sorted; true or false; the id of a customer.
 */
export type StoredValue = string | number | boolean | Money | readonly string[]
export type Money = { amount: number; currency: string }

/** The values of a record by the id of the field; those without a value are absent. */
export type StoredCustom = Readonly<Record<string, StoredValue>>

/** The same as the API gives them, by the key of the field. */
export type ShownCustom = Record<string, StoredValue>

/** The name by which history knows a field. */
export const historyName = (fieldId: string): string => `custom.${fieldId}`

type Lookup = { byId: ReadonlyMap<string, CustomField>; byName: ReadonlyMap<string, CustomField> }
const lookups = new WeakMap<readonly CustomField[], Lookup>()

function lookupOf(fields: readonly CustomField[]): Lookup {
  const known = lookups.get(fields)
  if (known) return known
  const former = fields.flatMap((field) => field.former_keys.map((key) => [key, field] as const))
  const present = fields.map((field) => [field.key, field] as const)
  const made = {
    byId: new Map(fields.map((field) => [field.id, field])),
    // A key that is in use means its field, whichever had it before.
    byName: new Map([...former, ...present]),
  }
  lookups.set(fields, made)
  return made
}

/** The field of a key, also of one that it had before. */
export const fieldNamed = (fields: readonly CustomField[], key: string): CustomField | undefined =>
  lookupOf(fields).byName.get(key)

export const fieldWithId = (fields: readonly CustomField[], id: string): CustomField | undefined =>
  lookupOf(fields).byId.get(id)
