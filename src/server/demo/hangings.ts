import { createHash } from 'node:crypto'
import type { DemoBatch } from '#capabilities/declaration/demo-batch.ts'
import { registryOf } from '#capabilities/timeline/record.ts'
import type { NewCustomer } from '#modules/customers/draft.ts'
import { displayName } from '#modules/customers/draft.ts'
import type { Ctx } from '#platform/context.ts'
import { type IdMaker, idMaker } from './ids.ts'
import { Dice } from './random.ts'
import type { Ground } from './rows.ts'
import type { DemoCustomer } from './world.ts'

const numberOf = (purpose: string) => createHash('sha256').update(purpose).digest().readUInt32BE(0)

/** What modules need to know of a batch to hang something on its customers. */
function demoBatch(
  ground: Ground,
  customers: readonly DemoCustomer[],
  rows: readonly NewCustomer[],
): DemoBatch {
  const makers = new Map<string, IdMaker>()
  const makerOf = (purpose: string) => {
    const maker = makers.get(purpose) ?? idMaker(ground.workspaceId, ground.seed, purpose)
    makers.set(purpose, maker)
    return maker
  }
  const streams = new Map<string, number>()
  const streamOf = (purpose: string) => {
    const stream = streams.get(purpose) ?? numberOf(purpose)
    streams.set(purpose, stream)
    return stream
  }
  return {
    customers: customers.map(({ index, kind, lastName, addresses, createdAt }, i) => ({
      id: rows[i]!.id,
      index,
      kind,
      name: displayName(rows[i]!),
      lastName,
      city: addresses[0]?.city ?? null,
      createdAt,
    })),
    chance: ({ index }, purpose) => new Dice(ground.seed, streamOf(purpose), index).next(),
    id: ({ index, createdAt }, purpose) => makerOf(purpose)(createdAt.getTime(), index),
    until: ground.until,
    staff: ground.staff,
  }
}

/** Lets every module add what it has in a demo world, in the order of the house. */
export async function hangOn(
  ctx: Ctx,
  ground: Ground,
  customers: readonly DemoCustomer[],
  rows: readonly NewCustomer[],
): Promise<void> {
  const batch = demoBatch(ground, customers, rows)
  for (const { demo } of registryOf(ctx.app.events).modules) await demo?.(ctx, batch)
}
