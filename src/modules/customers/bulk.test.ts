import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemPrincipal } from '#platform/context.ts'
import { startTestApp, type TestApp, type TestWorkspace } from '#test/support/app.ts'
import { plantCustomers } from '#test/support/customers.ts'
import { jobs } from './jobs.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const plant = async (name: string, count: number, on = app) => {
  const workspace = await on.addWorkspace(name)
  const statuses = ['active', 'active', 'inactive', 'archived'] as const
  const planted = await plantCustomers(
    on.app,
    workspace.id,
    Array.from({ length: count }, (_, i) => ({ last_name: `Bulk ${i}`, status: statuses[i % 4] })),
  )
  return { workspace, planted }
}

const run = async ({ admin }: TestWorkspace, selection: object, action: object) => {
  const preview = (await admin.post('/customers/bulk-preview', { selection, action })).body
  const started = await admin.post('/customers/bulk-actions', { selection, action })
  expect(started.status, JSON.stringify(started.body)).toBe(202)
  await app.settle()
  return { preview, job: (await admin.get(`/jobs/${started.body.job_id}`)).body }
}
const counted = async ({ admin }: TestWorkspace, query: string) =>
  (await admin.get(`/customers?${query}&count=exact&limit=1`)).body.count.value

describe('bulk actions', () => {
  it('tag all that match, in batches, and do as the preview said', async () => {
    const { workspace } = await plant('Tagging', 2400)
    const { preview, job } = await run(
      workspace,
      { filter: { status: 'all' } },
      { type: 'add-tags', tags: ['One', 'one', 'Two'] },
    )
    expect(preview).toMatchObject({ matching: 2400, changing: 1800, refused: 600 })
    expect(preview.examples).toHaveLength(5)
    expect(job).toMatchObject({
      state: 'done',
      total: 2400,
      done: 1800,
      failed: 600,
      result: { changed: 1800, unchanged: 0, refused: 600, reasons: { 'customer.archived': 600 } },
    })
    expect(await counted(workspace, 'filter[tag]=two&filter[status]=all')).toBe(1800)
    const again = await run(workspace, { filter: {} }, { type: 'add-tags', tags: ['two'] })
    expect(again.job.result).toMatchObject({ changed: 0, unchanged: 1200 })
    const removed = await run(
      workspace,
      { filter: { tag: 'two' } },
      { type: 'remove-tags', tags: ['Two', 'Nothing'] },
    )
    expect(removed.job.result).toMatchObject({ changed: 1200 })
    expect(await counted(workspace, 'filter[tag]=two&filter[status]=all')).toBe(600)
  })

  it('change the status along the same rules as for one customer, with an entry on each timeline', async () => {
    const { workspace, planted } = await plant('Archiving', 40)
    const { preview, job } = await run(
      workspace,
      { filter: { status: 'all' } },
      { type: 'set-status', status: 'inactive' },
    )
    expect(preview).toMatchObject({ matching: 40, changing: 20, refused: 10 })
    expect(job.result).toMatchObject({
      changed: 20,
      unchanged: 10,
      refused: 10,
      reasons: { 'customer.status.not_allowed': 10 },
    })
    expect(await counted(workspace, 'filter[status]=inactive')).toBe(30)
    const { items } = (await workspace.admin.get(`/customers/${planted[0]!.id}/timeline`)).body
    expect(items.map((entry: { event: string }) => entry.event)).toEqual(['customer.deactivated'])
    expect((await workspace.admin.get(`/customers/${planted[0]!.id}`)).body.version).toBe(2)
    expect((await workspace.admin.get(`/customers/${planted[2]!.id}`)).body.version).toBe(1)
  })

  it('set the group of chosen customers, or of all but some', async () => {
    const { workspace, planted } = await plant('Choosing', 12)
    const group = (await workspace.admin.post('/customer-groups', { name: 'Chosen' })).body
    const some = planted.slice(0, 2).map((customer) => customer.id)
    const chosen = await run(workspace, { ids: some }, { type: 'set-group', group_id: group.id })
    expect(chosen.job).toMatchObject({ total: 2, done: 2, result: { changed: 2 } })
    const rest = await run(workspace, { filter: {}, except: some }, { type: 'set-group', group_id: group.id })
    expect(rest.job.result).toMatchObject({ changed: 4 })
    expect(await counted(workspace, `filter[group]=${group.id}`)).toBe(6)
    const wrong = { selection: { filter: {} }, action: { type: 'set-group', group_id: workspace.id } }
    expect((await workspace.admin.post('/customers/bulk-actions', wrong)).body.code).toBe('group.missing')
  })
})

describe('bulk actions without a worker beside the test', () => {
  let idle: TestApp
  beforeAll(async () => {
    idle = await startTestApp({ work: false })
  })
  afterAll(() => idle.close())

  it('go on where they were interrupted, and count nothing twice', async () => {
    const { workspace } = await plant('Interrupted', 2500, idle)
    const principal = systemPrincipal(workspace.id)
    const { job_id } = (
      await workspace.admin.post('/customers/bulk-actions', {
        selection: { filter: {}, except: [] },
        action: { type: 'add-tags', tags: ['go'] },
      })
    ).body
    const input = {
      job_id,
      selection: { filter: {}, except: [] },
      action: { type: 'add-tags', tags: ['go'] },
    }
    const stop = new AbortController()
    const publish = idle.app.live.publish
    // The first report tells the total, the second the first batch.
    let reports = 0
    idle.app.live.publish = (message) => {
      if (message.topic === 'job' && ++reports === 2) stop.abort()
      publish(message)
    }
    const handler = jobs(idle.app)['customers.bulk']!
    await expect(handler(input, { principal, signal: stop.signal })).rejects.toThrow()
    idle.app.live.publish = publish
    const half = (await workspace.admin.get(`/jobs/${job_id}`)).body
    expect(half.state).toBe('running')
    expect(half.done).toBeGreaterThan(0)
    expect(half.done).toBeLessThan(1250)
    await handler(input, { principal, signal: new AbortController().signal })
    expect((await workspace.admin.get(`/jobs/${job_id}`)).body).toMatchObject({
      state: 'done',
      total: 1250,
      done: 1250,
      result: { changed: 1250, unchanged: 0 },
    })
    expect(await counted(workspace, 'filter[tag]=go')).toBe(1250)
  })

  it('stop when asked, and keep what is done', async () => {
    const { workspace } = await plant('Cancelled', 40, idle)
    const { job_id } = (
      await workspace.admin.post('/customers/bulk-actions', {
        selection: { filter: {}, except: [] },
        action: { type: 'add-tags', tags: ['late'] },
      })
    ).body
    await workspace.admin.post(`/jobs/${job_id}/cancellation`)
    const input = {
      job_id,
      selection: { filter: {}, except: [] },
      action: { type: 'add-tags', tags: ['late'] },
    }
    await jobs(idle.app)['customers.bulk']!(input, {
      principal: systemPrincipal(workspace.id),
      signal: new AbortController().signal,
    })
    expect((await workspace.admin.get(`/jobs/${job_id}`)).body).toMatchObject({ state: 'cancelled', done: 0 })
    expect(await counted(workspace, 'filter[tag]=late')).toBe(0)
  })
})
