import { z } from 'zod'
import { contract } from '#lib/contract.ts'
import { id, idParams, page, paging, time } from '#lib/fields.ts'

export const job = z.object({
  id,
  kind: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  total: z.number().int().nullable(),
  done: z.number().int(),
  failed: z.number().int(),
  result: z.record(z.string(), z.unknown()).nullable(),
  error: z.string().nullable(),
  requested_by: z.string(),
  created_at: time,
  started_at: time.nullable(),
  finished_at: time.nullable(),
})

export const jobsContract = contract({
  'GET /jobs': {
    summary: 'My background jobs, newest first',
    permission: 'signed-in',
    shows: 'nobody',
    query: z.object(paging),
    response: page(job),
  },
  'GET /jobs/:id': {
    summary: 'How far a background job is',
    permission: 'signed-in',
    shows: 'nobody',
    params: idParams,
    response: job,
  },
  'POST /jobs/:id/cancellation': {
    summary: 'Stop a job; what is done stays done',
    permission: 'signed-in',
    params: idParams,
    response: job,
  },
})
