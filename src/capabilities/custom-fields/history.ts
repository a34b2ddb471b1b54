import type { HistoryField, RecordValues } from '#capabilities/declaration/record-history.ts'
import type { FieldChanges } from '#capabilities/history/record.ts'
import type { Access } from '#platform/access.ts'
import type { Ctx } from '#platform/context.ts'
import { isDeleted } from './definitions.ts'
import { type CustomField, fieldWithId, historyName, type StoredCustom, type StoredValue } from './field.ts'
import { maySee } from './rights.ts'

type Named = { id: string; name: string }
/** Numbers of linked customers: history keeps them and not the names, which are not theirs to tell. */
type Numbers = ReadonlyMap<string, string>

const prefix = historyName('')
export const isHistoryName = (name: string): boolean => name.startsWith(prefix)

/** A value in the form in which history keeps it: choices and customers as `{id, name}`. */
function kept({ type, choices }: CustomField, value: StoredValue | undefined, numbers: Numbers): unknown {
  if (value === undefined) return null
  const named = (id: string): Named => ({ id, name: choices.find((choice) => choice.id === id)?.label ?? id })
  if (type === 'choice') return named(value as string)
  if (type === 'multi_choice') return (value as readonly string[]).map(named)
  if (type === 'customer') return { id: value as string, name: numbers.get(value as string) ?? '' }
  return value
}

async function numbersOf(
  ctx: Ctx,
  fields: readonly CustomField[],
  records: readonly StoredCustom[],
): Promise<Numbers> {
  const links = fields.filter(({ type }) => type === 'customer').map(({ id }) => id)
  const ids = new Set(
    records.flatMap((values) => links.flatMap((id) => (values[id] as string | undefined) ?? [])),
  )
  if (ids.size === 0) return new Map()
  const found = await ctx.rows<{ id: string; number: number }>(
    'SELECT id, number FROM customers WHERE workspace_id = $1 AND id = ANY ($2::uuid[])',
    [ctx.workspaceId, [...ids]],
  )
  return new Map(found.map(({ id, number }) => [id, `C-${number}`]))
}

/** The values of records as fields of history. */
export async function customValues(
  ctx: Ctx,
  fields: readonly CustomField[],
  records: readonly StoredCustom[],
): Promise<RecordValues[]> {
  if (fields.length === 0) return records.map(() => ({}))
  const numbers = await numbersOf(ctx, fields, records)
  return records.map((values) =>
    Object.fromEntries(
      Object.entries(values).flatMap(([id, value]) => {
        const field = fieldWithId(fields, id)
        return field ? [[historyName(id), kept(field, value, numbers)]] : []
      }),
    ),
  )
}

const sameValue = (a: StoredValue | undefined, b: StoredValue | undefined) =>
  a === b || (a !== undefined && b !== undefined && typeof a === 'object' && text(a) === text(b))
const text = (value: StoredValue) =>
  Array.isArray(value)
    ? JSON.stringify(value)
    : `${(value as { amount: number }).amount} ${(value as { currency: string }).currency}`

/** Ids of the fields in which two records differ. */
export const differing = (before: StoredCustom, after: StoredCustom): string[] =>
  before === after
    ? []
    : [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
        (id) => !sameValue(before[id], after[id]),
      )

/** What changed in the values of records, each field for itself, as history keeps it. */
export async function historyOfCustom(
  ctx: Ctx,
  fields: readonly CustomField[],
  records: readonly { before: StoredCustom; after: StoredCustom }[],
): Promise<FieldChanges[]> {
  if (fields.length === 0) return records.map(() => ({}))
  const numbers = await numbersOf(
    ctx,
    fields,
    records.flatMap(({ before, after }) => (before === after ? [] : [before, after])),
  )
  return records.map(({ before, after }) =>
    Object.fromEntries(
      differing(before, after).flatMap((id) => {
        const field = fieldWithId(fields, id)
        if (!field) return []
        const change = [kept(field, before[id], numbers), kept(field, after[id], numbers)] as const
        return [[historyName(id), change]]
      }),
    ),
  )
}

/** Labels of fields, retired ones too, by the names that history has for them. */
export const historyLabels = (fields: readonly CustomField[]): ReadonlyMap<string, string> =>
  new Map(fields.map(({ id, label }) => [historyName(id), label]))

const described = new WeakMap<readonly CustomField[], Readonly<Record<string, HistoryField>>>()

/** How custom fields take part in history: each as a field of its own. */
export function historyFieldsOf(fields: readonly CustomField[]): Readonly<Record<string, HistoryField>> {
  const known = described.get(fields)
  if (known) return known
  const made = Object.fromEntries(
    fields.flatMap((field): [string, HistoryField][] => {
      if (isDeleted(field)) return []
      return [[historyName(field.id), field.write_level === 'full' ? { permission: field.full_right } : {}]]
    }),
  )
  described.set(fields, made)
  return made
}

export const hiddenHistory = (access: Access, fields: readonly CustomField[]): string[] =>
  access.administrator
    ? []
    : fields.filter((field) => !maySee(access, field)).map(({ id }) => historyName(id))

/** Values of history as those of a record that holds `before`; what is not of a custom field is left out. */
export function storedOf(
  fields: readonly CustomField[],
  values: RecordValues,
  before: StoredCustom,
): { values: StoredCustom; refused: string | null; links: string[] } {
  const after: Record<string, StoredValue> = { ...before }
  const links: string[] = []
  let refused: string | null = null
  for (const [name, value] of Object.entries(values)) {
    if (!isHistoryName(name)) continue
    const id = name.slice(prefix.length)
    const field = fieldWithId(fields, id)
    if (!field) refused = 'field.missing'
    else if (value === null || value === undefined) delete after[id]
    else {
      const stored = bare(field, value)
      if (stored === undefined) refused = 'choice.missing'
      else {
        after[id] = stored
        if (field.type === 'customer') links.push(stored as string)
      }
    }
  }
  return { values: after, refused, links }
}

function bare({ type, choices }: CustomField, value: unknown): StoredValue | undefined {
  const there = ({ id }: Named) => choices.some((choice) => choice.id === id)
  if (type === 'choice') return there(value as Named) ? (value as Named).id : undefined
  if (type === 'multi_choice') {
    const all = value as Named[]
    return all.every(there) ? all.map(({ id }) => id).sort() : undefined
  }
  return type === 'customer' ? (value as Named).id : (value as StoredValue)
}
