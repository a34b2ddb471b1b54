import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runs, seed, short, timeLimit } from './options.ts'
import { anyPlan, type Plan, planFor } from './plans.ts'
import { type FuzzWorld, startFuzzWorld } from './world.ts'

let world: FuzzWorld
beforeAll(async () => {
  world = await startFuzzWorld()
}, 120_000)
afterAll(() => world.close())

test('the document describes every operation that is fuzzed', () => {
  expect(world.operations.length).toBeGreaterThan(80)
  for (const operation of world.operations)
    expect(operation.responses['default'], operation.key).toBeDefined()
})

test(
  'every operation, whatever it is sent, answers as the document says',
  async () => {
    const failures = new Map<string, string>()
    const perOperation = Math.max(2, Math.ceil(runs / 2 / world.operations.length))
    const counts = new Map<number, number>()
    for (const [n, operation] of world.operations.entries()) {
      const plans = fc.sample(planFor(operation, world.kinds), { seed: seed + n, numRuns: perOperation })
      for (const plan of plans) {
        const status = await world.run(plan).then(
          ({ status }) => status,
          (error: Error) => {
            const kind = error.message.split('\n')[0]!.replace(/^[A-Z]+ \S+ /, '')
            if (!failures.has(kind)) failures.set(kind, error.message)
            return 0
          },
        )
        counts.set(status, (counts.get(status) ?? 0) + 1)
      }
    }
    if (!short) console.log('statuses', Object.fromEntries([...counts].sort(([a], [b]) => a - b)))
    expect([...failures.values()].join('\n\n')).toBe('')
    // A run in which nothing is ever accepted proves nothing.
    expect(counts.get(200)).toBeGreaterThan(runs / 20)
    expect(counts.get(422)).toBeGreaterThan(runs / 20)
  },
  timeLimit,
)

test(
  'requests of all kinds in any order are answered as the document says',
  () =>
    fc.assert(
      fc.asyncProperty(anyPlan(world.operations, world.kinds), async (plan: Plan) => {
        await world.run(plan)
      }),
      { seed, numRuns: Math.ceil(runs / 2), endOnFailure: false },
    ),
  timeLimit,
)
