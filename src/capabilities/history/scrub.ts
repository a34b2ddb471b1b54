import { allFields } from '#capabilities/custom-fields/definitions.ts'
import type { PersonalKind } from '#capabilities/declaration/columns.ts'
import type { Registry } from '#capabilities/declaration/registry.ts'
import type { Ctx } from '#platform/context.ts'
import { fieldClasses } from './field-classes.ts'
import { erased } from './values.ts'

/**
 * Erases personal data of some kinds from the history of a customer and of what hangs on it, also where the same
 * change stands with another customer. That a field was changed, when and by whom stays; both values give way to a
 * marker.
 */
export async function scrubHistory(
  ctx: Ctx,
  registry: Registry,
  customerId: string,
  kinds: ReadonlySet<PersonalKind>,
): Promise<void> {
  const marker = JSON.stringify([erased, erased])
  for (const [record, history] of registry.records) {
    const fields = [...fieldClasses(registry, history, await allFields(ctx))].flatMap(([field, meaning]) =>
      meaning !== 'plain' && kinds.has(meaning) ? [field] : [],
    )
    if (fields.length === 0) continue
    await ctx.rows(
      `UPDATE record_changes r SET changes = (
         SELECT jsonb_object_agg(key, CASE WHEN key = ANY ($4::text[]) THEN $5::jsonb ELSE value END) FROM jsonb_each(r.changes))
       FROM record_changes own
       WHERE own.workspace_id = $1 AND own.customer_id = $2 AND split_part(own.kind, ':', 1) = $3 AND own.changes ?| $4::text[]
         AND r.workspace_id = $1 AND r.operation_id = own.operation_id AND r.kind = own.kind
         AND r.record_id = own.record_id AND r.changes ?| $4::text[]`,
      [ctx.workspaceId, customerId, record, fields, marker],
    )
  }
}
