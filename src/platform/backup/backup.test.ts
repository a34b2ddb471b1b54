import { existsSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { inTransaction, systemPrincipal } from '#platform/context.ts'
import { storedPath } from '#platform/files/folder.ts'
import { loadDemo } from '#server/demo/load.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import {
  backUp,
  contentOf,
  emptyTarget,
  filesIn,
  never,
  queueOf,
  reading,
  silent,
  temporaryFolder,
} from '#test/support/backups.ts'
import { migrate } from '../database/migrations.ts'
import { restoreBackup } from './restore-backup.ts'
import { verifyBackup } from './verify-backup.ts'

// Restores lay down the whole schema, on a shared machine.
vi.setConfig({ testTimeout: 240_000 })

let t: TestApp
let source: { connection: TestApp['app']['database']['connection']; dataDir: string }
const folder = temporaryFolder()

beforeAll(async () => {
  t = await startTestApp({ work: false })
  source = { connection: t.app.database.connection, dataDir: t.app.settings.dataDir }
  await loadDemo(t.app, systemPrincipal(t.home.id), {
    customers: 700,
    until: new Date('2026-06-01T00:00:00Z'),
  })
  for (const text of ['picture', 'table', 'a longer one\n'.repeat(90_000)]) await store(text)
})
afterAll(() => t.close())

const store = (text: string) =>
  inTransaction(t.app, systemPrincipal(t.home.id), 'test', async (ctx) => {
    const received = await t.app.files.receive(ctx.workspaceId, Buffer.from(text), 10_000_000)
    return t.app.files.keep(ctx, received, { purpose: 'import', name: 'Büro.csv', mediaType: 'text/csv' })
  })

const restoreTo = (
  target: typeof source,
  path: string,
  more: { replace?: boolean; signal?: AbortSignal } = {},
) => restoreBackup({ path, ...target, replace: false, signal: never, say: silent, ...more })

test('what comes back is what was there: every table, the schema, every file, the key, the queue', async () => {
  const hostile = 'tab\t newline\n return\r back\\slash \\N \\. quote" \u2028 nothing: , {} NULL 🦆'
  const { body: customer } = await t.home.admin.post('/customers', { last_name: 'Hard to write' })
  await t.home.admin.post(`/customers/${customer.id}/notes`, { body: hostile })
  await inTransaction(t.app, systemPrincipal(t.home.id), 'test', async (ctx) => {
    await t.app.jobs.enqueue(
      ctx,
      'demo.later',
      { text: hostile },
      { runAt: new Date('2099-01-02T03:04:05Z'), jobKey: 'one' },
    )
    await t.app.jobs.enqueue(ctx, 'demo.queued', { list: [1, null] }, { queue: 'slow', maxAttempts: 3 })
  })
  const [content, queue] = [await contentOf(source.connection), await queueOf(source.connection)]
  expect(queue.length).toBeGreaterThanOrEqual(2)
  for (const name of ['whole.tar', 'whole.tar.gz']) {
    const path = join(folder, name)
    const manifest = await backUp(source, path)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(manifest.tables.find((table) => table.name === 'public.customers')?.rows).toBe(701)
    const target = await emptyTarget()
    const { migrated } = await restoreTo(target, path)
    expect(migrated).toEqual([])
    expect(await contentOf(target.connection)).toEqual(content)
    expect(await queueOf(target.connection)).toEqual(queue)
    expect(filesIn(join(target.dataDir, 'files'))).toEqual(filesIn(join(source.dataDir, 'files')))
    expect(filesIn(target.dataDir)['secret']).toBe(Buffer.from('the key\n').toString('hex'))
    expect(await migrate(target.connection)).toEqual([])
  }
})

test('a backup taken while people write is of one instant', async () => {
  let writing = true
  let written = 0
  const writers = Array.from({ length: 4 }, async () => {
    while (writing) {
      const { body } = await t.home.admin.post('/customers', { last_name: `Writer ${written}` })
      await t.home.admin.post('/tasks', { customer_id: body.id, title: 'Together with its entry' })
      written += 1
    }
  })
  await vi.waitUntil(() => written > 3, { timeout: 60_000 })
  const path = join(folder, 'busy.tar')
  const seen: Record<string, number> = {}
  await backUp(source, path, (message) => {
    seen[message.split(':')[0]!] = written
  })
  writing = false
  await Promise.all(writers)
  // Somebody wrote between the first of these tables and the last; otherwise this would prove nothing.
  expect(seen['public.timeline_entries']).toBeGreaterThan(seen['public.customers']!)

  const target = await emptyTarget()
  await restoreTo(target, path)
  const [row] = await reading(target.connection, ({ installation }) =>
    installation.rows<Record<string, number>>(
      `SELECT (SELECT count(*) FROM customers)::int AS customers,
              (SELECT count(*) FROM timeline_entries WHERE event = 'customer.created')::int AS created,
              (SELECT count(DISTINCT customer_id) FROM customer_words)::int AS worded,
              (SELECT count(*) FROM tasks WHERE title = 'Together with its entry')::int AS tasks,
              (SELECT count(*) FROM timeline_entries e WHERE event = 'task.added'
                AND EXISTS (SELECT 1 FROM tasks t WHERE t.id = e.subject_id AND t.title = 'Together with its entry'))::int AS told`,
    ),
  )
  expect(row!.created).toBe(row!.customers)
  expect(row!.worded).toBe(row!.customers)
  expect(row!.told).toBe(row!.tasks)
  expect(row!.customers).toBeGreaterThan(701)
})

test('files that are missing or were altered are told, and the rest is backed up', async () => {
  const [gone, altered] = [await store('soon gone'), await store('soon other')]
  rmSync(storedPath(t.app.settings.dataDir, t.home.id, gone.id))
  writeFileSync(storedPath(t.app.settings.dataDir, t.home.id, altered.id), 'now different')
  const path = join(folder, 'files.tar')
  const { files } = await backUp(source, path)
  const [known] = await t.app.database.installation.rows<{ n: number }>(
    'SELECT count(*)::int AS n FROM files',
  )
  expect(files).toMatchObject({
    count: known!.n - 1,
    missing_count: 1,
    missing: [`files/${t.home.id}/${gone.id}`],
    altered: [`files/${t.home.id}/${altered.id}`],
  })
  const target = await emptyTarget()
  await restoreTo(target, path)
  expect(filesIn(join(target.dataDir, 'files'))).toEqual(filesIn(join(source.dataDir, 'files')))
  await inTransaction(t.app, systemPrincipal(t.home.id), 'test', async (ctx) => {
    for (const { id } of [gone, altered]) await t.app.files.remove(ctx, id)
  })
})

test('an installation that is there is not touched, unless it is to be replaced', async () => {
  const path = join(folder, 'replace.tar')
  await backUp(source, path)
  const other = await startTestApp({ work: false })
  const target = { connection: other.app.database.connection, dataDir: other.app.settings.dataDir }
  mkdirSync(join(target.dataDir, 'files'), { recursive: true })
  writeFileSync(join(target.dataDir, 'files', 'old'), 'old')
  try {
    await expect(restoreTo(target, path, { replace: true })).rejects.toThrow(
      /Another Regulars works on this database/,
    )
    await other.app.database.close()
    await other.app.live.stop()
    const before = await contentOf(target.connection)
    await expect(restoreTo(target, path)).rejects.toThrow(
      /with workspaces in this database.*nothing was changed/,
    )
    expect(await contentOf(target.connection)).toEqual(before)
    await restoreTo(target, path, { replace: true })
    expect(await contentOf(target.connection)).toEqual(await contentOf(source.connection))
    expect(filesIn(join(target.dataDir, 'files'))).toEqual(filesIn(join(source.dataDir, 'files')))
  } finally {
    await other.close().catch(() => {})
  }
})

test('files that nobody expects, and tables of another program, are not touched', async () => {
  const path = join(folder, 'replace.tar')
  const target = await emptyTarget()
  mkdirSync(join(target.dataDir, 'files'))
  writeFileSync(join(target.dataDir, 'files', 'photo'), 'somebody')
  await expect(restoreTo(target, path)).rejects.toThrow(/There are files in .*nothing was changed/)
  rmSync(join(target.dataDir, 'files', 'photo'))
  await reading(target.connection, ({ installation }) =>
    installation.rows('DROP TABLE public.migrations; CREATE TABLE theirs (id integer)'),
  )
  await expect(restoreTo(target, path, { replace: true })).rejects.toThrow(/tables of another program/)
})

test('a restore that was interrupted keeps the server from starting, and is run again', async () => {
  const path = join(folder, 'replace.tar')
  const target = await emptyTarget()
  const stop = new AbortController()
  const interrupted = restoreBackup({
    path,
    ...target,
    replace: false,
    signal: stop.signal,
    say: (message) => {
      if (message === 'Loading public.customers') stop.abort(new Error('the plug was pulled'))
    },
  })
  await expect(interrupted).rejects.toThrow('the plug was pulled')
  await expect(migrate(target.connection)).rejects.toThrow(/half of a restore: the one of replace.tar/)
  await expect(backUp(target, join(folder, 'half.tar'))).rejects.toThrow(/half of a restore/)
  await restoreTo(target, path)
  expect(await contentOf(target.connection)).toEqual(await contentOf(source.connection))
})

test('a backup that is stopped, or finds no room, leaves no file', async () => {
  const stop = new AbortController()
  const say = (message: string) => {
    if (message.startsWith('public.customers')) stop.abort(new Error('Stopped.'))
  }
  await expect(backUp(source, join(folder, 'stopped.tar'), say, stop.signal)).rejects.toThrow()
  // A disk without room for another byte, wherever the tests run.
  symlinkSync('/dev/full', join(folder, 'full.tar.partial'))
  await expect(backUp(source, join(folder, 'full.tar'))).rejects.toThrow(/ENOSPC/)
  await expect(backUp(source, join(folder, 'no-such-folder', 'backup.tar'))).rejects.toThrow(/ENOENT/)
  expect(readdirSync(folder).filter((name) => /stopped|full|partial/.test(name))).toEqual([])
  expect(existsSync(join(folder, 'no-such-folder'))).toBe(false)
  // The database is none the worse.
  await backUp(source, join(folder, 'after.tar'))
  await verifyBackup(join(folder, 'after.tar'), never)
})
