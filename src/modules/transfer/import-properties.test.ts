import { Readable } from 'node:stream'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction, type Principal, readContext, systemPrincipal } from '#platform/context.ts'
import { AppError } from '#platform/errors.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { checkImport } from './checking/check-import.ts'
import type { ImportOptionChange, ImportOptions } from './contract.ts'
import { cancelImport, changeImport, prepareCheck, prepareRun } from './import.ts'
import { runImport } from './running/run-import.ts'
import { findImport, type StoredImport } from './stored-import.ts'
import { receiveImport } from './upload.ts'

let t: TestApp
let count = 0
beforeAll(async () => {
  t = await startTestApp({ work: false })
})
afterAll(() => t.close())

const { signal } = new AbortController()
const newPrincipal = async () => systemPrincipal((await t.addWorkspace(`p ${++count}`)).id)
const stepOf =
  (principal: Principal) =>
  <T>(verb: (ctx: Parameters<typeof findImport>[0]) => Promise<T>) =>
    inTransaction(t.app, principal, 'test', verb)

async function begin(principal: Principal, content: Buffer, options: ImportOptionChange): Promise<string> {
  const file = { source: Readable.from([content]), name: 'x.csv', limit: 1e9 }
  const { id } = await receiveImport(readContext(t.app, principal, 'test'), file, stepOf(principal))
  await stepOf(principal)((ctx) => changeImport(ctx, id, { options }))
  return id
}

async function dryRun(principal: Principal, id: string): Promise<NonNullable<StoredImport['preview']>> {
  await stepOf(principal)((ctx) => prepareCheck(ctx, id))
  await checkImport(t.app, principal, id, signal)
  const { preview, error } = await stepOf(principal)((ctx) => findImport(ctx, id))
  expect(error).toBeNull()
  return preview!
}

async function run(principal: Principal, id: string): Promise<StoredImport> {
  await stepOf(principal)((ctx) => prepareRun(ctx, id))
  await runImport(t.app, principal, id, signal)
  const done = await stepOf(principal)((ctx) => findImport(ctx, id))
  expect(done).toMatchObject({ state: 'done', error: null })
  return done
}

type Tally = { created: number; updated: number; skipped: number; rejected: number; rows_read: number }

async function expectWhole(principal: Principal, id: string, tally: Tally): Promise<void> {
  expect(tally.created + tally.updated + tally.skipped + tally.rejected).toBe(tally.rows_read)
  const [refused] = await stepOf(principal)((ctx) =>
    ctx.rows<{ n: number }>(
      'SELECT count(DISTINCT line)::int AS n FROM import_rejections WHERE workspace_id = $1 AND import_id = $2',
      [ctx.workspaceId, id],
    ),
  )
  expect(refused!.n).toBe(tally.rejected)
}

const customers = async (principal: Principal) =>
  stepOf(principal)((ctx) =>
    ctx.rows(
      `SELECT c.number, c.status, c.sort_name, c.kind, (SELECT array_agg(e.address_key ORDER BY e.position) FROM customer_emails e
         WHERE e.workspace_id = c.workspace_id AND e.customer_id = c.id) AS emails
       FROM customers c WHERE c.workspace_id = $1 ORDER BY c.number`,
      [ctx.workspaceId],
    ),
  )

const messy = fc.oneof(
  fc.string({ maxLength: 12, unit: 'binary' }),
  fc.constantFrom(
    'a@example.org',
    'b@',
    '',
    '"',
    '","',
    '\n',
    '\r\n',
    ';',
    '+31612345678',
    '31-02-2000',
    '=1+1',
    '\0',
    '\ud800',
    'null',
  ),
)

test('whatever a file holds, nothing breaks and every row is counted once', async () => {
  const principal = await newPrincipal()
  const anyFile = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
    fc
      .tuple(
        fc.constantFrom(
          'Name,E-mail,Phone,Birthday',
          'Nummer;Naam;E-mail;Status',
          'First name\tLast name\tNote\tTags',
        ),
        fc.array(fc.array(messy, { maxLength: 5 }), { maxLength: 12 }),
        fc.constantFrom(',', ';', '\t'),
      )
      .map(([head, rows, separator]) =>
        Buffer.from([head, ...rows.map((row) => row.join(separator))].join('\n')),
      ),
  )
  await fc.assert(
    fc.asyncProperty(anyFile, async (content) => {
      let id: string
      try {
        id = await begin(principal, content, {})
      } catch (error) {
        // A file that cannot be read at all is refused in words.
        expect(error).toBeInstanceOf(AppError)
        return
      }
      const preview = await dryRun(principal, id)
      await expectWhole(principal, id, preview)
      const done = await run(principal, id)
      await expectWhole(principal, id, done)
      expect(done.rows_read).toBe(preview.rows_read)
    }),
    { numRuns: 80 },
  )
}, 120_000)

const person = fc.record({
  number: fc.constantFrom('', '', '1', '2', '3'),
  name: fc.constantFrom('Ann Lee', 'Bo Ek', 'Lee Ann', ''),
  email: fc.constantFrom('', 'a@example.org', 'b@example.org', 'A@Example.org'),
  city: fc.constantFrom('', 'Gent', 'Bern'),
})
type Person = { number: string; name: string; email: string; city: string }
const asFile = (rows: Person[]) =>
  Buffer.from(
    `Number,Name,E-mail,City\n${rows.map((row) => `${row.number},${row.name},${row.email},${row.city}`).join('\n')}\n`,
  )
const filled = ({ number, name, email, city }: Person) => Boolean(number || name || email || city)
const choices: fc.Arbitrary<ImportOptionChange> = fc.record({
  existing: fc.constantFrom<ImportOptions['existing'][]>('update', 'skip', 'create'),
  match: fc.constantFrom<ImportOptions['match'][]>(
    ['number', 'email-and-name'],
    ['email'],
    ['number', 'email'],
    ['email-and-name'],
  ),
})

test('rows written together end as rows written one by one', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(person.filter(filled), { minLength: 1, maxLength: 12 }),
      choices,
      async (rows, options) => {
        const [together, apart] = [await newPrincipal(), await newPrincipal()]
        const whole = await run(together, await begin(together, asFile(rows), options))
        await expectWhole(together, whole.id, whole)
        const sum = { created: 0, updated: 0, skipped: 0, rejected: 0 }
        for (const row of rows) {
          const one = await run(apart, await begin(apart, asFile([row]), options))
          for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += one[key]
        }
        expect(whole).toMatchObject(sum)
        // Rows without a number get whichever is next.
        const known = (list: Record<string, unknown>[]) =>
          list.map(({ number, ...one }) => ((number as number) < 100 ? { number, ...one } : one))
        const order = (list: object[]) => list.map((one) => JSON.stringify(one)).sort()
        expect(order(known(await customers(together)))).toEqual(order(known(await customers(apart))))
      },
    ),
    { numRuns: 15 },
  )
}, 240_000)

test('an import that is stopped keeps what it counted, and nothing else', async () => {
  const principal = await newPrincipal()
  const rows = Array.from(
    { length: 3500 },
    (_, i) => `Person ${i % 7 === 0 ? '' : 'X'}${i},p${i}@example.org`,
  )
  const content = Buffer.from(`First name,E-mail\n${rows.join('\n')}\n`)
  const id = await begin(principal, content, {})
  const step = stepOf(principal)
  await step((ctx) => prepareRun(ctx, id))
  const stop = t.app.live.subscribe(({ topic }) => {
    if (topic === 'import') void step((ctx) => cancelImport(ctx, id))
  })
  await runImport(t.app, principal, id, signal)
  stop()
  const done = await step((ctx) => findImport(ctx, id))
  expect(done.state).toBe('cancelled')
  expect(done.rows_read % 1000).toBe(0)
  await expectWhole(principal, id, done)
  expect((await customers(principal)).length).toBe(done.created)
})

test('an import whose process stops goes on behind its last batch', async () => {
  const principal = await newPrincipal()
  const content = Buffer.from(
    `Number,Name\n${Array.from({ length: 4200 }, (_, i) => `${i + 1},Person X${i}`).join('\n')}\n`,
  )
  const id = await begin(principal, content, {})
  const step = stepOf(principal)
  await step((ctx) => prepareRun(ctx, id))
  const stopping = new AbortController()
  const stop = t.app.live.subscribe(({ topic }) => topic === 'import' && stopping.abort())
  await expect(runImport(t.app, principal, id, stopping.signal)).rejects.toThrow()
  stop()
  const half = await step((ctx) => findImport(ctx, id))
  expect(half.state).toBe('running')
  expect((await customers(principal)).length).toBe(half.created)
  await runImport(t.app, principal, id, signal)
  const done = await step((ctx) => findImport(ctx, id))
  expect(done).toMatchObject({ state: 'done', rows_read: 4200, created: 4200 })
  expect((await customers(principal)).length).toBe(4200)
})
