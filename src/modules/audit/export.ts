import { Readable } from 'node:stream'
import { lineOfEntry, lineOfHead } from '#capabilities/audit/file.ts'
import { readChain, readHead } from '#capabilities/audit/read-chain.ts'
import type { Ctx } from '#platform/context.ts'
import type { Exchange } from '#platform/http/routes.ts'

async function* lines(ctx: Ctx): AsyncGenerator<string> {
  const { workspaceId } = ctx
  const head = await readHead(ctx, workspaceId)
  if (!head) return
  for await (const batch of readChain(ctx, workspaceId, head.last_seq)) yield batch.map(lineOfEntry).join('')
  yield lineOfHead(workspaceId, head)
}

/** The whole audit trail as a file, as far as the chain goes now. */
export async function sendAudit(ctx: Ctx, { reply }: Exchange): Promise<Exchange['reply']> {
  await ctx.app.audit.seal()
  const name = `audit-${ctx.now.toISOString().slice(0, 10)}.jsonl`
  return reply
    .type('application/jsonl; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'private, no-store')
    .send(Readable.from(lines(ctx), { objectMode: false, highWaterMark: 262_144 }))
}
