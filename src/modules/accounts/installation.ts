import type { App } from '#platform/app.ts'
import { type Ctx, type Principal, runAll } from '#platform/context.ts'

/**
 * Runs a verb in a transaction of the installation instead of a workspace: for what makes the workspace, or
 * changes who may enter it. Row level security does not hold here, so statements must name the workspace.
 */
export async function inInstallation<T>(
  app: App,
  principal: Principal,
  requestId: string,
  verb: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  const after: (() => void | Promise<void>)[] = []
  const result = await app.database.installation.transaction((tx) =>
    verb({ ...tx, ...principal, app, now: new Date(), requestId, afterCommit: (work) => after.push(work) }),
  )
  await runAll(app, after)
  return result
}
