import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jobs as customerJobs } from '#modules/customers/jobs.ts'
import { systemPrincipal } from '#platform/context.ts'
import type { JobHandler } from '#platform/jobs/jobs.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { plantCustomers } from '#test/support/customers.ts'
import { jobs } from './jobs.ts'

let idle: TestApp
beforeAll(async () => {
  idle = await startTestApp({ work: false })
})
afterAll(() => idle.close())

const COUNT = 2400
const run = (handler: JobHandler | undefined, input: Record<string, unknown>, signal?: AbortSignal) =>
  handler!(input, {
    principal: systemPrincipal(input['workspace'] as string),
    signal: signal ?? new AbortController().signal,
  })

/** A workspace in which a bulk action made everybody inactive, and its undo waits. */
async function waiting(name: string) {
  const workspace = await idle.addWorkspace(name)
  await plantCustomers(
    idle.app,
    workspace.id,
    Array.from({ length: COUNT }, (_, i) => ({ last_name: `U ${i}` })),
  )
  const wish = { selection: { filter: {}, except: [] }, action: { type: 'set-status', status: 'inactive' } }
  const { job_id } = (await workspace.admin.post('/customers/bulk-actions', wish)).body
  await run(customerJobs(idle.app)['customers.bulk'], { ...wish, job_id, workspace: workspace.id })
  const undo = (await workspace.admin.post('/undos', { operation_id: job_id })).body
  const input = { job_id: undo.job_id, undo_id: undo.id, operation_id: job_id, workspace: workspace.id }
  const active = async () =>
    (await workspace.admin.get('/customers?count=exact&limit=1')).body.count.value as number
  return { ...workspace, undo, input, active }
}

describe('an undo in the background', () => {
  it('goes on where it was interrupted, and is not begun twice', async () => {
    const { admin, undo, input, active } = await waiting('Interrupted')
    const twice = await admin.post('/undos', { operation_id: input.operation_id })
    expect([twice.status, twice.body.code]).toEqual([409, 'undo.running'])
    const stop = new AbortController()
    const { publish } = idle.app.live
    // The first report tells the total, the second the first batch.
    let reports = 0
    idle.app.live.publish = (message) => {
      if (message.topic === 'job' && ++reports === 3) stop.abort()
      publish(message)
    }
    const handler = jobs(idle.app)['history.undo']
    await expect(run(handler, input, stop.signal)).rejects.toThrow()
    idle.app.live.publish = publish
    const half = (await admin.get(`/undos/${undo.id}`)).body
    expect(half.state).toBe('running')
    expect(half.undone).toBeGreaterThan(0)
    expect(half.undone).toBeLessThan(COUNT)
    expect(await active()).toBe(half.undone)
    await run(handler, input)
    expect((await admin.get(`/undos/${undo.id}`)).body).toMatchObject({
      state: 'done',
      undone: COUNT,
      kept: 0,
    })
    expect(await active()).toBe(COUNT)
  })

  it('stops when asked, and what it did stays and can be undone', async () => {
    const { admin, undo, input, active } = await waiting('Stopped')
    await admin.post(`/jobs/${undo.job_id}/cancellation`)
    await run(jobs(idle.app)['history.undo'], input)
    expect((await admin.get(`/undos/${undo.id}`)).body).toMatchObject({ state: 'cancelled', undone: 0 })
    expect(await active()).toBe(0)
    expect((await admin.post('/undos', { operation_id: input.operation_id })).status).toBe(201)
  })
})
