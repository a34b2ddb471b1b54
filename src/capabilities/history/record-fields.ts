import { allFields } from '#capabilities/custom-fields/definitions.ts'
import { hiddenHistory, historyFieldsOf } from '#capabilities/custom-fields/history.ts'
import type { HistoryField, RecordHistory } from '#capabilities/declaration/record-history.ts'
import type { Ctx } from '#platform/context.ts'

type Fields = Readonly<Record<string, HistoryField>>
const joined = new WeakMap<RecordHistory, WeakMap<Fields, Fields>>()

/** The fields of a kind of record by name: those declared, and those that workspaces added. */
export async function fieldsOfRecord(ctx: Ctx, history: RecordHistory): Promise<Fields> {
  if (!history.custom) return history.fields
  const added = historyFieldsOf(await allFields(ctx))
  const known = joined.get(history) ?? new WeakMap<Fields, Fields>()
  joined.set(history, known)
  const made = known.get(added) ?? { ...history.fields, ...added }
  known.set(added, made)
  return made
}

/** Those of them that the reader may not see. */
export async function hiddenFieldsOf(
  ctx: Ctx,
  { hidden, custom }: RecordHistory,
): Promise<readonly string[]> {
  const declared = hidden?.(ctx.access) ?? []
  return custom ? [...declared, ...hiddenHistory(ctx.access, await allFields(ctx))] : declared
}
