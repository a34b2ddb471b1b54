import type { StoredCustom } from '#capabilities/custom-fields/field.ts'
import type { App } from '#platform/app.ts'
import { type Ctx, inTransaction, type Principal } from '#platform/context.ts'
import { insertTogether } from '#platform/database/insert-rows.ts'
import type { JobHandlers } from '#platform/jobs/jobs.ts'
import { allTypes } from './type-queries.ts'
import { wordsPart } from './write-records.ts'

const task = 'custom-records.retitle'
const BATCH = 1000
const first = '00000000-0000-0000-0000-000000000000'

/** Lets the records of a type be found by another field, in the background. */
export const retitle = (ctx: Ctx, typeId: string): Promise<void> =>
  ctx.app.jobs.enqueue(ctx, task, { type_id: typeId }, { jobKey: `${task} ${typeId}` })

/** Writes the words of a batch of records by their present titles; gives the last of them, null when there are no more. */
async function retitleSome(ctx: Ctx, typeId: string, after: string): Promise<string | null> {
  const type = (await allTypes(ctx)).find(({ id }) => id === typeId)
  if (!type) return null
  const rows = await ctx.rows<{ id: string; customerId: string; after: StoredCustom }>(
    `SELECT id, customer_id AS "customerId", custom AS after FROM custom_records
     WHERE workspace_id = $1 AND type_id = $2 AND id > $3 ORDER BY id LIMIT ${BATCH} FOR NO KEY UPDATE`,
    [ctx.workspaceId, typeId, after],
  )
  await insertTogether(ctx, [wordsPart(ctx, type, rows)])
  return rows.length < BATCH ? null : rows.at(-1)!.id
}

async function retitleAll(app: App, principal: Principal, typeId: string): Promise<void> {
  for (let after: string | null = first; after !== null; ) {
    const from: string = after
    after = await inTransaction(app, principal, task, (ctx) => retitleSome(ctx, typeId, from))
  }
}

export const jobs = (app: App): JobHandlers => ({
  [task]: (input, { principal }) => retitleAll(app, principal, String(input['type_id'])),
})
