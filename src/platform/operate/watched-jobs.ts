import type { Logger } from 'pino'
import { inBackground } from '../database/database.ts'
import type { JobHandler, JobHandlers } from '../jobs/jobs.ts'
import { isInterruption } from '../jobs/patience.ts'
import type { Metrics } from './metrics.ts'
import { withoutData } from './safe-error.ts'

type Watch = { metrics: Metrics; log: Logger }

/**
 * Times every job. What a job throws goes on to the queue without anybody's data, for the queue keeps its words with
 * the job and in the log.
 */
async function watched<T>({ metrics, log }: Watch, task: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now()
  const ended = (outcome: string) =>
    metrics.jobs.observe({ task, outcome }, (performance.now() - began) / 1000)
  try {
    const result = await inBackground(work)
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
      (input, job) => watched(watch, task, () => handler(input, job)),
    ]),
  )
}

export const watchScheduled = <Run extends () => Promise<void>>(
  watch: Watch,
  runs: Readonly<Record<string, Run>>,
): Record<string, () => Promise<void>> =>
  Object.fromEntries(Object.entries(runs).map(([task, run]) => [task, () => watched(watch, task, run)]))
