import type { Ctx } from '#platform/context.ts'
import { principalsOf } from '#platform/sessions/principals.ts'

/** Makes a change of rights, sessions or keys hold at once, in every process, as soon as it is committed. */
export const announceAccess = (ctx: Ctx): void =>
  ctx.afterCommit(() => principalsOf(ctx.app).forget(ctx.workspaceId))
