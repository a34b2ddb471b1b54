import type { Formats } from '../../kit/format.ts'
import type { Translate } from '../../kit/words.ts'
import type { KeptOf } from '../history/kept.tsx'
import type { Result } from '../shared/api.ts'
import { fieldText } from '../shared/problem.ts'
import { labelOf } from './watched.ts'

export type Job = Result<'GET /jobs/:id'>
export type Import = Result<'GET /imports/:id'>

/** Something that goes on, or went on, in the background. */
export type Work = {
  id: string
  label: string
  state: 'waiting' | 'running' | 'done' | 'partly' | 'failed' | 'stopped'
  /** 0 to 1; null while nothing is known. */
  share: number | null
  /** How far it is, or what came of it. */
  note: string
  /** Where one sees more. */
  to: string | null
  /** The operation by which it is taken back, or done again. */
  undo: { operation: string; again: boolean } | null
  /** What an undo left as it is. */
  kept: KeptOf | null
  /** When it ended, ISO 8601. */
  ended: string | null
  stop: { route: 'POST /jobs/:id/cancellation' | 'POST /imports/:id/cancellation' }
}

export const isActive = ({ state }: Work) => state === 'waiting' || state === 'running'

const kinds = ['customers.bulk', 'demo.load', 'history.undo', 'transfer.undo']
/** Where the background work that takes something back says what it did. */
const isUndo = ({ kind }: Job) => kind === 'history.undo' || kind === 'transfer.undo'
const undoOf = ({ result }: Job) => (typeof result?.['undo_id'] === 'string' ? result['undo_id'] : null)

/** The operations that such work has taken back. */
export const takenBackBy = (jobs: readonly Job[]): Set<string> =>
  new Set(
    jobs.flatMap((job) =>
      isUndo(job) && job.state === 'done' ? [String(job.result?.['operation_id'])] : [],
    ),
  )

const count = (result: Job['result'], name: string) => {
  const value = result?.[name]
  return typeof value === 'number' ? value : null
}

/** "3 refused: archived customers cannot …", with each reason in words. */
function reasonsOf(result: Job['result']): string {
  const reasons = (result?.['reasons'] ?? {}) as Record<string, number>
  return Object.keys(reasons)
    .map((code) => fieldText({ pointer: '', code, message: '' }))
    .filter(Boolean)
    .join(' ')
}

function noteOf(job: Job, t: Translate, f: Formats): string {
  const through = job.done + job.failed
  if (job.state === 'queued') return t('waiting')
  if (job.state === 'running')
    return job.total
      ? t('progress', { done: f.number(through), total: f.number(job.total) })
      : t('soFar', { done: f.number(through) })
  if (job.state === 'failed')
    return [job.error, t('kept', { done: f.number(job.done) })].filter(Boolean).join(' ')
  if (isUndo(job) && undoOf(job)) return undoneNote(job, t, f)
  if (job.state === 'cancelled') return t('stopped', { done: f.number(job.done) })
  const changed = count(job.result, 'changed')
  if (changed === null) return t('done', { done: f.number(job.done) })
  const refused = count(job.result, 'refused') ?? 0
  return [
    t('changed', { count: changed, n: f.number(changed) }),
    refused > 0 && t('refused', { count: refused, n: f.number(refused) }),
    refused > 0 && reasonsOf(job.result),
  ]
    .filter(Boolean)
    .join(' ')
}

function undoneNote({ result, state, done }: Job, t: Translate, f: Formats): string {
  const part = (name: string) => {
    const n = count(result, name) ?? 0
    return n > 0 && t(`undo.${name}`, { count: n, n: f.number(n) })
  }
  const parts = [part('undone'), part('deleted'), part('kept')].filter(Boolean)
  if (state === 'cancelled') parts.unshift(t('stopped', { done: f.number(done) }))
  return parts.length > 0 ? parts.join(' ') : t('undo.nothing')
}

/** Bulk changes can be taken back, and what an undo did can be done again; a deletion cannot. */
function undoOfJob(job: Job): Work['undo'] {
  if (job.state !== 'done' && job.state !== 'cancelled') return null
  if (job.kind === 'customers.bulk')
    return (count(job.result, 'changed') ?? job.done) > 0 ? { operation: job.id, again: false } : null
  const operation = undoOf(job)
  const redoable = job.kind === 'history.undo' && (count(job.result, 'undone') ?? 0) > 0
  return operation && redoable ? { operation, again: true } : null
}

function keptOfJob(job: Job): KeptOf | null {
  const [id, kept] = [undoOf(job), count(job.result, 'kept') ?? 0]
  return id && kept > 0 ? { id, kept } : null
}

const stateOfJob = ({ state, failed, result }: Job): Work['state'] => {
  if (state === 'queued') return 'waiting'
  if (state === 'cancelled') return 'stopped'
  return state === 'done' && (failed > 0 || (count(result, 'kept') ?? 0) > 0) ? 'partly' : state
}

export const workOfJob = (job: Job, t: Translate, f: Formats): Work => ({
  id: job.id,
  label: labelOf(job.id) ?? (kinds.includes(job.kind) ? t(`kind.${job.kind}`) : t('kind.other')),
  state: stateOfJob(job),
  share: job.state === 'running' && job.total ? (job.done + job.failed) / job.total : null,
  note: noteOf(job, t, f),
  to:
    job.kind === 'transfer.undo' && job.result?.['operation_id']
      ? `/imports/${job.result['operation_id']}`
      : null,
  undo: undoOfJob(job),
  kept: keptOfJob(job),
  ended: job.finished_at,
  stop: { route: 'POST /jobs/:id/cancellation' },
})

const stateOfImport: Record<Import['state'], Work['state']> = {
  uploaded: 'stopped',
  checking: 'running',
  checked: 'done',
  queued: 'waiting',
  running: 'running',
  done: 'done',
  failed: 'failed',
  cancelled: 'stopped',
}

export function workOfImport(one: Import, t: Translate, f: Formats): Work {
  const checks = ['uploaded', 'checking', 'checked'].includes(one.state)
  const { created, updated, skipped, rejected } = one.preview ?? one
  const totals = t(checks ? 'imports:check.done' : 'imports:done.announce', {
    created: f.number(created),
    updated: f.number(updated),
    skipped: f.number(skipped),
    rejected: f.number(rejected),
  })
  const notes: Record<Work['state'], string> = {
    waiting: t('waiting'),
    running: f.percent(one.progress),
    done: totals,
    partly: totals,
    failed: one.error ?? t('imports:failed.unknown'),
    stopped: one.error ?? t(checks ? 'imports:cancelled.check' : 'imports:cancelled.title'),
  }
  const state = one.state === 'uploaded' && one.error ? 'failed' : stateOfImport[one.state]
  return {
    id: one.id,
    label: t(checks ? 'imports:task.check' : 'imports:task.run', { file: one.file_name }),
    // Refused rows are what a check is there to find.
    state: state === 'done' && rejected > 0 && !checks ? 'partly' : state,
    share: one.state === 'queued' ? null : one.progress,
    note: notes[state],
    to: `/imports/${one.id}`,
    undo: null,
    kept: null,
    ended: one.finished_at,
    stop: { route: 'POST /imports/:id/cancellation' },
  }
}
