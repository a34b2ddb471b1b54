import type { App } from '#platform/app.ts'
import type { AuditTrail } from '#platform/audit.ts'
import { insertOfEntry, makeEntry } from './entry.ts'
import { collectLooks } from './looks.ts'
import { sealAll } from './sealer.ts'

/** Entries are sealed this long after they were written, ms. */
const SOON = 2_000
/** And looked for in any case, for those that commands and other servers left, ms. */
const AT_LEAST = 30_000

/** The audit trail of an installation. `app` is asked when the first entry is written. */
export function makeAuditTrail(app: () => App): AuditTrail {
  let timer: NodeJS.Timeout | undefined
  let due = Number.POSITIVE_INFINITY
  let running = false
  let sealing: Promise<void> = Promise.resolve()
  const looks = collectLooks(app, () => sealWithin(SOON))

  function sealWithin(wait: number): void {
    if (!running || due <= Date.now() + wait) return
    clearTimeout(timer)
    due = Date.now() + wait
    timer = setTimeout(() => void sealByClock(), wait).unref()
  }

  async function sealByClock(): Promise<void> {
    due = Number.POSITIVE_INFINITY
    await sealNow().catch((error) =>
      app().log.warn({ err: error }, 'audit entries wait for their place in the chain'),
    )
    sealWithin(AT_LEAST)
  }

  function sealNow(): Promise<void> {
    sealing = sealing.catch(() => {}).then(() => sealAll(app().database))
    return sealing
  }

  return {
    entry(ctx, fact) {
      ctx.afterCommit(() => sealWithin(SOON))
      return insertOfEntry(makeEntry(ctx, ctx.requestId, fact, ctx.now))
    },
    look: looks.add,
    flush: looks.flush,
    async seal() {
      await looks.flush()
      await sealNow()
    },
    start() {
      running = true
      sealWithin(SOON)
    },
    async stop() {
      running = false
      clearTimeout(timer)
      await looks.flush()
      await sealing.catch(() => {})
    },
  }
}
