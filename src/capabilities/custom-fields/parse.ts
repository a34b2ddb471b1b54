import type { Access } from '#platform/access.ts'
import type { Ctx } from '#platform/context.ts'
import type { FieldError } from '#platform/errors.ts'
import { type CustomField, fieldNamed, type StoredCustom, type StoredValue } from './field.ts'
import { readValue } from './read-value.ts'
import { hiddenField, mayFill, maySee } from './rights.ts'

/** All values of the record as they shall be, what is wrong with those that were given, and whom they name. */
export type ParsedCustom = {
  values: StoredCustom
  errors: FieldError[]
  /** Customers that were newly named, with where. */
  links: readonly { id: string; key: string }[]
}

export const customFault = (key: string, code: string, message: string): FieldError => ({
  pointer: `/custom/${key}`,
  code,
  message,
})
const empty: StoredCustom = {}

/**
 * Reads values by key into the values of a record by id. Without `before` the record is new: defaults fill what was not
 * given, and required fields are demanded. With it only what was given changes; null takes a value away.
 * @throws field.hidden for fields that the writer may not change
 */
export function readCustom(
  access: Access,
  fields: readonly CustomField[],
  input: Readonly<Record<string, unknown>> | undefined,
  before?: StoredCustom,
): ParsedCustom {
  const errors: FieldError[] = []
  const links: { id: string; key: string }[] = []
  const given = input ? Object.entries(input) : []
  if (given.length === 0 && (before || fields.length === 0)) return { values: before ?? empty, errors, links }
  const values: Record<string, StoredValue> = { ...before }
  const asked = new Set<string>()
  for (const [key, value] of given) {
    const field = fieldNamed(fields, key)
    if (!field || !maySee(access, field)) {
      if (field) throw hiddenField(key, 'changed')
      errors.push(customFault(key, 'custom.unknown', unknownField(key, access, fields)))
      continue
    }
    if (!mayFill(access, field)) throw hiddenField(key, 'changed')
    if (field.retired_at) {
      errors.push(
        customFault(
          key,
          'custom.retired',
          `The field ${field.label} is retired. Leave it out, or bring it back.`,
        ),
      )
      continue
    }
    asked.add(field.id)
    const read = readValue(value, field, before?.[field.id])
    if (!read.ok) errors.push(customFault(key, read.code, read.message))
    else if (read.value !== null) {
      values[field.id] = read.value
      if (field.type === 'customer' && read.value !== before?.[field.id])
        links.push({ id: read.value as string, key })
    } else {
      delete values[field.id]
      if (field.required) errors.push(requiredFault(field))
    }
  }
  if (!before) fill(access, fields, values, asked, errors)
  return { values, errors, links }
}

const requiredFault = ({ key, label }: CustomField): FieldError =>
  customFault(key, 'custom.required', `${label} is needed. Fill it in.`)

function fill(
  access: Access,
  fields: readonly CustomField[],
  values: Record<string, StoredValue>,
  asked: ReadonlySet<string>,
  errors: FieldError[],
): void {
  for (const field of fields) {
    if (field.retired_at || asked.has(field.id)) continue
    if (field.default_value !== null) values[field.id] = field.default_value
    // Who may not fill it in is not stopped by it.
    else if (field.required && mayFill(access, field)) errors.push(requiredFault(field))
  }
}

function unknownField(key: string, access: Access, fields: readonly CustomField[]): string {
  const there = fields.filter((field) => !field.retired_at && maySee(access, field)).map((field) => field.key)
  if (there.length === 0) return `There is no custom field "${key}", nor any other here. Leave "custom" out.`
  const some = there.length > 12 ? `${there.slice(0, 12).join(', ')}, …` : there.join(', ')
  return `There is no custom field "${key}". There are: ${some}.`
}

/** Faults of links to customers that this workspace does not have. */
export async function missingLinks(
  ctx: Ctx,
  links: readonly { id: string; key: string }[],
): Promise<FieldError[]> {
  if (links.length === 0) return []
  const found = await ctx.rows<{ id: string }>(
    'SELECT id FROM customers WHERE workspace_id = $1 AND id = ANY ($2::uuid[]) FOR KEY SHARE',
    [ctx.workspaceId, links.map(({ id }) => id)],
  )
  const there = new Set(found.map(({ id }) => id))
  return links
    .filter(({ id }) => !there.has(id))
    .map(({ key }) =>
      customFault(key, 'customer.missing', 'There is no such customer any more. Choose another.'),
    )
}

/** Reads values as {@link readCustom} does, and looks whether the customers that they name are there. */
export async function parseCustom(
  ctx: Ctx,
  fields: readonly CustomField[],
  input: Readonly<Record<string, unknown>> | undefined,
  { before }: { before?: StoredCustom } = {},
): Promise<{ values: StoredCustom; errors: FieldError[] }> {
  const { values, errors, links } = readCustom(ctx.access, fields, input, before)
  if (links.length > 0) errors.push(...(await missingLinks(ctx, links)))
  return { values, errors }
}
