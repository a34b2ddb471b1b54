import type { Kept, StoredChange } from '#capabilities/history/undo.ts'
import { deletionBlockers } from '#modules/customers/delete-customer.ts'
import { deleteCustomers } from '#modules/customers/delete-customers.ts'
import type { Undo } from '#modules/history/contract.ts'
import { runUndo, UNDO_BATCH, type UndoPlan } from '#modules/history/run-undo.ts'
import { startUndo } from '#modules/history/undo.ts'
import type { App } from '#platform/app.ts'
import type { Ctx } from '#platform/context.ts'
import { AppError } from '#platform/errors.ts'
import type { JobHandler } from '#platform/jobs/jobs.ts'
import { announce } from './announce.ts'
import { importQueue } from './import.ts'
import { demandImport } from './stored-import.ts'

export const importUndoTask = 'transfer.undo'
const ended = ['done', 'failed', 'cancelled']

/** Takes an import back in the background: what it made is deleted, what it changed gets its earlier values. */
export async function startImportUndo(ctx: Ctx, id: string): Promise<Undo> {
  const found = await demandImport(ctx, id, 'update')
  if (!ended.includes(found.state)) {
    throw new AppError('conflict', 'import.not_ended', {
      message: 'This import has not ended, so there is nothing to take back. Stop it first, or wait.',
      params: { state: found.state },
    })
  }
  const undo = await startUndo(ctx, id, importUndoTask, importQueue(ctx))
  announce(ctx, id)
  return undo
}

type Made = { id: string; touched: boolean }

/** Somebody else did something with it since: everything that happens to a customer stands on its timeline or in its history. */
const touched = `(EXISTS (SELECT 1 FROM timeline_entries e WHERE e.workspace_id = c.workspace_id AND e.customer_id = c.id
    AND e.actor_id IS DISTINCT FROM $2)
  OR EXISTS (SELECT 1 FROM record_changes r WHERE r.workspace_id = c.workspace_id AND r.customer_id = c.id
    AND r.operation_id <> $2))`

/** Deletes customers that an import made and nobody has touched since; the others are kept, and told. */
async function deleteMade(
  ctx: Ctx,
  importId: string,
  after: string | null,
): ReturnType<NonNullable<UndoPlan['made']>> {
  const rows = await ctx.rows<Made>(
    `SELECT c.id, ${touched} AS touched FROM customers c
     WHERE c.workspace_id = $1 AND c.origin_id = $2 AND c.id > $3 ORDER BY c.id LIMIT ${UNDO_BATCH} FOR UPDATE OF c`,
    [ctx.workspaceId, importId, after ?? '00000000-0000-0000-0000-000000000000'],
  )
  const last = rows.at(-1)
  if (!last) return undefined
  const kept: Kept[] = []
  const going: string[] = []
  for (const { id, touched } of rows) {
    const reason = touched ? 'changed_since' : (await deletionBlockers(ctx, id))[0]?.code
    if (reason) kept.push({ customer_id: id, kind: 'customer', record_id: id, field: null, reason })
    else going.push(id)
  }
  await deleteCustomers(ctx, going)
  return { result: { undone: 0, deleted: going.length, kept }, rows: rows.length, last: last.id }
}

const ofImport = 'FROM customers WHERE workspace_id = $1 AND origin_id = $2'

async function countMade(ctx: Ctx, importId: string): Promise<number> {
  const [row] = await ctx.rows<{ n: number }>(`SELECT count(*) AS n ${ofImport}`, [ctx.workspaceId, importId])
  return row!.n
}

/** Those it made and that are kept, are kept as they are. */
async function ofOthers(ctx: Ctx, importId: string, rows: readonly StoredChange[]) {
  const own = await ctx.rows<{ id: string }>(`SELECT id ${ofImport} AND id = ANY ($3::uuid[])`, [
    ctx.workspaceId,
    importId,
    [...new Set(rows.map(({ customer_id }) => customer_id))],
  ])
  const ids = new Set(own.map(({ id }) => id))
  return rows.filter(({ customer_id }) => !ids.has(customer_id))
}

export const undoImport =
  (app: App): JobHandler =>
  (input, { principal, signal }) => {
    const importId = input['operation_id'] as string
    return runUndo(app, principal, input, signal, {
      owns: true,
      made: (ctx, after) => deleteMade(ctx, importId, after),
      count: (ctx) => countMade(ctx, importId),
      choose: (ctx, rows) => ofOthers(ctx, importId, rows),
      after: (ctx) => announce(ctx, importId),
    })
  }
