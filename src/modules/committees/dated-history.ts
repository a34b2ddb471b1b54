import type { RecordHistory, Refusals } from '#capabilities/declaration/record-history.ts'
import type { Ctx } from '#platform/context.ts'
import { insertTogether } from '#platform/database/insert-rows.ts'
import { emitAll } from '#platform/events/events.ts'
import { type DatedKind, type DatedRow, type Draft, insertRow, updateRow } from './dated-record.ts'

/** How a kind of dated records takes part in history: what its verbs refuse, its undo refuses as well. */
export function historyOf<Row extends DatedRow>(kind: DatedKind<Row>): RecordHistory {
  const say = (ctx: Ctx, happened: string, drafts: readonly Draft[]) =>
    emitAll(
      ctx,
      drafts.map(({ id, customerId, values }) => ({
        name: `${kind.name}.${happened}`,
        customerId,
        subjectId: id,
        payload: kind.payload(values),
      })),
    )

  /** Writes those that are not refused, one after the other: each may stand in the way of the next. */
  async function writeAll(
    ctx: Ctx,
    drafts: readonly Draft[],
    happened: string,
    store: (draft: Draft) => Promise<unknown>,
  ): Promise<Refusals> {
    const refusals = new Map<string, string>()
    const written: Draft[] = []
    for (const draft of drafts) {
      const refused = await kind.refusal(ctx, draft)
      if (refused) refusals.set(draft.id, refused)
      else {
        await store(draft)
        written.push(draft)
      }
    }
    await insertTogether(ctx, kind.beside?.(ctx, written) ?? [])
    await say(ctx, happened, written)
    return refusals
  }

  return {
    table: kind.table,
    permissions: kind.permissions,
    fields: { ...kind.fields, created_at: {} },
    leftOut: {
      id: 'never changes',
      customer_id: 'stands beside each change',
      updated_at: 'is the time of the last change itself',
      version: 'stands beside each change',
    },
    load: async (ctx, ids, purpose) =>
      (await kind.find(ctx, ids, purpose)).map((row) => ({
        id: row.id,
        customerId: row.customer.id,
        version: row.version,
        since: row.created_at,
        values: kind.values(row),
        source: row,
      })),
    write: (ctx, updates) => {
      const changed = new Map(updates.map(({ present, values }) => [present.id, values]))
      const drafts = updates.map(({ present: { id, customerId, values: before }, values }) => ({
        id,
        customerId,
        values: { ...before, ...values },
      }))
      return writeAll(ctx, drafts, 'changes_undone', ({ id }) =>
        updateRow(ctx, kind.table, id, kind.columns(changed.get(id)!)),
      )
    },
    async restore(ctx, records) {
      const there = await ctx.rows<{ id: string }>(
        'SELECT id FROM customers WHERE workspace_id = $1 AND id = ANY ($2::uuid[]) FOR KEY SHARE',
        [ctx.workspaceId, records.map(({ customerId }) => customerId)],
      )
      const known = new Set(there.map(({ id }) => id))
      const versions = new Map(records.map(({ id, version }) => [id, version]))
      const going = records.filter(({ customerId }) => known.has(customerId))
      const refusals = await writeAll(ctx, going, 'restored', ({ id, customerId, values }) =>
        insertRow(ctx, kind.table, {
          ...kind.columns(values),
          id,
          customer_id: customerId,
          version: versions.get(id)!,
        }),
      )
      const gone = records.filter(({ customerId }) => !known.has(customerId))
      return new Map([...refusals, ...gone.map(({ id }) => [id, 'gone'] as const)])
    },
    async remove(ctx, records) {
      const ids = records.map(({ id }) => id)
      await ctx.rows(`DELETE FROM ${kind.table} WHERE workspace_id = $1 AND id = ANY ($2::uuid[])`, [
        ctx.workspaceId,
        ids,
      ])
      await kind.forget?.(ctx, ids)
      await say(ctx, 'deleted', records)
    },
  }
}
