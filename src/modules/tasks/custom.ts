import { fieldsOf } from '#capabilities/custom-fields/definitions.ts'
import type { CustomField } from '#capabilities/custom-fields/field.ts'
import { customValues, historyOfCustom } from '#capabilities/custom-fields/history.ts'
import { customParts } from '#capabilities/custom-fields/write-values.ts'
import type { FieldChanges } from '#capabilities/history/record.ts'
import { allOf } from '#capabilities/history/undo.ts'
import type { Ctx } from '#platform/context.ts'
import type { Insert } from '#platform/database/insert-rows.ts'
import type { StoredTask } from './queries.ts'

export const taskFields = (ctx: Ctx): Promise<readonly CustomField[]> => fieldsOf(ctx, 'task')

type Task = Pick<StoredTask, 'id' | 'customer' | 'custom'>

/** What a task with other values of its own fields adds to the history, and to the statement that writes it. */
export type CustomChange = { changes: FieldChanges; parts: readonly Insert[] }

const nothing: CustomChange = { changes: {}, parts: [] }

/** `before` null: the task is new; `after` null: it is deleted. */
export async function customChange(ctx: Ctx, before: Task | null, after: Task | null): Promise<CustomChange> {
  const fields = await taskFields(ctx)
  if (fields.length === 0) return nothing
  const { id, customer } = (after ?? before)!
  const values = { before: before?.custom ?? {}, after: after?.custom ?? {} }
  const parts = customParts(ctx, fields, [{ id, customerId: customer.id, ...values }])
  if (!before) return { changes: {}, parts }
  if (!after) {
    const [held] = await customValues(ctx, fields, [before.custom])
    return { changes: allOf(held!), parts }
  }
  const [changes] = await historyOfCustom(ctx, fields, [values])
  return { changes: changes!, parts }
}
