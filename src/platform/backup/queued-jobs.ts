import type { ClientBase } from 'pg'
import { z } from 'zod'

/** Entry of the archive: a line of JSON for each job. The queue's own tables change with its library. */
export const jobsTable = 'queue.jobs'

/**
 * Work that waits, or that was under way and would have to be done again, as the call that puts it on the queue.
 * Jobs that failed for good are not work any more.
 */
export const selectJobs = `
  SELECT json_build_object('task', t.identifier, 'payload', j.payload, 'queue', q.queue_name, 'run_at', j.run_at,
    'max_attempts', j.max_attempts, 'key', j.key, 'priority', j.priority, 'flags', (SELECT array_agg(f) FROM json_object_keys(j.flags::json) f))
  FROM graphile_worker._private_jobs j
  JOIN graphile_worker._private_tasks t ON t.id = j.task_id
  LEFT JOIN graphile_worker._private_job_queues q ON q.id = j.job_queue_id
  WHERE j.attempts < j.max_attempts OR j.locked_at IS NOT NULL
  ORDER BY j.id`

const Job = z.object({
  task: z.string(),
  payload: z.unknown(),
  queue: z.string().nullable(),
  run_at: z.string(),
  max_attempts: z.number(),
  key: z.string().nullable(),
  priority: z.number(),
  flags: z.array(z.string()).nullable(),
})

/** Puts jobs back on the queue of a database that nobody works on yet. `rows` are as COPY wrote them. */
export async function enqueueAgain(client: ClientBase, rows: AsyncIterable<Buffer>): Promise<void> {
  for await (const line of linesOf(rows)) {
    const job = Job.parse(JSON.parse(fromCopy(line)))
    await client.query(
      `SELECT graphile_worker.add_job($1, $2::json, queue_name => $3, run_at => $4, max_attempts => $5, job_key => $6, priority => $7, flags => $8)`,
      [
        job.task,
        JSON.stringify(job.payload),
        job.queue,
        job.run_at,
        job.max_attempts,
        job.key,
        job.priority,
        job.flags,
      ],
    )
  }
}

async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let begun = Buffer.alloc(0)
  for await (const chunk of chunks) {
    const whole = Buffer.concat([begun, chunk])
    const end = whole.lastIndexOf(10) + 1
    begun = whole.subarray(end)
    if (end > 0) yield* whole.toString('utf8', 0, end - 1).split('\n')
  }
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v' }

/** One column of COPY's text form (PostgreSQL's manual, COPY, "Text Format"). */
const fromCopy = (text: string): string => text.replace(/\\(.)/gs, (_, sign: string) => escapes[sign] ?? sign)
