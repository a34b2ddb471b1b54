import { registryOf } from '#capabilities/timeline/record.ts'
import type { Ctx } from '#platform/context.ts'
import { looseRef, personal, plain } from '../declaration/columns.ts'
import { defineModule } from '../declaration/define-module.ts'

/**
 * Customers that are deleted take along the values of theirs and of what hung on them, and are linked to no more: the
 * records that named them lose that value.
 */
async function removeValues(ctx: Ctx, ids: readonly string[]): Promise<void> {
  for (const { table } of registryOf(ctx.app.events).targets.values()) {
    await ctx.rows(
      `UPDATE ${table} t SET custom = t.custom - r.fields, version = t.version + 1, updated_at = $3
       FROM (SELECT v.record_id, array_agg(v.field_id::text) AS fields FROM custom_values v
             WHERE v.workspace_id = $1 AND v.linked_id = ANY ($2::uuid[]) GROUP BY v.record_id) r
       WHERE t.workspace_id = $1 AND t.id = r.record_id`,
      [ctx.workspaceId, ids, ctx.now],
    )
  }
  await ctx.rows(
    `WITH own AS (DELETE FROM custom_values WHERE workspace_id = $1 AND record_id = ANY ($2::uuid[])),
          hung AS (DELETE FROM custom_values WHERE workspace_id = $1 AND customer_id = ANY ($2::uuid[]) AND customer_id <> record_id)
     DELETE FROM custom_values WHERE workspace_id = $1 AND linked_id = ANY ($2::uuid[])`,
    [ctx.workspaceId, ids],
  )
}

/** The values by which lists filter and sort. */
export const customValuesModule = defineModule({
  name: 'custom-values',
  uses: [],
  tables: {
    custom_values: {
      // A customer or a record of one; goes and comes with the record, whose verb writes it.
      record_id: plain,
      field_id: looseRef('custom_fields', 'millions of rows; a field that has any is not deleted'),
      place: plain,
      customer_id: looseRef('customers', 'millions of rows, written beside the record itself', {
        onMerge: 'rebuild',
      }),
      value_text: personal('text'),
      value_number: personal('text'),
      linked_id: looseRef('customers', 'the value of a field; taken away with the customer that it names', {
        onMerge: 'rebuild',
      }),
    },
  },
  removes: { custom_values: removeValues },
  events: {},
})
