import type { Access } from './access.ts'
import type { App } from './app.ts'
import type { AuditDetail } from './audit.ts'
import type { Queryable } from './database/database.ts'

/** Who does it. `id` is the staff member, import, API key or job; `name` is for people. */
export type Actor = {
  kind: 'staff' | 'customer' | 'import' | 'api-key' | 'job' | 'system'
  id: string | null
  name: string
}

/** One thing that somebody did, however many records it changed: history keeps its id, and an undo names it. */
export type Operation = {
  /** UUIDv7; of background work that of its job or import. */
  id: string
  /** Why, where the actor alone does not tell. */
  reason?: string
  /** An operation whose new records count as the actor's own, who may take them away again. */
  owns?: string
  /** Set once history has a row of it. */
  recorded?: boolean
}

/** Somebody who is known, in one workspace. */
export type Principal = {
  workspaceId: string
  actor: Actor
  access: Access
  language: string
  /** Sign-in session, where there is one. */
  sessionId: string | null
  accountId: string | null
}

/**
 * What a verb works with: the workspace, who acts, and the database.
 * In a write the statements run in one transaction; in a read each runs on its own.
 */
export type Ctx = Queryable &
  Principal & {
    app: App
    now: Date
    requestId: string
    /** The operation that changes belong to; absent: each stands alone. */
    operation?: Operation
    /** What the verb adds to the audit entry of its route; absent where there is none. See `addToAudit`. */
    trail?: AuditDetail
    /** Done once the transaction is committed; never when it is taken back. */
    afterCommit(work: () => void | Promise<void>): void
  }

/** A context whose statements run each on their own: for reads. */
export function readContext(app: App, principal: Principal, requestId: string, trail?: AuditDetail): Ctx {
  return {
    ...app.database.reader(principal.workspaceId),
    ...principal,
    app,
    now: new Date(),
    requestId,
    ...(trail && { trail }),
    afterCommit: (work) => void work(),
  }
}

/** Runs a verb in a transaction of its own, for jobs, commands and uploads. */
export async function inTransaction<T>(
  app: App,
  principal: Principal,
  requestId: string,
  verb: (ctx: Ctx) => Promise<T>,
  operation?: Operation,
): Promise<T> {
  const after: (() => void | Promise<void>)[] = []
  const result = await app.database.transaction(principal.workspaceId, (tx) =>
    verb({
      ...tx,
      ...principal,
      app,
      now: new Date(),
      requestId,
      ...(operation && { operation }),
      afterCommit: (work) => after.push(work),
    }),
  )
  await runAll(app, after)
  return result
}

/**
 * Runs a verb beside the transaction of `ctx`: each of its statements commits at once, and stays whatever becomes of
 * that transaction. It goes by the owner's connections, which no row level security holds: a transaction that has one
 * of the app's must not wait for a second.
 */
export async function beside<T>(ctx: Ctx, verb: (own: Ctx) => Promise<T>): Promise<T> {
  const after: (() => void | Promise<void>)[] = []
  const { transaction: _, ...statements } = ctx.app.database.installation
  const result = await verb({ ...ctx, ...statements, afterCommit: (work) => after.push(work) })
  await runAll(ctx.app, after)
  return result
}

/** What follows a commit must not undo its answer: a failure is logged and the rest goes on. */
export async function runAll(app: App, works: (() => void | Promise<void>)[]): Promise<void> {
  for (const work of works) {
    try {
      await work()
    } catch (error) {
      app.log.error({ err: error }, 'after commit')
    }
  }
}

/** The system itself, for work that nobody asked for (nightly jobs, seeding). */
export const systemPrincipal = (workspaceId: string, name = 'Regulars'): Principal => ({
  workspaceId,
  actor: { kind: 'system', id: null, name },
  access: { administrator: true, permissions: new Set(), hiddenFields: new Set() },
  language: 'en',
  sessionId: null,
  accountId: null,
})
