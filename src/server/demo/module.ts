import { defineModule } from '#capabilities/declaration/define-module.ts'
import { advanceJob, startJob, workOn } from '#modules/jobs/job.ts'
import type { App } from '#platform/app.ts'
import { type Ctx, inTransaction, type Principal } from '#platform/context.ts'
import { loadDemo } from './load.ts'

/** The demo world as background work: `{ customers }`, enqueued by the first-run set-up. */
export const demoModule = defineModule({
  name: 'demo',
  uses: ['timeline', 'search', 'accounts', 'jobs', 'customers', 'tasks'],
  tables: {},
  events: {},
  jobs: (app) => ({
    'demo.load': async ({ job_id, customers }, { principal }) => {
      if (typeof job_id === 'string') await work(app, principal, job_id, Number(customers))
      else await inTransaction(app, principal, 'demo', (ctx) => watchable(ctx, Number(customers)))
    },
  }),
})

/** Becomes a job that people see and can stop. */
const watchable = (ctx: Ctx, customers: number) =>
  startJob(ctx, { kind: 'demo.load', task: 'demo.load', total: customers, input: { customers } })

const work = (app: App, principal: Principal, id: string, customers: number) =>
  workOn(app, principal, id, async () => {
    const advance = (ctx: Ctx, done: number) => advanceJob(ctx, id, { done })
    const loaded = await loadDemo(app, principal, { customers, advance })
    return { state: loaded.finished ? 'done' : 'cancelled', result: { customers: loaded.customers } }
  })
