import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import type { TestAnswer, TestClient } from '#test/support/client.ts'
import { type Stretch, stateOn } from './dates.ts'
import type { SeenRelationship } from './shapes.ts'

// Whatever is done to relationships: what one sees of the other is what the other sees of the one, two of a type never
// run at the same time, and taking the last step back leads to where it was before.

let t: TestApp
let admin: TestClient
let types: { id: string; builtin: string; mutual: boolean }[]
beforeAll(async () => {
  t = await startTestApp()
  admin = t.home.admin
  const { body } = await admin.get('/relationship-types')
  types = body.items.filter(({ builtin }: { builtin: string }) =>
    ['friend', 'relative', 'guardian'].includes(builtin),
  )
})
afterAll(() => t.close())

const first = '0000-00-00'
const never = '9999-99-99'
/** Whether two stretches have a day in common. */
const overlap = (a: Stretch, b: Stretch): boolean => {
  const from = (s: Stretch) => s.started_on ?? first
  const to = (s: Stretch) => s.ended_on ?? never
  return from(a) < to(b) && from(b) < to(a) && from(a) < to(a) && from(b) < to(b)
}

const day = fc.option(fc.constantFrom('2020-01-01', '2022-01-01', '2024-01-01', '2090-01-01'))
const dates = fc
  .tuple(day, day)
  .filter(([from, to]) => from === null || to === null || from <= to)
  .map(([started_on, ended_on]) => ({ started_on, ended_on }))
const place = fc.nat({ max: 2 })
const steps = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('add' as const), type: place, from: place, to: place, dates }),
    fc.record({
      do: fc.constant('change' as const),
      which: fc.nat(),
      dates,
      title: fc.option(fc.constantFrom('A', 'B')),
    }),
    fc.record({ do: fc.constant('end' as const), which: fc.nat() }),
    fc.record({ do: fc.constant('delete' as const), which: fc.nat() }),
  ),
  { minLength: 3, maxLength: 8 },
)

const seenBy = async (id: string): Promise<SeenRelationship[]> =>
  (await admin.get(`/customers/${id}/relationships?filter[state]=all&limit=500`)).body.items
const world = (ids: string[]) => Promise.all(ids.map(seenBy))
/** Versions count on, whatever an undo brings back. */
const bare = (all: SeenRelationship[][]) => all.map((list) => list.map((one) => ({ ...one, version: 0 })))

function demandMirror(ids: string[], all: SeenRelationship[][]): void {
  const today = new Date().toISOString().slice(0, 10)
  for (const [i, list] of all.entries()) {
    for (const { customer, side, role, own_role, ...shared } of list) {
      const theirs = all[ids.indexOf(customer.id)]!.find(({ id }) => id === shared.id)
      expect(theirs).toMatchObject({
        ...shared,
        side: side === 'from' ? 'to' : 'from',
        role: own_role,
        own_role: role,
        customer: { id: ids[i] },
      })
      expect(shared.state).toBe(stateOn(shared, today))
    }
  }
}

/** Whether another of the type leaves no room. */
const taken = (all: SeenRelationship[], type: number, a: string, b: string, dates: Stretch): boolean =>
  all.some((one) => {
    const { id, mutual } = types[type]!
    const same = one.customer.id === b && (mutual || one.side === 'from')
    return one.type.id === id && same && a !== b && overlap(one, dates)
  })

test('both sides agree after any series of steps, and each step can be taken back', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (series) => {
      const made = await Promise.all(
        ['A', 'B', 'C'].map((first_name) => admin.post('/customers', { first_name })),
      )
      const ids = made.map(({ body }) => body.id as string)
      for (const step of series) {
        const before = await world(ids)
        const known = before.flatMap((list) => list.filter(({ side }) => side === 'from'))
        const chosen = step.do === 'add' ? undefined : known[step.which % known.length]
        let answer: TestAnswer | undefined
        if (step.do === 'add') {
          const [from_id, to_id] = [ids[step.from]!, ids[step.to]!]
          answer = await admin.post('/relationships', {
            type_id: types[step.type]!.id,
            from_id,
            to_id,
            ...step.dates,
          })
          const full = taken(before[step.from]!, step.type, from_id, to_id, step.dates)
          if (full) expect(answer.body.code).toBe('relationship.exists')
        } else if (chosen && step.do === 'change') {
          const about = { ...step.dates, title: step.title }
          answer = await admin.patch(`/relationships/${chosen.id}`, about, {
            'if-match': `"${chosen.version}"`,
          })
        } else if (chosen && step.do === 'end') {
          answer = await admin.post(`/relationships/${chosen.id}/ending`, {})
        } else if (chosen) answer = await admin.delete(`/relationships/${chosen.id}`)
        const after = await world(ids)
        demandMirror(ids, after)
        const operation_id = answer?.headers.get('operation-id')
        if (!operation_id) {
          expect(bare(after)).toEqual(bare(before))
          continue
        }
        const undone = await admin.post('/undos', { operation_id })
        expect(undone.body.kept).toBe(0)
        expect(bare(await world(ids))).toEqual(bare(before))
        const again = await admin.post('/undos', { operation_id: undone.body.id })
        expect(again.body.kept).toBe(0)
        expect(bare(await world(ids))).toEqual(bare(after))
      }
    }),
    { numRuns: 6, endOnFailure: true },
  )
}, 120_000)
