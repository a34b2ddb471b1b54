import type { App } from '../app.ts'
import type { Principal } from '../context.ts'

/** Somebody found by a cookie or key, and until when that holds (milliseconds since 1970). */
export type Known = { principal: Principal; until: number }

/** Who sent which cookie or key, for a few seconds, so that not every request asks the database. */
export type Principals = {
  /** What is remembered under the key, else what `find` gives; null is never remembered. */
  recall(key: string, find: () => Promise<Known | null>): Promise<Principal | null>
  /** Forgets everybody, here at once and in the other processes as soon as they hear of it. */
  forget(workspaceId: string): void
}

/** How long somebody whose rights were changed by another process may stay, if its message is lost. */
const freshFor = 5_000
const most = 10_000

const ofApps = new WeakMap<App, Principals>()

export function principalsOf(app: App): Principals {
  const made = ofApps.get(app) ?? remember(app)
  ofApps.set(app, made)
  return made
}

function remember(app: App): Principals {
  const known = new Map<string, Known>()
  let generation = 0
  const clear = () => {
    generation++
    known.clear()
  }
  app.live.subscribe((message) => {
    if (message.topic === 'access') clear()
  })
  return {
    async recall(key, find) {
      const now = Date.now()
      const here = known.get(key)
      if (here && here.until > now) return here.principal
      const before = generation
      const found = await find()
      if (!found || found.until <= now) return null
      // What was read before a change of rights must not be remembered after it.
      if (before === generation) {
        if (known.size >= most) known.delete(known.keys().next().value!)
        known.set(key, { principal: found.principal, until: Math.min(found.until, now + freshFor) })
      }
      return found.principal
    },
    forget(workspaceId) {
      clear()
      app.live.publish({ workspaceId, staffId: null, topic: 'access' })
    },
  }
}
