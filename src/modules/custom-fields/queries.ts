import { allFields, fieldsOf, readFields } from '#capabilities/custom-fields/definitions.ts'
import type { CustomField } from '#capabilities/custom-fields/field.ts'
import { isSortable } from '#capabilities/custom-fields/order.ts'
import { mayFill, maySee } from '#capabilities/custom-fields/rights.ts'
import { shownValue } from '#capabilities/custom-fields/show.ts'
import type { Language } from '#capabilities/declaration/define-module.ts'
import { registryOf } from '#capabilities/timeline/record.ts'
import { may } from '#platform/access.ts'
import type { Ctx } from '#platform/context.ts'
import { missing } from '#platform/errors.ts'
import type { CustomFieldOut } from './contract.ts'

/** The declaration of a target; undefined when nothing is called so. */
export const targetOf = (ctx: Ctx, target: string) =>
  registryOf(ctx.app.events).targets.get(target.split(':')[0]!)

/** Those who work with such records, as far as they may know of their type, and those who look after the fields. */
async function mayKnow(ctx: Ctx, target: string): Promise<boolean> {
  const declared = targetOf(ctx, target)
  const type = target.split(':')[1]
  if (type !== undefined && !(await declared?.has?.(ctx, type))) return false
  return (
    may(ctx.access, 'fields.read') || (declared !== undefined && may(ctx.access, declared.permissions.read))
  )
}

export const fieldOut = (ctx: Ctx, field: CustomField): CustomFieldOut => {
  const { full_right: _f, default_value, ...rest } = field
  return {
    ...rest,
    former_keys: [...field.former_keys],
    choices: [...field.choices],
    default_value: default_value === null ? null : shownValue(field, default_value),
    personal: field.personal as CustomFieldOut['personal'],
    sortable: isSortable(field),
    writable: mayFill(ctx.access, field),
  }
}

/** Who looks after the fields sees them all; others those that they may read on records. */
async function visible(ctx: Ctx, fields: readonly CustomField[]): Promise<CustomField[]> {
  const known = new Set<string>()
  for (const target of new Set(fields.map((field) => field.target)))
    if (await mayKnow(ctx, target)) known.add(target)
  return fields.filter(
    (field) => known.has(field.target) && (may(ctx.access, 'fields.full') || maySee(ctx.access, field)),
  )
}

export async function listFields(
  ctx: Ctx,
  { target, retired }: { target: string; retired: boolean },
): Promise<{ items: CustomFieldOut[] }> {
  const fields = await visible(ctx, await fieldsOf(ctx, target))
  return {
    items: fields.filter(({ retired_at }) => retired || !retired_at).map((field) => fieldOut(ctx, field)),
  }
}

/** Kinds of records with one set of fields; those of types of records are listed by their own module. */
export async function listTargets(ctx: Ctx) {
  const all = await visible(ctx, await allFields(ctx))
  const targets = [...registryOf(ctx.app.events).targets].filter(([, { has }]) => !has)
  return {
    items: targets.map(([target, { words }]) => ({
      target,
      label: words[ctx.language as Language] ?? words.en,
      fields: all.filter((field) => field.target === target && !field.retired_at).length,
    })),
  }
}

// What is deleted stays as a name for its history; see deleteField.
const present = `target NOT LIKE 'deleted:%'`

export async function readField(ctx: Ctx, id: string): Promise<CustomFieldOut> {
  const [field] = await visible(ctx, await readFields(ctx, `id = $2 AND ${present}`, [id]))
  if (!field) throw missing('field')
  return fieldOut(ctx, field)
}

/** A field about to be changed, as it stands; 404 when there is none. */
export async function findField(ctx: Ctx, id: string): Promise<CustomField> {
  const [field] = await readFields(ctx, `id = $2 AND ${present} FOR UPDATE`, [id])
  if (!field) throw missing('field')
  return field
}

/** How many records have a value of a field. */
export async function countValues(ctx: Ctx, { id }: Pick<CustomField, 'id'>): Promise<number> {
  const [row] = await ctx.rows<{ n: number }>(
    `SELECT (SELECT count(*) FROM custom_values WHERE workspace_id = $1 AND field_id = $2 AND value_text IS NOT NULL AND place = 0)
          + (SELECT count(*) FROM custom_values WHERE workspace_id = $1 AND field_id = $2 AND value_number IS NOT NULL)
          + (SELECT count(*) FROM custom_values WHERE workspace_id = $1 AND field_id = $2 AND linked_id IS NOT NULL) AS n`,
    [ctx.workspaceId, id],
  )
  return row!.n
}

export async function fieldUsage(ctx: Ctx, id: string) {
  await readField(ctx, id)
  const values = await countValues(ctx, { id })
  return { values, deletable: values === 0 }
}
