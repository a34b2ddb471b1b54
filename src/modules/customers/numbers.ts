import type { App } from '#platform/app.ts'
import type { Ctx } from '#platform/context.ts'
import { AppError } from '#platform/errors.ts'

const SEQUENCE = 'customer'
const FIRST = 10_001
const LARGEST_BLOCK = 512
/** Milliseconds within which asking again makes the next block twice as large. */
const BUSY = 1000

/** Numbers that this process took and has not given out: from `next` up to, not with, `end`. */
type Block = { next: number; end: number; size: number; takenAt: number; refill: Promise<void> | undefined }
const blocksByApp = new WeakMap<App, Map<string, Block>>()

function blocksOf(app: App): Map<string, Block> {
  const blocks = blocksByApp.get(app) ?? new Map<string, Block>()
  blocksByApp.set(app, blocks)
  return blocks
}

/**
 * Takes `count` numbers of the workspace on a statement of its own, so that no transaction waits for another's.
 * It goes by the owner's connections: a write that holds one of the app's must not wait for a second.
 */
async function take(app: App, workspaceId: string, count: number): Promise<number> {
  const [row] = await app.database.installation.rows<{ next: number }>(
    `INSERT INTO number_sequences (workspace_id, name, next_number) VALUES ($1, '${SEQUENCE}', ${FIRST} + $2::bigint)
     ON CONFLICT (workspace_id, name) DO UPDATE SET next_number = number_sequences.next_number + $2::bigint
     RETURNING next_number - $2::bigint AS next`,
    [workspaceId, count],
  )
  return row!.next
}

async function refill(app: App, workspaceId: string, block: Block): Promise<void> {
  const now = Date.now()
  block.size = now - block.takenAt < BUSY ? Math.min(block.size * 2, LARGEST_BLOCK) : 1
  block.takenAt = now
  block.next = await take(app, workspaceId, block.size)
  block.end = block.next + block.size
}

/**
 * The next customer number. They are unique and never given twice; one is lost when the transaction that wanted
 * it is taken back. Under load they come in blocks, so that creating does not queue for one row.
 */
export async function nextNumber(ctx: Ctx): Promise<number> {
  const blocks = blocksOf(ctx.app)
  const block = blocks.get(ctx.workspaceId) ?? { next: 0, end: 0, size: 1, takenAt: 0, refill: undefined }
  blocks.set(ctx.workspaceId, block)
  while (block.next >= block.end) {
    block.refill ??= refill(ctx.app, ctx.workspaceId, block).finally(() => {
      block.refill = undefined
    })
    await block.refill
  }
  return block.next++
}

/** The first of `count` numbers in a row, for imports. */
export const takeNumbers = (ctx: Ctx, count: number): Promise<number> => take(ctx.app, ctx.workspaceId, count)

/** Makes sure that numbers up to `largest`, brought along by an import, are never given out again. */
export async function skipNumbers(ctx: Ctx, largest: number): Promise<void> {
  blocksOf(ctx.app).delete(ctx.workspaceId)
  await ctx.app.database.installation.rows(
    `INSERT INTO number_sequences (workspace_id, name, next_number) VALUES ($1, '${SEQUENCE}', greatest(${FIRST}, $2::bigint + 1))
     ON CONFLICT (workspace_id, name) DO UPDATE SET next_number = greatest(number_sequences.next_number, excluded.next_number)`,
    [ctx.workspaceId, largest],
  )
}

/**
 * For a customer that could not be stored: when its number was there already (brought along by an import while this
 * process held it in a block), goes past all that are there, so that the next try succeeds. Other errors go on.
 */
export const orNumberTaken =
  (ctx: Ctx) =>
  async (error: unknown): Promise<never> => {
    if ((error as { constraint?: string }).constraint !== 'customers_number') throw error
    const [row] = await ctx.app.database.installation.rows<{ largest: number }>(
      'SELECT max(number) AS largest FROM customers WHERE workspace_id = $1',
      [ctx.workspaceId],
    )
    await skipNumbers(ctx, row!.largest)
    throw new AppError('unavailable', 'write.busy', {
      message: 'An import was giving out numbers at the same moment. Nothing was changed; try again.',
    })
  }

/** Gives unused numbers back where nobody has taken any since; for a stop in order. */
export async function returnNumbers(app: App): Promise<void> {
  for (const [workspaceId, { next, end }] of blocksOf(app)) {
    if (next < end) {
      await app.database.installation.rows(
        `UPDATE number_sequences SET next_number = $2 WHERE workspace_id = $1 AND name = '${SEQUENCE}' AND next_number = $3`,
        [workspaceId, next, end],
      )
    }
  }
  blocksOf(app).clear()
}
