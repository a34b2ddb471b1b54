import type { Logger } from 'pino'
import { inBackground } from '../database/database.ts'
import type { JobHandler, JobHandlers, Jobs } from '../jobs/jobs.ts'
import { isInterruption } from '../jobs/patience.ts'
import type { Metrics } from './metrics.ts'
import { withoutData } from './safe-error.ts'
import { type Tracing, traced } from './trace.ts'

type Watch = { metrics: Metrics; log: Logger; tracing: Tracing | null }

/** Under this name what is enqueued carries the span that asked for it, and the handler never sees it. */
const asker = '_traceparent'

/** Puts jobs on the queue so that their spans can be linked to the present one. */
export function traceEnqueued(jobs: Jobs, tracing: Tracing | null): Jobs {
  if (!tracing) return jobs
  return {
    ...jobs,
    enqueue(ctx, task, input, options) {
      const span = tracing.current()
      return jobs.enqueue(ctx, task, span ? { ...input, [asker]: span.traceparent } : input, options)
    },
  }
}

/**
 * Times every job. What a job throws goes on to the queue without anybody's data, for the queue keeps its words with
 * the job and in the log.
 */
async function watched<T>(
  { metrics, log, tracing }: Watch,
  task: string,
  asked: string,
  work: () => Promise<T>,
): Promise<T> {
  const began = performance.now()
  const ended = (outcome: string) =>
    metrics.jobs.observe({ task, outcome }, (performance.now() - began) / 1000)
  try {
    const about = { kind: 'consumer', attributes: { 'regulars.task': task }, link: asked } as const
    const result = await traced(tracing, `job ${task}`, about, () => inBackground(work))
    ended('done')
    return result
  } catch (error) {
    ended(isInterruption(error) ? 'interrupted' : 'failed')
    if (!isInterruption(error)) log.error({ err: error, task }, 'a job failed')
    throw withoutData(error)
  }
}

export function watchJobs(watch: Watch, handlers: JobHandlers): JobHandlers {
  for (const task of Object.keys(handlers)) watch.metrics.tasks.add(task)
  return Object.fromEntries(
    Object.entries(handlers).map(([task, handler]): [string, JobHandler] => [
      task,
      ({ [asker]: asked, ...input }, job) =>
        watched(watch, task, String(asked ?? ''), () => handler(input, job)),
    ]),
  )
}

export const watchScheduled = <Run extends () => Promise<void>>(
  watch: Watch,
  runs: Readonly<Record<string, Run>>,
): Record<string, () => Promise<void>> =>
  Object.fromEntries(Object.entries(runs).map(([task, run]) => [task, () => watched(watch, task, '', run)]))
