import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ModuleDeclaration } from '#capabilities/declaration/define-module.ts'
import type { RecordTransfer } from '#capabilities/declaration/record-transfer.ts'
import { registryOf } from '#capabilities/timeline/record.ts'
import { type Ctx, inTransaction, readContext, systemPrincipal } from '#platform/context.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { cancelImport, prepareRun } from '../import.ts'
import { runImport } from '../running/run-import.ts'
import { findImport } from '../stored-import.ts'
import { receiveImport } from '../upload.ts'

let t: TestApp
beforeAll(async () => {
  t = await startTestApp({ work: false })
})
afterAll(() => t.close())

const { signal } = new AbortController()

/** A workspace with one customer and an import of `rows` that is ready to run. */
async function ready(name: string, target: string, content: (number: number) => string) {
  const own = await t.addWorkspace(name)
  const { body } = await own.admin.post('/customers', { last_name: 'Jansen' })
  const principal = systemPrincipal(own.id)
  const step = <T>(verb: (ctx: Ctx) => Promise<T>) => inTransaction(t.app, principal, 'test', verb)
  const file = {
    source: Readable.from([Buffer.from(content(body.number))]),
    name: 'x.csv',
    limit: 1e9,
    target,
  }
  const { id } = await receiveImport(readContext(t.app, principal, 'test'), file, step)
  await step((ctx) => prepareRun(ctx, id))
  const count = async (table: 'notes' | 'record_changes') => {
    const [row] = await step((ctx) =>
      ctx.rows<{ n: number }>(`SELECT count(*)::int AS n FROM ${table} WHERE workspace_id = $1`, [own.id]),
    )
    return row!.n
  }
  return { principal, id, step, count, now: () => step((ctx) => findImport(ctx, id)) }
}

const rows = 2300
const notes = (number: number) =>
  `customer,note\n${Array.from({ length: rows }, (_, i) => `${i % 50 === 7 ? 'nobody' : number},note ${i}`).join('\n')}\n`
const refused = rows / 50

test('an import of records whose process stops goes on behind its last batch', async () => {
  const { principal, id, now, count } = await ready('Stops', 'notes', notes)
  const stopping = new AbortController()
  const stop = t.app.live.subscribe(({ topic }) => topic === 'import' && stopping.abort())
  await expect(runImport(t.app, principal, id, stopping.signal)).rejects.toThrow()
  stop()
  const half = await now()
  expect(half.state).toBe('running')
  expect(half.rows_read).toBeLessThan(rows)
  expect(await count('notes')).toBe(half.created)
  await runImport(t.app, principal, id, signal)
  expect(await now()).toMatchObject({
    ...{ state: 'done', rows_read: rows, created: rows - refused, rejected: refused },
  })
  expect(await count('notes')).toBe(rows - refused)
  expect(await count('record_changes')).toBe(rows - refused)
})

test('one that is stopped keeps what it counted, and nothing else', async () => {
  const { principal, id, step, now, count } = await ready('Stopped', 'notes', notes)
  const stop = t.app.live.subscribe(({ topic }) => {
    if (topic === 'import') void step((ctx) => cancelImport(ctx, id))
  })
  await runImport(t.app, principal, id, signal)
  stop()
  const done = await now()
  expect(done.state).toBe('cancelled')
  expect(done.rows_read).toBeLessThan(rows)
  expect(done.created + done.rejected).toBe(done.rows_read)
  expect(await count('notes')).toBe(done.created)
})

test('a row that breaks a module is refused alone, and the others are written', async () => {
  const modules = registryOf(t.app.events).modules as ModuleDeclaration[]
  const [notes] = (await modules.flatMap((m) =>
    m.name === 'customers' && m.transfer ? [m.transfer] : [],
  )[0]!({} as Ctx)) as readonly RecordTransfer[]
  const fragile: RecordTransfer = {
    ...notes!,
    name: 'fragile',
    async write(ctx, given, options, dry) {
      const outcomes = await notes!.write(ctx, given, options, dry)
      if (given.some(({ cells }) => cells['note'] === 'bad')) await ctx.rows('SELECT 1/0')
      // Tells too little: that must not pass for done.
      return given.some(({ cells }) => cells['note'] === 'silent') ? outcomes.slice(1) : outcomes
    },
  }
  modules.push({ name: 'fragile', uses: [], tables: {}, events: {}, transfer: async () => [fragile] })
  try {
    const { principal, id, now, count } = await ready(
      'Fragile',
      'fragile',
      (number) =>
        `customer,note\n${['good', 'bad', 'fine', 'silent', 'last'].map((note) => `${number},${note}`).join('\n')}\n`,
    )
    await runImport(t.app, principal, id, signal)
    expect(await now()).toMatchObject({ state: 'done', rows_read: 5, created: 3, rejected: 2 })
    expect(await count('notes')).toBe(3)
  } finally {
    modules.pop()
  }
})
