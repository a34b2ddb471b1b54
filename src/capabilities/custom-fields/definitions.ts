import { registryOf } from '#capabilities/timeline/record.ts'
import type { App } from '#platform/app.ts'
import type { Ctx } from '#platform/context.ts'
import type { CustomField } from './field.ts'

type Known = { all: readonly CustomField[]; byTarget: Map<string, readonly CustomField[]>; until: number }
type Kept = { byWorkspace: Map<string, Known>; changes: number }

/** Milliseconds for which definitions are believed, should the word of a change be lost. */
const TRUST = 30_000
const TOPIC = 'custom-fields'
/** What deleted fields have before their target: their history goes by their definition still. */
const DELETED = /^deleted:/
export const isDeleted = ({ target }: Pick<CustomField, 'target'>): boolean => DELETED.test(target)

const none: readonly CustomField[] = []
const keptByApp = new WeakMap<App, Kept>()

function keptOf(app: App): Kept {
  const known = keptByApp.get(app)
  if (known) return known
  const kept: Kept = { byWorkspace: new Map(), changes: 0 }
  keptByApp.set(app, kept)
  app.live.subscribe(({ topic, workspaceId }) => {
    if (topic === TOPIC) forget(kept, workspaceId)
  })
  return kept
}

function forget(kept: Kept, workspaceId: string): void {
  kept.byWorkspace.delete(workspaceId)
  kept.changes++
}

/** Once the change is committed: this process forgets at once, the others within some milliseconds. */
export function definitionsChanged(ctx: Ctx): void {
  const { app, workspaceId } = ctx
  ctx.afterCommit(() => {
    forget(keptOf(app), workspaceId)
    app.live.publish({ workspaceId, staffId: null, topic: TOPIC })
  })
}

const columns = `id, target, key, former_keys, label, help, type, required, default_value, choices, currency, personal,
  read_level, write_level, position, retired_at, version`

/** Fields as they stand in the database, in their order; `where` may lock them. */
export async function readFields(
  ctx: Ctx,
  where = '',
  values: readonly unknown[] = [],
): Promise<CustomField[]> {
  const rows = await ctx.rows<Omit<CustomField, 'full_right'>>(
    `SELECT ${columns} FROM custom_fields WHERE workspace_id = $1 AND ${where || 'true ORDER BY target, position, id'}`,
    [ctx.workspaceId, ...values],
  )
  const rightOf = await fullRights(
    ctx,
    rows.map(({ target }) => recordsOf(target)),
  )
  return rows.map((row) => ({ ...row, full_right: rightOf(recordsOf(row.target)) }))
}

/** What the records of a field are, or were before it was deleted. */
const recordsOf = (target: string): string => target.replace(DELETED, '')

/** The right that `full` means for the records of a target. */
async function fullRights(ctx: Ctx, wanted: readonly string[]): Promise<(target: string) => string> {
  const { targets } = registryOf(ctx.app.events)
  const ofTypes = new Map<string, string>()
  for (const [name, { fullRights: own }] of targets) {
    if (!own || !wanted.some((target) => target.startsWith(`${name}:`))) continue
    for (const [type, right] of await own(ctx)) ofTypes.set(`${name}:${type}`, right)
  }
  return (target) =>
    ofTypes.get(target) ?? targets.get(target.split(':')[0]!)?.permissions.full ?? 'fields.full'
}

async function known(ctx: Ctx): Promise<Known> {
  const kept = keptOf(ctx.app)
  const there = kept.byWorkspace.get(ctx.workspaceId)
  if (there && there.until > Date.now()) return there
  const { changes } = kept
  const all = await readFields(ctx)
  const byTarget = Map.groupBy(all, ({ target }) => target)
  const read: Known = { all: all.length === 0 ? none : all, byTarget, until: Date.now() + TRUST }
  // What was read while somebody changed it is of use to nobody else.
  if (kept.changes === changes) kept.byWorkspace.set(ctx.workspaceId, read)
  return read
}

/** The fields of a kind of record in their order, retired ones too; kept in memory, right after a change. */
export const fieldsOf = async (ctx: Ctx, target: string): Promise<readonly CustomField[]> =>
  (await known(ctx)).byTarget.get(target) ?? none

/** All fields of the workspace. */
export const allFields = async (ctx: Ctx): Promise<readonly CustomField[]> => (await known(ctx)).all
