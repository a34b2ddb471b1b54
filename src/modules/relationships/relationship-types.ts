import { uuidv7 } from 'uuidv7'
import { languages } from '#capabilities/declaration/define-module.ts'
import { fold } from '#lib/text.ts'
import { orTaken } from '#modules/customers/taken-names.ts'
import type { Ctx } from '#platform/context.ts'
import { insertRows } from '#platform/database/insert-rows.ts'
import { AppError, invalid, missing } from '#platform/errors.ts'
import { builtinTypes } from './builtin-types.ts'
import type { RelationshipType, TypeChange, TypeInput } from './shapes.ts'

const columns = {
  workspace_id: 'uuid',
  id: 'uuid',
  builtin: 'text',
  category: 'text',
  from_name: 'text',
  to_name: 'text',
  name_key: 'text',
  mutual: 'boolean',
  from_kind: 'text',
  to_kind: 'text',
  only_one_from: 'boolean',
  only_one_to: 'boolean',
  acyclic: 'boolean',
  from_manages: 'boolean',
  from_buys: 'boolean',
  to_manages: 'boolean',
  to_buys: 'boolean',
  position: 'integer',
  created_at: 'timestamptz',
}

const select = `
  SELECT t.id, t.builtin, t.category, t.from_name, t.to_name, t.mutual, t.from_kind, t.to_kind, t.only_one_from,
         t.only_one_to, t.acyclic, t.from_manages, t.from_buys, t.to_manages, t.to_buys,
         t.retired_at IS NOT NULL AS retired, t.version,
         EXISTS (SELECT 1 FROM relationships r WHERE r.workspace_id = t.workspace_id AND r.type_id = t.id) AS used
  FROM relationship_types t WHERE t.workspace_id = $1`

const rowsOf = (ctx: Ctx) =>
  ctx.rows<RelationshipType>(`${select} ORDER BY t.position, t.id`, [ctx.workspaceId])

const nameKey = ({ from_name, to_name }: { from_name: string; to_name: string }) =>
  `${fold(from_name)}\n${fold(to_name)}`

/**
 * The types of the workspace, in order. Those that every workspace begins with are made when it is first asked for
 * them, and so is one that a later version brings: also in a workspace that is older than this module.
 */
export async function listTypes(ctx: Ctx): Promise<RelationshipType[]> {
  const there = await rowsOf(ctx)
  const known = new Set(there.map(({ builtin }) => builtin))
  const lacking = builtinTypes.filter(({ builtin }) => !known.has(builtin))
  if (lacking.length === 0) return there
  await addBuiltins(ctx, lacking)
  return rowsOf(ctx)
}

/** In the language of the workspace; they are words of its own from then on. */
async function addBuiltins(ctx: Ctx, lacking: readonly (typeof builtinTypes)[number][]): Promise<void> {
  const [workspace] = await ctx.rows<{ language: string }>(
    'SELECT language FROM installation.workspaces WHERE id = $1',
    [ctx.workspaceId],
  )
  const language = languages.find((one) => one === workspace?.language) ?? 'en'
  const rows = lacking.map(({ names, ...type }) => {
    const [from_name, to_name] = names[language]
    return typeRow(ctx, {
      ...{ mutual: false, from_kind: null, to_kind: null, only_one_from: false, only_one_to: false },
      ...{ acyclic: false, from_manages: false, from_buys: false, to_manages: false, to_buys: false },
      ...type,
      from_name,
      to_name,
      position: builtinTypes.findIndex(({ builtin }) => builtin === type.builtin),
    })
  })
  await insertRows(ctx, 'relationship_types', columns, rows, 'ON CONFLICT DO NOTHING')
}

type NewType = Omit<TypeInput, 'to_name'> & { to_name: string; position: number; builtin?: string }
const typeRow = (ctx: Ctx, type: NewType) => ({
  ...type,
  workspace_id: ctx.workspaceId,
  id: uuidv7(),
  builtin: type.builtin ?? null,
  name_key: nameKey(type),
  created_at: ctx.now,
})

/**
 * A type by id; 404 when there is none in this workspace. `share` keeps it from being deleted meanwhile, `update` also
 * keeps others from relating customers by it, where that needs a look at all of them.
 */
export async function findType(
  ctx: Ctx,
  id: string,
  purpose?: 'share' | 'update',
): Promise<RelationshipType> {
  const lock =
    purpose === 'update' ? 'FOR NO KEY UPDATE OF t' : purpose === 'share' ? 'FOR KEY SHARE OF t' : ''
  const [found] = await ctx.rows<RelationshipType>(`${select} AND t.id = $2 ${lock}`, [ctx.workspaceId, id])
  if (!found) throw missing('relationship-type')
  return found
}

const taken = orTaken(
  'relationship_types_name',
  'relationship-type',
  'There is a type with these two names already. Choose other names.',
)

/** What is the same in both directions has one name, and the same on both sides. */
function tidy<T extends TypeInput>(type: T): T & { to_name: string } {
  if (!type.mutual) {
    if (type.to_name) return { ...type, to_name: type.to_name }
    throw invalid('relationship-type.invalid', [
      { pointer: '/to_name', code: 'name.needed', message: 'Say also what the other one is: "employer".' },
    ])
  }
  if (type.from_kind !== type.to_kind) {
    const message = 'What is the same in both directions takes the same kind of customer on both sides.'
    throw invalid('relationship-type.invalid', [{ pointer: '/to_kind', code: 'kind.mutual', message }])
  }
  return { ...type, to_name: type.from_name, only_one_to: type.only_one_from, acyclic: false }
}

export async function addType(ctx: Ctx, input: TypeInput): Promise<RelationshipType> {
  const others = await listTypes(ctx)
  const row = typeRow(ctx, { ...tidy(input), position: others.length })
  await insertRows(ctx, 'relationship_types', columns, [row]).catch(taken)
  return findType(ctx, row.id)
}

const fixed = ['mutual', 'from_kind', 'to_kind'] as const

/** Changes a type. Relationships that there are keep what they were given; rules hold for new ones. */
export async function changeType(
  ctx: Ctx,
  id: string,
  change: TypeChange,
  seen: number | undefined,
): Promise<RelationshipType> {
  const before = await findType(ctx, id, 'update')
  if (seen !== undefined && seen !== before.version) {
    throw new AppError('stale', 'version.stale', {
      message: 'Somebody else changed this type meanwhile. Nothing was overwritten; look at it again.',
      params: { current: before },
    })
  }
  const { retired, ...given } = { ...before, ...change }
  const after = tidy(given)
  if (before.used && fixed.some((field) => after[field] !== before[field])) throw inUse(before)
  const names = Object.keys(columns).filter((name) => name in after && name !== 'id' && name !== 'builtin')
  const values = names.map((name) => (after as Record<string, unknown>)[name])
  await ctx
    .rows(
      `UPDATE relationship_types SET ${names.map((name, i) => `${name} = $${i + 5}`).join(', ')}, name_key = $3,
         retired_at = CASE WHEN $4::timestamptz IS NULL THEN NULL ELSE coalesce(retired_at, $4) END, version = version + 1
       WHERE workspace_id = $1 AND id = $2`,
      [ctx.workspaceId, id, nameKey(after), retired ? ctx.now : null, ...values],
    )
    .catch(taken)
  return findType(ctx, id)
}

const inUse = ({ from_name, to_name }: RelationshipType) =>
  new AppError('conflict', 'relationship-type.in_use', {
    message: `"${from_name} – ${to_name}" is in use, so this cannot change. Retire it and add another type. Nothing was changed.`,
    params: { from_name, to_name },
  })

export async function deleteType(ctx: Ctx, id: string): Promise<undefined> {
  const type = await findType(ctx, id, 'update')
  if (type.used) throw inUse(type)
  if (type.builtin) {
    throw new AppError('conflict', 'relationship-type.builtin', {
      message: 'Every workspace has this type. Retire it, then it is offered no more.',
    })
  }
  await ctx.rows('DELETE FROM relationship_types WHERE workspace_id = $1 AND id = $2', [ctx.workspaceId, id])
  return undefined
}

export async function orderTypes(ctx: Ctx, ids: readonly string[]): Promise<RelationshipType[]> {
  const there = await listTypes(ctx)
  const stranger = ids.find((id) => !there.some((type) => type.id === id))
  if (stranger) throw missing('relationship-type')
  const place = (id: string) => (ids.includes(id) ? ids.indexOf(id) : ids.length)
  const order = [...there].sort((a, b) => place(a.id) - place(b.id)).map(({ id }) => id)
  await ctx.rows(
    `UPDATE relationship_types t SET position = o.position
     FROM unnest($2::uuid[]) WITH ORDINALITY AS o(id, position) WHERE t.workspace_id = $1 AND t.id = o.id`,
    [ctx.workspaceId, order],
  )
  return listTypes(ctx)
}
