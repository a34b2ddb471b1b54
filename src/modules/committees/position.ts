import { uuidv7 } from 'uuidv7'
import { collapse } from '#lib/text.ts'
import { stale } from '#modules/customers/groups.ts'
import { orTaken } from '#modules/customers/taken-names.ts'
import type { Ctx } from '#platform/context.ts'
import { db } from '#platform/database/builder.ts'
import { insertRows } from '#platform/database/insert-rows.ts'
import { AppError, invalid } from '#platform/errors.ts'
import { findCommittee, findPosition, nameKey, positionsOf } from './committee-queries.ts'
import type { Position, PositionChange, PositionInput } from './shapes.ts'
import { mostAtOnce, type Span } from './spans.ts'
import { workspaceToday } from './today.ts'

const taken = orTaken(
  'committee_positions_name',
  'position',
  'The committee has a position of this name already. Choose another name.',
)

const columns = {
  workspace_id: 'uuid',
  id: 'uuid',
  committee_id: 'uuid',
  name: 'text',
  name_key: 'text',
  seats: 'smallint',
  exclusive: 'boolean',
  term_months: 'smallint',
  place: 'smallint',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
}

/** Puts positions behind those that a committee has; gives their ids. */
export async function insertPositions(
  ctx: Ctx,
  committee_id: string,
  inputs: readonly PositionInput[],
): Promise<string[]> {
  const [last] = await ctx.rows<{ place: number }>(
    'SELECT coalesce(max(place), 0) AS place FROM committee_positions WHERE workspace_id = $1 AND committee_id = $2',
    [ctx.workspaceId, committee_id],
  )
  const rows = inputs.map((input, i) => ({
    ...input,
    name: collapse(input.name),
    name_key: nameKey(collapse(input.name)),
    workspace_id: ctx.workspaceId,
    id: uuidv7(),
    committee_id,
    place: last!.place + i + 1,
    created_at: ctx.now,
    updated_at: ctx.now,
  }))
  await insertRows(ctx, 'committee_positions', columns, rows).catch(taken)
  return rows.map(({ id }) => id)
}

/** A committee has at most so many positions. */
const MOST = 200

export async function addPosition(ctx: Ctx, committeeId: string, input: PositionInput): Promise<Position> {
  await findCommittee(ctx, committeeId, 'update')
  if ((await positionsOf(ctx, committeeId)).length >= MOST) {
    throw new AppError('conflict', 'position.too_many', {
      message: `A committee has at most ${MOST} positions. Delete one that nobody held, or make a committee below this one.`,
    })
  }
  const [id] = await insertPositions(ctx, committeeId, [input])
  return findPosition(ctx, id!)
}

/** Fewer seats than people who hold one would hide that there are too many. */
async function demandEnoughSeats(ctx: Ctx, { id, name }: Position, seats: number): Promise<void> {
  const spans = await ctx.rows<Span>(
    'SELECT from_on, until_on FROM committee_terms WHERE workspace_id = $1 AND position_id = $2',
    [ctx.workspaceId, id],
  )
  const { count, on } = mostAtOnce(spans, { from_on: await workspaceToday(ctx), until_on: null })
  if (count <= seats) return
  throw invalid('position.invalid', [
    {
      pointer: '/seats',
      code: 'seats.below_held',
      message: `${count} people hold "${name}" on ${on}. End a term first, or keep ${count} seats.`,
    },
  ])
}

/** Moves a position to a place among the others, which close up. */
async function move(ctx: Ctx, { id, committee_id }: Position, place: number): Promise<void> {
  const others = (await positionsOf(ctx, committee_id)).filter((one) => one.id !== id).map((one) => one.id)
  const order = others.toSpliced(place - 1, 0, id)
  await ctx.rows(
    `UPDATE committee_positions p SET place = o.place FROM unnest($3::uuid[]) WITH ORDINALITY AS o(id, place)
     WHERE p.workspace_id = $1 AND p.committee_id = $2 AND p.id = o.id`,
    [ctx.workspaceId, committee_id, order],
  )
}

export async function changePosition(
  ctx: Ctx,
  id: string,
  { place, ...change }: PositionChange,
  seen: number | undefined,
): Promise<Position> {
  const { committee_id } = await findPosition(ctx, id)
  await findCommittee(ctx, committee_id, 'update')
  const before = await findPosition(ctx, id, 'update')
  if (seen !== undefined && seen !== before.version) throw stale(before)
  if (change.seats !== undefined && change.seats < before.seats)
    await demandEnoughSeats(ctx, before, change.seats)
  const name = change.name && collapse(change.name)
  await ctx
    .run(
      db
        .updateTable('committee_positions')
        .set((eb) => ({
          ...change,
          ...(name && { name, name_key: nameKey(name) }),
          updated_at: ctx.now.toISOString(),
          version: eb('version', '+', 1),
        }))
        .where('workspace_id', '=', ctx.workspaceId)
        .where('id', '=', id),
    )
    .catch(taken)
  if (place !== undefined) await move(ctx, before, place)
  return findPosition(ctx, id)
}

export async function deletePosition(ctx: Ctx, id: string): Promise<undefined> {
  const { terms, name } = await findPosition(ctx, id, 'update')
  if (terms > 0) {
    throw new AppError('conflict', 'position.in_use', {
      message: `Somebody held "${name}", so it is kept. Give it a last day instead.`,
      params: { name, terms },
    })
  }
  await ctx.rows('DELETE FROM committee_positions WHERE workspace_id = $1 AND id = $2', [ctx.workspaceId, id])
  return undefined
}
