import type { App } from '#platform/app.ts'
import type { Ctx } from '#platform/context.ts'
import { inTransaction } from '#platform/context.ts'
import type { JobHandlers } from '#platform/jobs/jobs.ts'
import { readHead } from './read-chain.ts'

const task = 'audit.erase-queries'
const STRETCH = 50_000

/**
 * Erases what the audit trail holds about a customer beyond the bare facts (who, what, when, which record): at once
 * what is about the customer alone, soon after the commit the queries of lists that showed the customer. The chain
 * stays whole, for it holds the hashes of what was erased.
 */
export async function eraseAuditPayloads(ctx: Ctx, customerId: string): Promise<void> {
  await ctx.rows('SELECT audit_erase_customer($1, $2)', [ctx.workspaceId, customerId])
  await ctx.app.jobs.enqueue(ctx, task, { customer_id: customerId })
}

/** Goes through the chain as it is by then, in stretches of short transactions. Done twice it does the same. */
export const eraseJobs = (app: App): JobHandlers => ({
  [task]: async ({ customer_id }, { principal, signal }) => {
    const { workspaceId } = principal
    await app.audit.seal()
    const head = await readHead(app.database.reader(workspaceId), workspaceId)
    for (let after = 0; after < (head?.last_seq ?? 0); after += STRETCH) {
      signal.throwIfAborted()
      await inTransaction(app, principal, task, (ctx) =>
        ctx.rows('SELECT audit_erase_queries($1, $2, $3, $4)', [
          workspaceId,
          customer_id,
          after,
          after + STRETCH,
        ]),
      )
    }
  },
})
