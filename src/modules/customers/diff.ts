import type { StoredCustom } from '#capabilities/custom-fields/field.ts'
import { differing } from '#capabilities/custom-fields/history.ts'
import type { Draft } from './draft.ts'
import { tagKey } from './validation-lists.ts'

export type FieldName = keyof Draft
export type Change = { field: FieldName; old: unknown; new: unknown }

/** A form of a value in which equal values are equal text; what does not count (order of tags, row position) is gone. */
function comparable(field: FieldName, value: unknown): string {
  if (field === 'tags') return JSON.stringify((value as string[]).map(tagKey).sort())
  if (!Array.isArray(value)) return JSON.stringify(value ?? null)
  const shapes: Partial<Record<FieldName, string[]>> = {
    emails: ['address', 'label', 'is_primary'],
    phones: ['number', 'extension', 'label', 'is_primary'],
    addresses: [
      'label',
      'street',
      'extra',
      'postcode',
      'city',
      'region',
      'country',
      'is_primary',
      'is_billing',
      'is_shipping',
    ],
  }
  return JSON.stringify(
    value.map((entry: Record<string, unknown>) => shapes[field]!.map((name) => entry[name] ?? null)),
  )
}

/** The fields in which a change differs from what is there. Pure; fields that were not given stay out. */
export function diff(before: Draft, values: Partial<Draft>): Change[] {
  return (Object.keys(values) as FieldName[])
    .filter((field) =>
      field === 'custom'
        ? differing(before.custom, values.custom as StoredCustom).length > 0
        : comparable(field, before[field]) !== comparable(field, values[field]),
    )
    .map((field) => ({ field, old: before[field], new: values[field] }))
}
