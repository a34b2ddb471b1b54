import type { Ctx } from '#platform/context.ts'
import { type FieldError, invalid } from '#platform/errors.ts'
import type { TaskChange } from './contract.ts'

type Assignees = Pick<TaskChange, 'assignee_id' | 'assignee_customer_id'>

/** A task is somebody's: who is named takes the place of whoever had it. */
export const assigneesOf = ({ assignee_id, assignee_customer_id }: Assignees): Assignees => {
  if (assignee_id) return { assignee_id, assignee_customer_id: null }
  if (assignee_customer_id) return { assignee_id: null, assignee_customer_id }
  return {
    ...(assignee_id !== undefined && { assignee_id }),
    ...(assignee_customer_id !== undefined && { assignee_customer_id }),
  }
}

const fault = (pointer: string, code: string, message: string): FieldError => ({ pointer, code, message })
const refusals = {
  both: fault(
    '/assignee_customer_id',
    'assignee.two',
    'A task is given to a member of staff or to an individual, not to both. Leave one of them out.',
  ),
  staff: fault(
    '/assignee_id',
    'staff.missing',
    'Nobody active has this id. Choose somebody from the list of colleagues.',
  ),
  customer: fault(
    '/assignee_customer_id',
    'individual.missing',
    'No individual among the customers has this id. Choose a person, not an organisation.',
  ),
}

/** @throws task.invalid for both at once, for staff that is not active, and for what is no individual */
export async function demandAssignees(
  ctx: Ctx,
  { assignee_id, assignee_customer_id }: Assignees,
): Promise<void> {
  const refuse = (name: keyof typeof refusals) => {
    throw invalid('task.invalid', [refusals[name]])
  }
  if (assignee_id && assignee_customer_id) refuse('both')
  if (assignee_id && !(await activeStaff(ctx, [assignee_id])).has(assignee_id)) refuse('staff')
  if (assignee_customer_id && !(await individuals(ctx, [assignee_customer_id])).has(assignee_customer_id))
    refuse('customer')
}

const idsIn = async (ctx: Ctx, sql: string, ids: readonly string[]): Promise<Set<string>> =>
  new Set(
    ids.length === 0 ? [] : (await ctx.rows<{ id: string }>(sql, [ctx.workspaceId, ids])).map(({ id }) => id),
  )

/** Those of some ids that are active members of staff. */
export const activeStaff = (ctx: Ctx, ids: readonly string[]) =>
  idsIn(
    ctx,
    `SELECT id FROM staff_members WHERE workspace_id = $1 AND id = ANY ($2::uuid[]) AND status = 'active'`,
    ids,
  )

/** Those of some ids that are individuals; they stay while the transaction lasts. */
export const individuals = (ctx: Ctx, ids: readonly string[]) =>
  idsIn(
    ctx,
    `SELECT id FROM customers WHERE workspace_id = $1 AND id = ANY ($2::uuid[]) AND kind = 'individual'
     ORDER BY id FOR KEY SHARE`,
    ids,
  )
