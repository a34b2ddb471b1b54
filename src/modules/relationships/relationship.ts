import { uuidv7 } from 'uuidv7'
import { historyPart } from '#capabilities/history/record.ts'
import { forgetRecordWords, recordWordsPart } from '#capabilities/search/record-words.ts'
import type { Ctx } from '#platform/context.ts'
import { insertRows } from '#platform/database/insert-rows.ts'
import { AppError, invalid } from '#platform/errors.ts'
import { relationshipAdded, relationshipChanged, relationshipDeleted } from './changes.ts'
import { wordsOf } from './history.ts'
import { dayOf, findRelationship, nameInAudit, type StoredRelationship, shown } from './queries.ts'
import { findType } from './relationship-types.ts'
import { relationshipColumns, updateRelationship } from './rows.ts'
import { lockEnds, refusalOf } from './rules.ts'
import type { Relationship, RelationshipChange, RelationshipInput, RelationshipType } from './shapes.ts'
import { sayAll } from './telling.ts'

const staffOf = (ctx: Ctx) => (ctx.actor.kind === 'staff' ? ctx.actor.id : null)

/** A type without circles is kept for oneself: whether there is one, only a look at all of them tells. */
async function lockType(ctx: Ctx, id: string): Promise<RelationshipType> {
  const type = await findType(ctx, id, 'share')
  return type.acyclic ? findType(ctx, id, 'update') : type
}

/** Relates two customers. Rights that are not given are those of the type. */
export async function addRelationship(ctx: Ctx, input: RelationshipInput): Promise<Relationship> {
  const type = await lockType(ctx, input.type_id)
  if (type.retired) {
    const message = 'This type is offered no more. Choose another, or bring it back in the settings.'
    throw invalid('relationship.invalid', [{ pointer: '/type_id', code: 'type.retired', message }])
  }
  const ends = await lockEnds(ctx, [input.from_id, input.to_id])
  const refusal = await refusalOf(ctx, { ...input, type }, ends)
  if (refusal) throw refusal
  const id = uuidv7()
  const row = {
    from_manages: type.from_manages,
    from_buys: type.from_buys,
    to_manages: type.to_manages,
    to_buys: type.to_buys,
    ...input,
    workspace_id: ctx.workspaceId,
    id,
    created_by: staffOf(ctx),
    created_at: ctx.now,
    updated_at: ctx.now,
    version: 1,
  }
  await insertRows(ctx, 'relationships', relationshipColumns, [row])
  const stored = await findRelationship(ctx, id)
  nameInAudit(ctx, stored)
  await sayAll(
    ctx,
    'relationship.added',
    [stored],
    [
      historyPart(ctx, [relationshipAdded(stored)]),
      recordWordsPart(ctx, 'relationship', stored.title ? [wordsOf(stored)] : []),
    ],
  )
  return shown(ctx, stored)
}

function demandFresh(ctx: Ctx, stored: StoredRelationship, seen: number | undefined): void {
  if (seen === undefined || seen === stored.version) return
  throw new AppError('stale', 'version.stale', {
    message: 'Somebody else changed this relationship meanwhile. Nothing was overwritten; look at it again.',
    params: { current: shown(ctx, stored) },
  })
}

/** Changes a relationship; `seen` is the version the caller saw, undefined for whatever is there. */
export async function changeRelationship(
  ctx: Ctx,
  id: string,
  change: RelationshipChange,
  seen: number | undefined,
): Promise<Relationship> {
  const before = await findRelationship(ctx, id, 'update')
  demandFresh(ctx, before, seen)
  const after = await write(ctx, before, change)
  return shown(ctx, await tellChange(ctx, 'relationship.changed', before, after))
}

async function write(
  ctx: Ctx,
  before: StoredRelationship,
  change: RelationshipChange,
): Promise<StoredRelationship> {
  const { started_on = before.started_on, ended_on = before.ended_on } = change
  if (started_on !== before.started_on || ended_on !== before.ended_on) {
    const type = await lockType(ctx, before.type.id)
    const two = { from_id: before.from.id, to_id: before.to.id }
    const ends = await lockEnds(ctx, Object.values(two))
    const refusal = await refusalOf(ctx, { ...two, type, started_on, ended_on, except: before.id }, ends)
    if (refusal) throw refusal
  }
  await updateRelationship(ctx, before.id, change)
  return findRelationship(ctx, before.id)
}

async function tellChange(
  ctx: Ctx,
  event: string,
  before: StoredRelationship,
  after: StoredRelationship,
): Promise<StoredRelationship> {
  nameInAudit(ctx, after)
  const words = before.title === after.title ? [] : [wordsOf(after)]
  await sayAll(
    ctx,
    event,
    [after],
    [historyPart(ctx, [relationshipChanged(before, after)]), recordWordsPart(ctx, 'relationship', words)],
  )
  return after
}

/** Ends a relationship on a day, today unless given. Ended twice is ended once. */
export async function endRelationship(ctx: Ctx, id: string, on = dayOf(ctx)): Promise<Relationship> {
  const before = await findRelationship(ctx, id, 'update')
  if (before.ended_on === on) return shown(ctx, before)
  const after = await write(ctx, before, { ended_on: on })
  return shown(ctx, await tellChange(ctx, 'relationship.ended', before, after))
}

export async function deleteRelationship(ctx: Ctx, id: string): Promise<undefined> {
  const stored = await findRelationship(ctx, id, 'update')
  nameInAudit(ctx, stored)
  await forgetRecordWords(ctx, 'relationship', [id])
  await ctx.rows('DELETE FROM relationships WHERE workspace_id = $1 AND id = $2', [ctx.workspaceId, id])
  await sayAll(ctx, 'relationship.deleted', [stored], [historyPart(ctx, [relationshipDeleted(stored)])])
  return undefined
}
