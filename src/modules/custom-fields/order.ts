import { definitionsChanged, readFields } from '#capabilities/custom-fields/definitions.ts'
import { addToAudit } from '#platform/audit.ts'
import type { Ctx } from '#platform/context.ts'
import { invalid } from '#platform/errors.ts'
import type { CustomFieldOut } from './contract.ts'
import { fieldOut } from './queries.ts'

/** Puts the fields of a target into an order; every one of them must be named once. */
export async function orderFields(
  ctx: Ctx,
  { target, ids }: { target: string; ids: readonly string[] },
): Promise<{ items: CustomFieldOut[] }> {
  const fields = await readFields(ctx, 'target = $2 ORDER BY id FOR UPDATE', [target])
  const places = new Map(ids.map((id, i) => [id, i + 1]))
  if (
    places.size !== ids.length ||
    places.size !== fields.length ||
    !fields.every(({ id }) => places.has(id))
  ) {
    const message =
      'The fields are others than these by now. Load them again, and name every one of them once.'
    throw invalid('field.order', [{ pointer: '/ids', code: 'field.order', message }])
  }
  await ctx.rows(
    `UPDATE custom_fields f SET position = r.place, version = f.version + 1
     FROM unnest($2::uuid[]) WITH ORDINALITY AS r(id, place)
     WHERE f.workspace_id = $1 AND f.id = r.id AND f.position <> r.place`,
    [ctx.workspaceId, ids],
  )
  addToAudit(ctx, {
    payload: { target, order: ids.map((id) => fields.find((field) => field.id === id)!.key) },
  })
  definitionsChanged(ctx)
  const ordered = await readFields(ctx, 'target = $2 ORDER BY position, id', [target])
  return { items: ordered.map((field) => fieldOut(ctx, field)) }
}
