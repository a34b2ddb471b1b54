import { uuidv7 } from 'uuidv7'
import type { Ctx } from '#platform/context.ts'
import { db } from '#platform/database/builder.ts'
import { AppError, missing } from '#platform/errors.ts'
import type { Purpose, PurposeChange, PurposeInput } from './shapes.ts'
import { newestWordings } from './wordings.ts'

/** More than anybody can overlook; it keeps the matrix of a customer within bounds. */
const MOST = 100

type Stored = Omit<Purpose, 'wordings'>

const select = `SELECT p.id, p.name, p.description, p.basis, p.channels, p.double_opt_in, p.validity_months, p.position,
    p.retired_at, p.version
  FROM consent_purposes p WHERE p.workspace_id = $1`

const stored = (ctx: Ctx): Promise<Stored[]> =>
  ctx.rows<Stored>(`${select} ORDER BY p.position, p.id`, [ctx.workspaceId])

/** All purposes in their order, retired ones too. */
export async function listPurposes(ctx: Ctx): Promise<Purpose[]> {
  const wordings = await newestWordings(ctx)
  return (await stored(ctx)).map((purpose) => ({ ...purpose, wordings: wordings.get(purpose.id) ?? [] }))
}

async function readPurpose(ctx: Ctx, id: string): Promise<Purpose> {
  const found = (await listPurposes(ctx)).find((purpose) => purpose.id === id)
  if (!found) throw missing('purpose')
  return found
}

function orTaken(error: unknown): never {
  if ((error as { constraint?: string }).constraint !== 'consent_purposes_name') throw error
  const message = 'There is a purpose of this name already, perhaps a retired one. Choose another name.'
  throw new AppError('conflict', 'purpose.name_taken', {
    message,
    errors: [{ pointer: '/name', code: 'purpose.name_taken', message }],
  })
}

/** Adds a purpose as the last one. */
export async function addPurpose(ctx: Ctx, input: PurposeInput): Promise<Purpose> {
  const others = await stored(ctx)
  if (others.length >= MOST) {
    throw new AppError('conflict', 'purpose.too_many', {
      message: `There are ${MOST} purposes already. Use one of them, perhaps under another name.`,
    })
  }
  const id = uuidv7()
  const position = Math.max(-1, ...others.map((one) => one.position)) + 1
  const row = { workspace_id: ctx.workspaceId, id, ...input, position, created_at: ctx.now.toISOString() }
  await ctx.run(db.insertInto('consent_purposes').values(row)).catch(orTaken)
  return readPurpose(ctx, id)
}

/** Changes a purpose; `seen` is the version the caller saw, undefined for whatever is there. */
export async function changePurpose(
  ctx: Ctx,
  id: string,
  { retired, position, ...change }: PurposeChange,
  seen: number | undefined,
): Promise<Purpose> {
  const [before] = await ctx.rows<Stored>(`${select} AND p.id = $2 FOR UPDATE`, [ctx.workspaceId, id])
  if (!before) throw missing('purpose')
  if (seen !== undefined && seen !== before.version) {
    throw new AppError('stale', 'version.stale', {
      message: 'Somebody else changed this purpose meanwhile. Nothing was overwritten; look at it again.',
      params: { current: await readPurpose(ctx, id) },
    })
  }
  const retired_at = retired ? (before.retired_at ?? ctx.now.toISOString()) : null
  await ctx
    .run(
      db
        .updateTable('consent_purposes')
        .set((eb) => ({
          ...change,
          ...(retired !== undefined && { retired_at }),
          version: eb('version', '+', 1),
        }))
        .where('workspace_id', '=', ctx.workspaceId)
        .where('id', '=', id),
    )
    .catch(orTaken)
  if (position !== undefined) await moveTo(ctx, id, position)
  return readPurpose(ctx, id)
}

/** Numbers all purposes anew with one of them at a place. */
async function moveTo(ctx: Ctx, id: string, place: number): Promise<void> {
  const order = (await stored(ctx)).map((purpose) => purpose.id).filter((other) => other !== id)
  order.splice(place, 0, id)
  await ctx.rows(
    `UPDATE consent_purposes p SET position = r.position
     FROM (SELECT o.id, o.place::int - 1 AS position FROM unnest($2::uuid[]) WITH ORDINALITY AS o(id, place)) r
     WHERE p.workspace_id = $1 AND p.id = r.id AND p.position <> r.position`,
    [ctx.workspaceId, order],
  )
}
