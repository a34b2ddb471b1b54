import type { Ctx } from '#platform/context.ts'

/** Tells screens that show an import to look again, once the transaction is committed. */
export const announce = (ctx: Ctx, id: string): void =>
  ctx.afterCommit(() =>
    ctx.app.live.publish({ workspaceId: ctx.workspaceId, staffId: null, topic: 'import', id }),
  )
