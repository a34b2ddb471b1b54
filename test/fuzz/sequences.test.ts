import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runs, seed, timeLimit } from './options.ts'
import { anySequence, collectionsOf, withOwn } from './sequences.ts'
import { type FuzzWorld, startFuzzWorld } from './world.ts'

let world: FuzzWorld
beforeAll(async () => {
  world = await startFuzzWorld()
}, 120_000)
afterAll(() => world.close())

test('the document has collections whose records live and die', () => {
  const paths = collectionsOf(world.operations).map(({ make }) => make.path)
  expect(paths).toEqual(expect.arrayContaining(['/api/v1/customers', '/api/v1/tasks', '/api/v1/views']))
})

test(
  'whatever is done to a record in whatever order, answers fit the document, and what is deleted stays away',
  async () => {
    let made = 0
    let deleted = 0
    await fc.assert(
      fc.asyncProperty(anySequence(world.operations, world.kinds), async ({ first, after }) => {
        const answer = await world.run(first)
        if (answer.status >= 300) return
        const { id, job_id } = JSON.parse(answer.body!.toString()) as { id?: string; job_id?: string }
        const own = id ?? job_id
        if (!own) return
        made++
        let gone = false
        for (const step of after) {
          const { status } = await world.run(withOwn(step, own))
          const record = step.path.startsWith(`${first.path}/~own~`)
          if (gone && record)
            expect(status, `${step.method} ${step.path} after it was deleted`).toBeGreaterThan(399)
          if (
            step.method === 'DELETE' &&
            step.path.split('?')[0] === `${first.path}/~own~` &&
            status === 204
          ) {
            gone = true
            deleted++
          }
        }
      }),
      { seed, numRuns: Math.ceil(runs / 10) },
    )
    expect(made).toBeGreaterThan(runs / 100)
    expect(deleted).toBeGreaterThan(0)
  },
  timeLimit,
)

test(
  'several at the same moment do not break one another',
  async () => {
    // Who comes too late may be told to come again: that is an answer of the document.
    const busy = /status 503\n.*\n.*"code":"write\.busy"/
    await fc.assert(
      fc.asyncProperty(anySequence(world.operations, world.kinds), async ({ first, after }) => {
        const answer = await world.run(first)
        if (answer.status >= 300) return
        const { id = '' } = JSON.parse(answer.body!.toString()) as { id?: string }
        const ends = await Promise.allSettled(after.map((step) => world.run(withOwn(step, id))))
        const broken = ends.filter(
          (end) => end.status === 'rejected' && !busy.test((end.reason as Error).message),
        )
        expect(broken.map((end) => (end as PromiseRejectedResult).reason.message)).toEqual([])
      }),
      { seed, numRuns: Math.ceil(runs / 20) },
    )
  },
  timeLimit,
)
