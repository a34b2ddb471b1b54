import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type EmbeddedServer, startEmbedded } from '#platform/database/embedded/supervisor.ts'
import { Dice } from '#server/demo/random.ts'
import { compareInstallation } from './compare-installation.ts'
import { compareRecords } from './compare-records.ts'
import { type Installation, install, until } from './installation.ts'
import { startImport } from './long-work.ts'
import { makeClient } from './requests.ts'
import { makeWriter } from './writers.ts'

// A PostgreSQL that the server did not start (DATABASE_URL), stopped and started as an operator does.

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })
const folder = mkdtempSync(join(tmpdir(), 'regulars-away-'))
const quiet = { info: () => {}, warn: () => {}, error: () => {} }
let postgres: EmbeddedServer
let installation: Installation
let url: string

beforeAll(async () => {
  postgres = await startEmbedded({ dataDir: folder, log: quiet })
  const { host, port, user } = postgres.connection
  url = `postgres:///regulars?host=${encodeURIComponent(host)}&port=${port}&user=${user}`
  installation = await install({ env: { DATABASE_URL: url } })
})
afterAll(async () => {
  await installation?.close()
  await postgres?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const clientOf = (mark: string) =>
  makeClient({
    ...installation,
    mark,
    dice: new Dice(1, 1, 1),
    logFile: join(installation.dataDir, 'acknowledged.jsonl'),
  })

test('while PostgreSQL is away requests are refused cleanly; work resumes by itself and nothing is lost', async () => {
  const client = clientOf('away')
  const writer = makeWriter(client, new Dice(1, 2, 1), 'away')
  const running = writer.run()
  const work = await startImport(installation, client, 'Zimpaway', 4000)
  await until('the import to begin', async () => (await work.position()) !== 0)
  await postgres.stop()
  const refused = client.refused()
  const create = { method: 'POST', body: '{"last_name":"Nobody"}' }
  const headers = { authorization: `Bearer ${installation.key}`, 'content-type': 'application/json' }
  for (const [path, what] of [
    ['/customers', {}],
    ['/customers', create],
  ] as const) {
    const answer = await fetch(`${installation.url}/api/v1${path}`, { ...what, headers })
    expect(answer.status).toBe(503)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(answer.headers.get('retry-after')).not.toBeNull()
    expect(await answer.json()).toMatchObject({ status: 503, code: 'database.away' })
  }
  expect((await fetch(`${installation.url}/health/live`)).status).toBe(200)
  expect((await fetch(`${installation.url}/health/ready`)).status).toBe(503)
  await sleep(1500)
  const done = writer.done()
  postgres = await startEmbedded({ dataDir: folder, log: quiet })
  await until('writing to go on', async () => writer.done() > done)
  await work.ended()
  writer.stop()
  await running
  expect(client.refused()).toBeGreaterThan(refused)
  expect(client.findings).toEqual([])
  expect(await compareRecords(installation, 'away', writer.told)).toEqual([])
  expect(await work.compare()).toEqual([])
  expect(await compareInstallation(installation, client.keys)).toEqual([])
})

test('of two servers on one database the other goes on with the import of the one that is killed', async () => {
  const client = clientOf('two')
  const work = await startImport(installation, client, 'Zimptwo', 6000)
  await until('the import to be under way', async () => {
    const position = await work.position()
    return position === 'ended' || position > 0
  })
  // The files of an installation are shared, its data folders are not.
  const second = await install({
    env: { DATABASE_URL: url },
    prepare: (dataDir) => {
      mkdirSync(dataDir, { recursive: true })
      symlinkSync(join(installation.dataDir, 'files'), join(dataDir, 'files'))
    },
  })
  try {
    const [job] = await installation.sql<{ attempts: number }>(
      "SELECT attempts FROM graphile_worker.jobs WHERE task_identifier = 'transfer.run'",
    )
    // A live worker's job is not taken by one that has just started.
    expect(job?.attempts ?? 1).toBe(1)
    await installation.killNode()
    await work.ended()
    expect(await work.compare()).toEqual([])
  } finally {
    await installation.start()
    await second.close()
  }
})
