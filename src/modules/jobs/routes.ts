import { implement } from '#platform/http/routes.ts'
import { jobsContract } from './contract.ts'
import { cancelJob, findJob, listJobs } from './job.ts'

export const routes = implement(jobsContract, {
  'GET /jobs': (ctx, { query }) => listJobs(ctx, query),
  'GET /jobs/:id': (ctx, { params }) => findJob(ctx, params.id),
  'POST /jobs/:id/cancellation': (ctx, { params }) => cancelJob(ctx, params.id),
})
