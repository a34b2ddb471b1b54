import type { App } from '#platform/app.ts'
import type { AuditFact } from '#platform/audit.ts'
import type { Principal } from '#platform/context.ts'
import { columnArrays, type Entry, entryTypes, insertRowsText, makeEntry } from './entry.ts'

/** How long looks are collected before they are written together, ms. A process that is killed loses as much. */
const PAUSE = 1_000
/** Within this time the same look of the same person at the same thing is one entry, ms. */
const ONCE = 60_000
/** Looks remembered for that, and looks held while the database is away. */
const MOST_REMEMBERED = 5_000
const MOST_HELD = 50_000
const BATCH = 2_000

/** A batch whose insert was answered by a broken connection is written again: what is there stays. */
const insertText = `${insertRowsText('audit_pending', entryTypes)} ON CONFLICT DO NOTHING`

export type Looks = {
  add(principal: Principal, requestId: string, fact: AuditFact): void
  flush(): Promise<void>
}

/** Collects what was looked at and writes it about once a second, with one insert for each workspace. */
export function collectLooks(app: () => App, written: () => void): Looks {
  let held: Entry[] = []
  let lost = 0
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()
  const seen = makeMemory()
  const passing = new Map<string, Entry>()

  function add(principal: Principal, requestId: string, fact: AuditFact): void {
    const now = new Date()
    const entry = makeEntry(principal, requestId, fact, now)
    if (seen(entry, now.getTime())) return
    if (fact.passing && joinPassing(entry)) return
    if (held.length >= MOST_HELD) {
      lost++
      return
    }
    held.push(entry)
    timer ??= setTimeout(() => void flush(), PAUSE).unref()
  }

  /** Faces beside the names of a list are one entry for the list, not one for each face. */
  function joinPassing(entry: Entry): boolean {
    const key = [entry.workspace_id, entry.actor_kind, entry.actor_id, entry.action].join(' ')
    const first = passing.get(key)
    if (!first) {
      passing.set(key, entry)
      return false
    }
    const ids = first.customer_ids ?? [first.customer_id!]
    if (entry.customer_id && !ids.includes(entry.customer_id)) ids.push(entry.customer_id)
    if (ids.length > 1)
      Object.assign(first, { customer_ids: ids, customer_id: null, subject_id: null, payload: '{}' })
    return true
  }

  function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    writing = writing.then(writeAll)
    return writing
  }

  async function writeAll(): Promise<void> {
    passing.clear()
    const batches = inBatches(held)
    held = []
    try {
      for (const batch of [...batches]) {
        const workspaceId = batch[0]!.workspace_id
        const values = [workspaceId, ...columnArrays(entryTypes, batch)]
        await app().database.reader(workspaceId).rows(insertText, values, 'audit-looks')
        // Only now: what a failure leaves is written again, and nothing twice.
        batches.shift()
      }
      if (lost > 0)
        app().log.error({ entries: lost }, 'audit entries of reads were lost: the database was away for long')
      lost = 0
      written()
    } catch (error) {
      app().log.warn({ err: error }, 'audit entries of reads wait')
      held = [...batches.flat(), ...held]
      timer ??= setTimeout(() => void flush(), PAUSE).unref()
    }
  }

  return { add, flush }
}

/** Entries of one workspace together, so many as one insert takes. */
function inBatches(entries: readonly Entry[]): Entry[][] {
  const batches: Entry[][] = []
  const open = new Map<string, Entry[]>()
  for (const entry of entries) {
    let batch = open.get(entry.workspace_id)
    if (!batch || batch.length === BATCH) {
      batch = []
      batches.push(batch)
      open.set(entry.workspace_id, batch)
    }
    batch.push(entry)
  }
  return batches
}

/** Says whether the same was looked at within the last minute, and remembers that it is now. */
function makeMemory(): (entry: Entry, now: number) => boolean {
  const looks = new Map<string, { at: number; shown: string }>()
  return (entry, now) => {
    const { workspace_id, actor_kind, actor_id, action, outcome, subject_id, payload } = entry
    const key = [workspace_id, actor_kind, actor_id, action, outcome, subject_id, payload].join(' ')
    const shown = entry.customer_ids?.join('') ?? ''
    const before = looks.get(key)
    if (before && now - before.at < ONCE && before.shown === shown) return true
    if (looks.size >= MOST_REMEMBERED) looks.clear()
    looks.set(key, { at: now, shown })
    return false
  }
}
