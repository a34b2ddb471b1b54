import type {
  PresentRecord,
  RecordHistory,
  RecordUpdate,
  Refusals,
  RestoredRecord,
} from '#capabilities/declaration/record-history.ts'
import { forgetRecordWords, recordWordsPart } from '#capabilities/search/record-words.ts'
import type { Ctx } from '#platform/context.ts'
import { insertRows, insertTogether } from '#platform/database/insert-rows.ts'
import { AppError } from '#platform/errors.ts'
import { relationshipValues, type Values } from './changes.ts'
import { findRelationships, type StoredRelationship } from './queries.ts'
import { findType } from './relationship-types.ts'
import { relationshipColumns, updateRelationship } from './rows.ts'
import { lockEnds, refusalOf, type Wanted } from './rules.ts'
import { sayAll } from './telling.ts'

type Ends = Pick<Wanted, 'from_id' | 'to_id' | 'started_on' | 'ended_on'> & {
  type_id: string
  except?: string
}

/** The code of what stands in the way, or null. */
async function refused(ctx: Ctx, { type_id, ...ends }: Ends): Promise<string | null> {
  try {
    const type = await findType(ctx, type_id, 'update')
    const locked = await lockEnds(ctx, [ends.from_id, ends.to_id])
    return (await refusalOf(ctx, { ...ends, type }, locked))?.code ?? null
  } catch (error) {
    if (error instanceof AppError && error.kind === 'missing') return 'gone'
    throw error
  }
}

async function write(ctx: Ctx, updates: readonly RecordUpdate[]): Promise<Refusals> {
  const refusals = new Map<string, string>()
  const written: string[] = []
  for (const { present, values } of updates) {
    const stored = present.source as StoredRelationship
    const after = { ...present.values, ...values } as Values
    const { started_on, ended_on } = after
    const moved = 'started_on' in values || 'ended_on' in values
    const ends = { from_id: stored.from.id, to_id: stored.to.id, started_on, ended_on }
    const code = moved ? await refused(ctx, { ...ends, type_id: stored.type.id, except: stored.id }) : null
    if (code) refusals.set(present.id, code)
    else {
      await updateRelationship(ctx, present.id, values)
      written.push(present.id)
    }
  }
  const now = await findRelationships(ctx, written)
  await insertTogether(ctx, [recordWordsPart(ctx, 'relationship', now.map(wordsOf))])
  await sayAll(ctx, 'relationship.changes_undone', now)
  return refusals
}

export const wordsOf = ({
  id,
  from,
  title,
}: Pick<StoredRelationship, 'id' | 'title'> & { from: { id: string } }) => ({
  id,
  customerId: from.id,
  text: title ?? '',
})

async function restore(ctx: Ctx, records: readonly RestoredRecord[]): Promise<Refusals> {
  const refusals = new Map<string, string>()
  const back: string[] = []
  for (const { id, version, values } of records) {
    const { type, from, to, created_by, ...rest } = values as Values
    const ends = { from_id: from.id, to_id: to.id, type_id: type.id }
    const code = await refused(ctx, { ...ends, started_on: rest.started_on, ended_on: rest.ended_on })
    if (code) {
      refusals.set(id, code)
      continue
    }
    const about = {
      workspace_id: ctx.workspaceId,
      id,
      created_by: created_by?.id ?? null,
      updated_at: ctx.now,
    }
    await insertRows(ctx, 'relationships', relationshipColumns, [{ ...rest, ...ends, ...about, version }])
    back.push(id)
  }
  const now = await findRelationships(ctx, back)
  await insertTogether(ctx, [recordWordsPart(ctx, 'relationship', now.map(wordsOf))])
  await sayAll(ctx, 'relationship.restored', now)
  return refusals
}

async function remove(ctx: Ctx, records: readonly PresentRecord[]): Promise<void> {
  const ids = records.map(({ id }) => id)
  await forgetRecordWords(ctx, 'relationship', ids)
  await ctx.rows('DELETE FROM relationships WHERE workspace_id = $1 AND id = ANY ($2::uuid[])', [
    ctx.workspaceId,
    ids,
  ])
  await sayAll(
    ctx,
    'relationship.deleted',
    records.map(({ source }) => source as StoredRelationship),
  )
}

/** How relationships take part in history. They stand with `from`, and with `to` as a copy. */
export const relationshipHistory: RecordHistory = {
  table: 'relationships',
  permissions: { read: 'relationships.read', write: 'relationships.write', remove: 'relationships.full' },
  fields: {
    type: { columns: ['type_id'] },
    from: { columns: ['from_id'] },
    to: { columns: ['to_id'] },
    title: {},
    started_on: {},
    ended_on: {},
    from_manages: {},
    from_buys: {},
    to_manages: {},
    to_buys: {},
    note: {},
    created_by: {},
    created_at: {},
  },
  leftOut: {
    id: 'never changes',
    updated_at: 'is the time of the last change itself',
    version: 'stands beside each change',
  },
  async alsoOf(ctx, ids) {
    const rows = await ctx.rows<{ id: string; to_id: string }>(
      'SELECT id, to_id FROM relationships WHERE workspace_id = $1 AND id = ANY ($2::uuid[])',
      [ctx.workspaceId, ids],
    )
    return new Map(rows.map(({ id, to_id }) => [id, [to_id]]))
  },
  load: async (ctx, ids, purpose) =>
    (await findRelationships(ctx, ids, purpose)).map((stored) => ({
      id: stored.id,
      customerId: stored.from.id,
      version: stored.version,
      since: stored.created_at,
      values: relationshipValues(stored),
      source: stored,
    })),
  write,
  restore,
  remove,
}
