import { afterAll, beforeAll, expect, test } from 'vitest'
import { jobs as bulkJobs } from '#modules/customers/jobs.ts'
import { runImport } from '#modules/transfer/running/run-import.ts'
import { systemPrincipal } from '#platform/context.ts'
import { isInterruption } from '#platform/jobs/patience.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { upload } from '#test/support/imports.ts'

// Two workers that both believe a job theirs: one lost its connection, was taken for dead, and is not.

let t: TestApp
beforeAll(async () => {
  t = await startTestApp({ work: false })
})
afterAll(() => t.close())

const { signal } = new AbortController()

/** Runs it twice at once; who is overtaken must say so, and nothing else. */
async function twice(run: () => Promise<void>): Promise<number> {
  const outcomes = await Promise.allSettled([run(), run()])
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
  expect(failures.filter((error) => !isInterruption(error))).toEqual([])
  return failures.length
}

const count = async (statement: string): Promise<number> =>
  Number((await t.app.database.installation.rows<{ n: number }>(statement, [t.home.id]))[0]!.n)

test('of two that run one import only one writes each row', async () => {
  const rows = Array.from({ length: 3000 }, (_, i) => `Row${i},Fence,row${i}@fence.example`)
  const { id } = await upload(t.home.admin, 'fence.csv', `First name,Last name,E-mail\n${rows.join('\n')}\n`)
  await t.home.admin.patch(`/imports/${id}`, { options: { existing: 'create' } })
  expect((await t.home.admin.post(`/imports/${id}/run`)).status).toBe(202)
  expect(await twice(() => runImport(t.app, systemPrincipal(t.home.id), id, signal))).toBe(1)
  const { body } = await t.home.admin.get(`/imports/${id}`)
  expect(body).toMatchObject({ state: 'done', rows_read: 3000, created: 3000 })
  expect(
    await count("SELECT count(*) AS n FROM customers WHERE workspace_id = $1 AND last_name = 'Fence'"),
  ).toBe(3000)
})

test('of two that run one bulk action only one changes each customer', async () => {
  const selection = { filter: { name: 'Fence' } }
  const action = { type: 'add-tags', tags: ['fenced'] }
  const { body } = await t.home.admin.post('/customers/bulk-actions', { selection, action })
  const bulk = bulkJobs(t.app)['customers.bulk']!
  const input = { job_id: body.job_id, selection: { ...selection, except: [] }, action }
  await twice(() => bulk(input, { principal: systemPrincipal(t.home.id), signal }))
  const [job] = await t.app.database.installation.rows<Record<string, unknown>>(
    'SELECT state, done, result FROM background_jobs WHERE id = $1',
    [body.job_id],
  )
  expect(job).toMatchObject({ state: 'done', done: 3000, result: { changed: 3000, unchanged: 0 } })
  expect(
    await count(
      "SELECT count(*) AS n FROM timeline_entries WHERE workspace_id = $1 AND event = 'customer.tags_added'",
    ),
  ).toBe(3000)
})
