import { uuidv7 } from 'uuidv7'
import { forgetRecordWords, recordWordsPart } from '#capabilities/search/record-words.ts'
import { collapse, collapseLines } from '#lib/text.ts'
import { stale } from '#modules/customers/groups.ts'
import { orTaken } from '#modules/customers/taken-names.ts'
import type { Ctx } from '#platform/context.ts'
import { db } from '#platform/database/builder.ts'
import { insertTogether } from '#platform/database/insert-rows.ts'
import { AppError, invalid } from '#platform/errors.ts'
import { findCommittee, nameKey } from './committee-queries.ts'
import { demandNoCycle } from './parents.ts'
import { insertPositions } from './position.ts'
import type { Committee, CommitteeChange, CommitteeInput } from './shapes.ts'

const taken = orTaken(
  'committees_name',
  'committee',
  'There is a committee of this name already. Choose another name.',
)

function demandOrder(from_on: string | null, until_on: string | null): void {
  if (!from_on || !until_on || from_on <= until_on) return
  throw invalid('committee.invalid', [
    {
      pointer: '/until_on',
      code: 'until.before_start',
      message: 'The last day lies before the first. Choose a later one.',
    },
  ])
}

const columnsOf = ({ name, description, ...rest }: CommitteeChange) => ({
  ...rest,
  ...(name !== undefined && { name: collapse(name), name_key: nameKey(collapse(name)) }),
  ...(description !== undefined && { description: description && collapseLines(description) }),
})

const findable = (ctx: Ctx, { id, name }: Pick<Committee, 'id' | 'name'>) =>
  insertTogether(ctx, [recordWordsPart(ctx, 'committee', [{ id, customerId: null, text: name }])])

export async function addCommittee(ctx: Ctx, { positions, ...input }: CommitteeInput): Promise<Committee> {
  demandOrder(input.from_on ?? null, input.until_on ?? null)
  const id = uuidv7()
  if (input.parent_id) await demandNoCycle(ctx, id, input.parent_id)
  const now = ctx.now.toISOString()
  const { name, ...rest } = columnsOf(input)
  await ctx
    .run(
      db.insertInto('committees').values({
        ...rest,
        name: name!,
        name_key: nameKey(name!),
        workspace_id: ctx.workspaceId,
        id,
        created_at: now,
        updated_at: now,
      }),
    )
    .catch(taken)
  await insertPositions(ctx, id, positions)
  await findable(ctx, { id, name: name! })
  return findCommittee(ctx, id)
}

export async function changeCommittee(
  ctx: Ctx,
  id: string,
  change: CommitteeChange,
  seen: number | undefined,
): Promise<Committee> {
  // First: it locks more than this one.
  if (change.parent_id) await demandNoCycle(ctx, id, change.parent_id)
  const before = await findCommittee(ctx, id, 'update')
  if (seen !== undefined && seen !== before.version) throw stale(before)
  const { from_on, until_on } = { ...before, ...change }
  demandOrder(from_on, until_on)
  await ctx
    .run(
      db
        .updateTable('committees')
        .set((eb) => ({
          ...columnsOf(change),
          updated_at: ctx.now.toISOString(),
          version: eb('version', '+', 1),
        }))
        .where('workspace_id', '=', ctx.workspaceId)
        .where('id', '=', id),
    )
    .catch(taken)
  const after = await findCommittee(ctx, id)
  if (after.name !== before.name) await findable(ctx, after)
  return after
}

const parts = [
  ['committee_positions', 'committee_id'],
  ['committees', 'id'],
] as const

/** A committee with a past is ended, not deleted: rosters of former years name it. */
export async function deleteCommittee(ctx: Ctx, id: string): Promise<undefined> {
  // Who appoints holds a position first, and then refers to the committee.
  for (const [table, column] of parts) {
    await ctx.rows(
      `SELECT 1 FROM ${table} WHERE workspace_id = $1 AND ${column} = $2 ORDER BY id FOR UPDATE`,
      [ctx.workspaceId, id],
    )
  }
  const { name } = await findCommittee(ctx, id)
  const [used] = await ctx.rows<{ terms: number; children: number }>(
    `SELECT (SELECT count(*)::int FROM committee_terms WHERE workspace_id = $1 AND committee_id = $2) AS terms,
            (SELECT count(*)::int FROM committees WHERE workspace_id = $1 AND parent_id = $2) AS children`,
    [ctx.workspaceId, id],
  )
  if (used!.terms + used!.children > 0) {
    throw new AppError('conflict', 'committee.in_use', {
      message: `"${name}" has terms or committees below it, so it is kept. Give it a last day instead.`,
      params: { name, ...used },
    })
  }
  for (const [table, column] of parts) {
    await ctx.rows(`DELETE FROM ${table} WHERE workspace_id = $1 AND ${column} = $2`, [ctx.workspaceId, id])
  }
  await forgetRecordWords(ctx, 'committee', [id])
  return undefined
}
