import fc from 'fast-check'
import type { Operation } from './document.ts'
import { type Plan, planFor } from './plans.ts'

/** What is done to a record that was just made: operations on it, a repeat of its making, and looking at its list. */
export type Sequence = { first: Plan; after: Plan[] }

/** Stands for the id of the record that the sequence made. */
const own = '~own~'

/** Collections whose records can be made and then worked on by their id. */
export function collectionsOf(operations: readonly Operation[]): { make: Operation; on: Operation[] }[] {
  return operations
    .filter((make) => make.method === 'POST' && !make.path.includes('{'))
    .map((make) => ({
      make,
      on: operations.filter(
        ({ path }) =>
          path === `${make.path}/{id}` || path.startsWith(`${make.path}/{id}/`) || path === make.path,
      ),
    }))
    .filter(({ on }) => on.some(({ path }) => path.includes('{id}')))
}

const toOwn = (plan: Plan, template: string): Plan => {
  if (!template.includes('{id}')) return plan
  const [, search = ''] = plan.path.split(/(?=\?)/)
  return { ...plan, path: template.replace('{id}', own) + search }
}

/** A record's life: made, then up to eight requests to it, in any order, also after it is gone. */
export function anySequence(
  operations: readonly Operation[],
  kinds: readonly string[],
): fc.Arbitrary<Sequence> {
  const lives = collectionsOf(operations).map(({ make, on }) => {
    const step = fc.oneof(
      ...on.map((operation) => planFor(operation, kinds).map((plan) => toOwn(plan, operation.path))),
    )
    return fc.record({
      first: planFor(make, kinds, { right: true }),
      after: fc.array(step, { minLength: 2, maxLength: 8 }),
    })
  })
  return fc.oneof(...lives)
}

/** Puts the id of the record that was made where the sequence speaks of it. */
export const withOwn = (plan: Plan, id: string): Plan => ({ ...plan, path: plan.path.replace(own, id) })
