import { type RecordWords, wordsOf } from '#capabilities/search/words.ts'
import { storeVocabulary } from '#capabilities/search/write-words.ts'
import { timelineColumns } from '#capabilities/timeline/record.ts'
import { inInstallation } from '#modules/accounts/installation.ts'
import type { NewCustomer } from '#modules/customers/draft.ts'
import { takeNumbers } from '#modules/customers/numbers.ts'
import { insertCustomers } from '#modules/customers/write-customers.ts'
import { taskWords } from '#modules/tasks/words.ts'
import type { App } from '#platform/app.ts'
import { type Ctx, inTransaction, type Principal } from '#platform/context.ts'
import { insertRows, insertTogether } from '#platform/database/insert-rows.ts'
import { growthWatch, tidyChanged } from '#platform/database/statistics.ts'
import { AppError } from '#platform/errors.ts'
import { prepareGround } from './ground.ts'
import { hangOn } from './hangings.ts'
import { customerRow, type Ground, noteColumns, noteRow, type TaskRow, taskColumns, taskRow } from './rows.ts'
import { fillTimelines, timelineOf } from './timeline.ts'
import { type DemoCustomer, type DemoTask, demoCustomers, demoTasks } from './world.ts'

export type DemoLoad = {
  customers: number
  seed?: number
  /** The present of the world; midnight UTC of today unless given. */
  until?: Date
  /** Entries on the timeline of each customer, 1 to 100; only what the world itself tells when absent. */
  timeline?: number
  /** Adds to a world that is there already, with its seed and its present. */
  more?: boolean
  /** Called in the transaction of every batch with the number of customers it added; false stops the load. */
  advance?: (ctx: Ctx, customers: number) => Promise<boolean>
}

/** `resumed` says that an interrupted load was finished, whatever was asked for now. */
export type DemoLoaded = { finished: boolean; customers: number; resumed: boolean }

/** A stretch of the world: customers `from` up to `from + count`, numbered from `number` on. */
type Part = { from: number; count: number; number: number; timeline: number; finished: boolean }
type World = { seed: number; until: string; parts: Part[] }

const BATCH = 1000
/** While PostgreSQL stores one batch the next is being made. */
const LANES = 2
const factOf = (workspaceId: string) => `demo:${workspaceId}`

/**
 * Loads the demo world into a workspace. What was interrupted goes on where it stopped: every batch is one
 * transaction, and customers of the same seed have the same ids.
 * @throws AppError conflict `demo.loaded` when the workspace has a demo world and `more` is not set.
 */
export async function loadDemo(app: App, principal: Principal, wanted: DemoLoad): Promise<DemoLoaded> {
  const step = <T>(verb: (ctx: Ctx) => Promise<T>) => inTransaction(app, principal, 'demo', verb)
  const { world, part, ground, resumed } = await inInstallation(app, principal, 'demo', (ctx) =>
    begin(ctx, wanted),
  )
  let next = part.from
  let going = true
  let words = Promise.resolve()
  const watch = growthWatch(app.database)
  const loadNext = async () => {
    const from = next
    next = Math.min(from + BATCH, part.from + part.count)
    const batch = makeBatch(ground, {
      ...part,
      from,
      count: next - from,
      number: part.number + from - part.from,
    })
    words = words.then(() => step((ctx) => storeWords(ctx, batch)))
    await words
    const wish = await step((ctx) => loadBatch(ctx, ground, batch, wanted.advance))
    await watch()
    going &&= wish
  }
  const lane = async () => {
    while (going && next < part.from + part.count) await loadNext()
  }
  const laneOrStop = () =>
    lane().catch((reason: unknown) => {
      going = false
      throw reason
    })
  // What modules make once comes with the first batch, and all others refer to it.
  if (next < part.from + part.count) await loadNext()
  await settled(Array.from({ length: LANES }, laneOrStop))
  // Told to stop: every batch that was begun is there, and the rest is no longer wanted.
  const finished = next === part.from + part.count
  part.count = next - part.from
  part.finished = true
  await inInstallation(app, principal, 'demo', (ctx) => remember(ctx, world))
  await tidyChanged(app.database)
  return { finished, customers: part.count, resumed }
}

/** Waits for every lane, also when one has failed: whoever goes on afterwards must find no batch still under way. */
async function settled(lanes: readonly Promise<void>[]): Promise<void> {
  const outcomes = await Promise.allSettled(lanes)
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failed) throw failed.reason
}

async function begin(ctx: Ctx, wanted: DemoLoad) {
  // Two loads that start together: the second sees what the first began with.
  await ctx.rows('SELECT 1 FROM installation.workspaces WHERE id = $1 FOR UPDATE', [ctx.workspaceId])
  const [fact] = await ctx.rows<{ value: World }>('SELECT value FROM installation.facts WHERE name = $1', [
    factOf(ctx.workspaceId),
  ])
  const today = ctx.now.toISOString().slice(0, 10)
  const until = wanted.until ?? new Date(`${today}T00:00:00Z`)
  const world: World = fact?.value ?? { seed: wanted.seed ?? 1, until: until.toISOString(), parts: [] }
  const last = world.parts.at(-1)
  const resumed = last !== undefined && !last.finished
  const part = resumed ? last : await nextPart(ctx, world, wanted)
  const ground = await prepareGround(ctx, world.seed, new Date(world.until))
  await remember(ctx, world)
  return { world, part, ground, resumed }
}

async function nextPart(ctx: Ctx, world: World, { customers, timeline, more }: DemoLoad): Promise<Part> {
  const last = world.parts.at(-1)
  if (last && !more) {
    const there = last.from + last.count
    throw new AppError('conflict', 'demo.loaded', {
      message: `This workspace has the demo world already (${there} customers). Say --more to add to it.`,
      params: { customers: there },
    })
  }
  const from = last ? last.from + last.count : 0
  const number = await takeNumbers(ctx, customers)
  const part = { from, count: customers, number, timeline: timeline ?? 0, finished: false }
  world.parts.push(part)
  return part
}

const remember = (ctx: Ctx, world: World) =>
  ctx.rows(
    `INSERT INTO installation.facts (name, value, updated_at) VALUES ($1, $2, $3)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
    [factOf(ctx.workspaceId), JSON.stringify(world), ctx.now],
  )

type Batch = {
  customers: DemoCustomer[]
  rows: NewCustomer[]
  words: RecordWords[]
  tasks: Map<number, TaskRow[]>
  timeline: number
}

function makeBatch(ground: Ground, { from, count, number, timeline }: Part): Batch {
  const range = { seed: ground.seed, from, count, until: ground.until }
  const customers = [...demoCustomers(range)]
  const rows = customers.map((customer) => customerRow(ground, customer, number + customer.index - from))
  return {
    customers,
    rows,
    words: rows.map(wordsOf),
    tasks: tasksByCustomer(ground, demoTasks(range)),
    timeline,
  }
}

/**
 * The words of a batch, ahead of its rows and in a transaction of their own: a lane that adds a word another has
 * just added would otherwise wait for the whole of that batch. Words without a customer find nobody.
 */
const storeWords = (ctx: Ctx, { words }: Batch) => storeVocabulary(ctx, words)

/** Stores a batch, unless an earlier run has; false when the load is to stop. */
async function loadBatch(
  ctx: Ctx,
  ground: Ground,
  batch: Batch,
  advance: DemoLoad['advance'],
): Promise<boolean> {
  const first = [ctx.workspaceId, batch.rows[0]!.id]
  const [there] = await ctx.rows('SELECT 1 FROM customers WHERE workspace_id = $1 AND id = $2', first)
  if (!there) await insertBatch(ctx, ground, batch)
  return advance ? advance(ctx, there ? 0 : batch.rows.length) : true
}

async function insertBatch(
  ctx: Ctx,
  ground: Ground,
  { customers, rows, words, tasks, timeline }: Batch,
): Promise<void> {
  const notes = customers.map((customer) => noteRow(ground, customer))
  await insertCustomers(ctx, rows, words)
  await insertRows(
    ctx,
    'notes',
    noteColumns,
    notes.filter((note) => note !== null),
  )
  const allTasks = [...tasks.values()].flat()
  await insertRows(ctx, 'tasks', taskColumns, allTasks)
  const titled = allTasks.map(({ id, customer_id, title }) => ({ id, customerId: customer_id!, title }))
  await insertTogether(ctx, [taskWords(ctx, titled)])
  const entries = customers.flatMap((customer, i) =>
    timelineOf(ground, customer, rows[i]!.number, notes[i]!, tasks.get(customer.index) ?? []),
  )
  await insertRows(ctx, 'timeline_entries', timelineColumns, entries)
  await hangOn(ctx, ground, customers, rows)
  if (timeline > 1) await fillTimelines(ctx, ground, customers, timeline)
}

function tasksByCustomer(ground: Ground, tasks: Iterable<DemoTask>): Map<number, TaskRow[]> {
  const found = new Map<number, TaskRow[]>()
  for (const task of tasks) {
    const earlier = found.get(task.customerIndex) ?? []
    found.set(task.customerIndex, [...earlier, taskRow(ground, task, earlier.length)])
  }
  return found
}
