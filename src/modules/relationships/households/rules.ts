import type { Ctx } from '#platform/context.ts'
import { AppError, invalid, missing } from '#platform/errors.ts'
import { isBackwards, overlapCondition, type Stretch } from '../dates.ts'

type Moving = Stretch & { customer_id: string; except?: string }

type Person = { id: string; kind: 'individual' | 'organisation'; status: string; name: string }

/** Those who move, kept from moving elsewhere meanwhile; in one order for all who do. */
export async function lockPeople(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Person>> {
  const rows = await ctx.rows<Person>(
    `SELECT id, kind, status, CASE kind WHEN 'organisation' THEN company_name ELSE concat_ws(' ', first_name, last_name) END AS name
     FROM customers WHERE workspace_id = $1 AND id = ANY ($2::uuid[]) ORDER BY id FOR NO KEY UPDATE`,
    [ctx.workspaceId, ids],
  )
  const found = new Map(rows.map((row) => [row.id, row]))
  if (ids.some((id) => !found.has(id))) throw missing('customer')
  return found
}

const fault = (pointer: string, code: string, message: string) =>
  invalid('household.invalid', [{ pointer, code, message }])

/** Why somebody cannot live in a household at a time, or null: one lives in one household. */
export async function movingRefusal(
  ctx: Ctx,
  moving: Moving,
  people: ReadonlyMap<string, Person>,
): Promise<AppError | null> {
  const person = people.get(moving.customer_id)!
  if (person.kind !== 'individual')
    return fault(
      '/customer_id',
      'household.kind',
      `${person.name} is an organisation. Individuals live in households.`,
    )
  if (isBackwards(moving))
    return fault('/ended_on', 'dates.backwards', 'It ends before it begins. Mend one of the dates.')
  if (person.status === 'archived' && !moving.except) {
    return new AppError('conflict', 'customer.archived', {
      message: `${person.name} is archived. Restore this customer first. Nothing was changed.`,
      params: { name: person.name },
    })
  }
  const [other] = await ctx.rows<{ id: string; name: string }>(
    `SELECT h.id, h.name FROM household_members m JOIN households h ON h.workspace_id = m.workspace_id AND h.id = m.household_id
     WHERE m.workspace_id = $1 AND m.customer_id = $2 AND ${overlapCondition('m', '$3', '$4')} AND m.id IS DISTINCT FROM $5::uuid
     LIMIT 1`,
    [ctx.workspaceId, moving.customer_id, moving.started_on, moving.ended_on, moving.except ?? null],
  )
  if (!other) return null
  return new AppError('conflict', 'household.other', {
    message: `${person.name} lives in ${other.name} at that time. Let ${person.name} move out there first, or choose other dates.`,
    params: { name: person.name, household: other.name, id: other.id },
  })
}
