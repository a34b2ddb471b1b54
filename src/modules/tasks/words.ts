import { recordWordsPart } from '#capabilities/search/record-words.ts'
import type { App } from '#platform/app.ts'
import { type Ctx, inTransaction, systemPrincipal } from '#platform/context.ts'
import { type Insert, insertTogether } from '#platform/database/insert-rows.ts'

type Titled = { id: string; customerId: string; title: string }

/** The insert by which tasks are found under their titles. */
export const taskWords = (ctx: Ctx, tasks: readonly Titled[]): Insert =>
  recordWordsPart(
    ctx,
    'task',
    tasks.map(({ id, customerId, title }) => ({ id, customerId, text: title })),
  )

const BATCH = 1000

/** Makes tasks findable that an earlier version added, which kept no words of them. Run every night. */
export async function wordOlder(app: App): Promise<void> {
  const workspaces = await app.database.installation.rows<{ id: string }>(
    'SELECT id FROM installation.workspaces',
  )
  for (const { id } of workspaces) {
    const step = (after: string | null) =>
      inTransaction(app, systemPrincipal(id), 'task words', (ctx) => wordSome(ctx, after))
    for (let after = await step(null); after !== null; ) after = await step(after)
  }
}

/** Looks at the next tasks by id; gives the last of them, or null at the end. */
export async function wordSome(ctx: Ctx, after: string | null): Promise<string | null> {
  const found = await ctx.rows<Titled & { worded: boolean }>(
    `SELECT t.id, t.customer_id AS "customerId", t.title,
       EXISTS (SELECT 1 FROM record_words w WHERE w.workspace_id = t.workspace_id AND w.record_id = t.id) AS worded
     FROM tasks t WHERE t.workspace_id = $1 AND t.id > $2 ORDER BY t.id LIMIT ${BATCH} FOR SHARE OF t`,
    [ctx.workspaceId, after ?? '00000000-0000-0000-0000-000000000000'],
  )
  const missing = found.filter(({ worded }) => !worded)
  await insertTogether(ctx, [taskWords(ctx, missing)])
  return found.length < BATCH ? null : found.at(-1)!.id
}
