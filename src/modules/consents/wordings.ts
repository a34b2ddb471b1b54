import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import type { Ctx } from '#platform/context.ts'
import { db } from '#platform/database/builder.ts'
import { AppError, missing } from '#platform/errors.ts'
import type { Wording, wordingInput } from './shapes.ts'

/** Versions in one language; each is a text that somebody wrote. */
const MOST = 1000

type Owned = Wording & { purpose_id: string }

const select = `SELECT w.purpose_id, w.id, w.language, w.number, w.text, w.created_at,
    CASE WHEN s.id IS NOT NULL THEN json_build_object('id', s.id, 'name', s.name) END AS created_by
  FROM consent_wordings w
  LEFT JOIN staff_members s ON s.workspace_id = w.workspace_id AND s.id = w.created_by
  WHERE w.workspace_id = $1`

const shown = ({ purpose_id: _, ...wording }: Owned): Wording => wording

/** The newest version in each language, by purpose. */
export async function newestWordings(ctx: Ctx): Promise<Map<string, Wording[]>> {
  const found = await ctx.rows<Owned>(
    `${select} AND NOT EXISTS (SELECT 1 FROM consent_wordings n WHERE n.workspace_id = w.workspace_id
       AND n.purpose_id = w.purpose_id AND n.language = w.language AND n.number > w.number)
     ORDER BY w.language`,
    [ctx.workspaceId],
  )
  const byPurpose = new Map<string, Wording[]>()
  for (const wording of found)
    byPurpose.set(wording.purpose_id, [...(byPurpose.get(wording.purpose_id) ?? []), shown(wording)])
  return byPurpose
}

/** All wordings of all purposes, by id: what a file of decisions refers to. */
export const everyWording = (ctx: Ctx): Promise<Owned[]> => ctx.rows<Owned>(select, [ctx.workspaceId])

async function demandPurpose(ctx: Ctx, id: string, lock = ''): Promise<void> {
  const sql = `SELECT 1 FROM consent_purposes WHERE workspace_id = $1 AND id = $2 ${lock}`
  const [found] = await ctx.rows(sql, [ctx.workspaceId, id])
  if (!found) throw missing('purpose')
}

const of = (ctx: Ctx, purposeId: string) =>
  ctx.rows<Owned>(`${select} AND w.purpose_id = $2 ORDER BY w.language, w.number DESC`, [
    ctx.workspaceId,
    purposeId,
  ])

export async function listWordings(ctx: Ctx, purposeId: string): Promise<Wording[]> {
  await demandPurpose(ctx, purposeId)
  return (await of(ctx, purposeId)).map(shown)
}

/** Adds the next version in a language. What was decided before keeps the wording that was seen then. */
export async function addWording(
  ctx: Ctx,
  purposeId: string,
  { language, text }: z.output<typeof wordingInput>,
): Promise<Wording> {
  await demandPurpose(ctx, purposeId, 'FOR UPDATE')
  const newest = (await of(ctx, purposeId)).find((one) => one.language === language)
  if (newest?.text === text) {
    throw new AppError('conflict', 'wording.same', {
      message: `Version ${newest.number} in this language has this very text. Nothing was added.`,
    })
  }
  if (newest && newest.number >= MOST) {
    throw new AppError('conflict', 'wording.too_many', {
      message: `There are ${MOST} versions in this language already. Make another purpose.`,
    })
  }
  const id = uuidv7()
  await ctx.run(
    db.insertInto('consent_wordings').values({
      workspace_id: ctx.workspaceId,
      id,
      purpose_id: purposeId,
      language,
      number: (newest?.number ?? 0) + 1,
      text,
      created_at: ctx.now.toISOString(),
      created_by: ctx.actor.kind === 'staff' ? ctx.actor.id : null,
    }),
  )
  return (await listWordings(ctx, purposeId)).find((wording) => wording.id === id)!
}
