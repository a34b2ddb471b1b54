import { definitionsChanged } from '#capabilities/custom-fields/definitions.ts'
import type { CustomField } from '#capabilities/custom-fields/field.ts'
import { addToAudit } from '#platform/audit.ts'
import type { Ctx } from '#platform/context.ts'
import type { CustomFieldOut } from './contract.ts'
import { fieldOut, findField } from './queries.ts'

async function setRetired(ctx: Ctx, field: CustomField, at: string | null): Promise<CustomFieldOut> {
  if ((field.retired_at === null) === (at === null)) return fieldOut(ctx, field)
  await ctx.rows(
    'UPDATE custom_fields SET retired_at = $3, version = version + 1 WHERE workspace_id = $1 AND id = $2',
    [ctx.workspaceId, field.id, at],
  )
  addToAudit(ctx, { payload: { target: field.target, key: field.key, label: field.label } })
  definitionsChanged(ctx)
  return fieldOut(ctx, { ...field, retired_at: at, version: field.version + 1 })
}

/** Takes a field out of forms and lists; its values stay where they are. Done twice is done once. */
export const retireField = async (ctx: Ctx, id: string): Promise<CustomFieldOut> =>
  setRetired(ctx, await findField(ctx, id), ctx.now.toISOString())

/** Brings a retired field back, with all values that it had. */
export const bringFieldBack = async (ctx: Ctx, id: string): Promise<CustomFieldOut> =>
  setRetired(ctx, await findField(ctx, id), null)
