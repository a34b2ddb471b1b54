import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import type { Connection } from './own-database.ts'
import { liveServer } from './postmaster.ts'
import { processesIn, processFacts, signal, waitFor } from './processes.ts'

// Real servers on a shared machine: patience, not a measure of speed.
vi.setConfig({ testTimeout: 60_000 })

type Told = {
  event: 'ready' | 'restarted' | 'failed' | 'log'
  message?: string
  server?: number
  adopted?: boolean
  connection?: Connection
}
type Owner = { child: ChildProcess; pid: number; next(event: Told['event']): Promise<Told> }
type User = { name: string; ids: { uid?: number; gid?: number } }

const script = fileURLToPath(new URL('../../../../test/support/embedded-owner.ts', import.meta.url))
const base = mkdtempSync(join(tmpdir(), 'reg-'))
chmodSync(base, 0o755)
const owners: ChildProcess[] = []
const folders: string[] = []

const isRoot = process.getuid?.() === 0
const nobody = { uid: 65534, gid: 65534 }
const canLend =
  isRoot &&
  spawnSync(process.execPath, ['-e', `require('fs').readFileSync('${script}')`], nobody).status === 0
const users: User[] = isRoot
  ? [{ name: 'root', ids: {} }, ...(canLend ? [{ name: 'an ordinary user', ids: nobody }] : [])]
  : [{ name: 'an ordinary user', ids: {} }]
if (isRoot && !canLend) console.warn('SKIPPED as an ordinary user: user nobody cannot reach this checkout')

function dataFolder(ids: User['ids'] = {}, ...beneath: string[]): string {
  const folder = join(mkdtempSync(join(base, 'd')), ...beneath)
  mkdirSync(folder, { recursive: true })
  if (ids.uid !== undefined) chownSync(folder, ids.uid, ids.gid ?? ids.uid)
  folders.push(folder)
  return folder
}

function own(dataDir: string, ids: User['ids'] = {}, path = process.env.PATH): Owner {
  const env = { ...process.env, PATH: path, NODE_OPTIONS: '' }
  const child = spawn(process.execPath, [script, dataDir], {
    ...ids,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  owners.push(child)
  const told: Told[] = []
  let ended = false
  let wake = () => {}
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })
  lines.on('line', (line) => {
    told.push(JSON.parse(line))
    wake()
  })
  lines.on('close', () => {
    ended = true
    wake()
  })
  const next = async (event: Told['event']): Promise<Told> => {
    for (;;) {
      const at = told.findIndex((entry) => entry.event === event)
      if (at >= 0) return told.splice(at, 1)[0] as Told
      const failed = told.find((entry) => entry.event === 'failed')
      if (failed || ended) throw new Error(`no "${event}": ${failed?.message ?? 'the process ended'}`)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  return { child, pid: child.pid as number, next }
}

async function sql(connection: Connection | undefined, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client(connection)
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

async function end(owner: Owner, how: NodeJS.Signals): Promise<number | null> {
  const ended = new Promise<number | null>((resolve) => owner.child.once('exit', resolve))
  owner.child.kill(how)
  return ended
}

const kill = (pid: number | undefined) => signal(pid as number, 'SIGKILL')

afterEach(async () => {
  for (const child of owners.splice(0)) if (child.exitCode === null) child.kill('SIGKILL')
  for (const folder of folders.splice(0)) {
    for (const pid of processesIn(join(folder, 'postgres'))) signal(pid, 'SIGKILL')
    await waitFor(() => processesIn(join(folder, 'postgres')).length === 0, 5000)
  }
})
afterAll(() => rmSync(base, { recursive: true, force: true }))

describe.each(users)('as $name', ({ ids }) => {
  test('starts on an empty folder, stops, and finds its data again', async () => {
    const dataDir = dataFolder(ids)
    const first = own(dataDir, ids)
    const { connection, server, adopted } = await first.next('ready')
    expect(adopted).toBe(false)
    await sql(connection, 'CREATE TABLE kept AS SELECT 1 AS one')
    expect(await end(first, 'SIGTERM')).toBe(0)
    expect(processFacts(server as number)).toBeNull()
    expect(existsSync(join(dataDir, 'regulars.lock'))).toBe(false)

    const second = own(dataDir, ids)
    const again = await second.next('ready')
    expect(again.adopted).toBe(false)
    expect(await sql(again.connection, 'SELECT one FROM kept')).toEqual([{ one: 1 }])
    const [facts] = await sql(
      again.connection,
      `SELECT current_setting('synchronous_commit') AS sync, current_setting('listen_addresses') AS tcp,
              datlocprovider AS provider, datcollate AS locale FROM pg_database WHERE datname = 'regulars'`,
    )
    expect(facts).toEqual({ sync: 'on', tcp: '', provider: 'b', locale: 'C.UTF-8' })
    await end(second, 'SIGTERM')
  })

  test('a second start is refused while the first lives, and possible once that was killed', async () => {
    const dataDir = dataFolder(ids)
    const first = own(dataDir, ids)
    await first.next('ready')
    await expect(own(dataDir, ids).next('ready')).rejects.toThrow(
      new RegExp(`is in use: "regulars start" is running on it \\(process ${first.pid}\\)`),
    )
    await end(first, 'SIGKILL')
    const second = own(dataDir, ids)
    expect((await second.next('ready')).adopted).toBe(true)
    await end(second, 'SIGTERM')
  })

  test('after kill -9 of its owner the server is taken over, and stopped in the end', async () => {
    const dataDir = dataFolder(ids)
    const first = own(dataDir, ids)
    const before = await first.next('ready')
    await sql(before.connection, 'CREATE TABLE kept AS SELECT 2 AS two')
    await end(first, 'SIGKILL')
    expect(liveServer(join(dataDir, 'postgres'))?.pid).toBe(before.server)

    const second = own(dataDir, ids)
    const after = await second.next('ready')
    expect(after).toMatchObject({ adopted: true, server: before.server, connection: before.connection })
    expect(await sql(after.connection, 'SELECT two FROM kept')).toEqual([{ two: 2 }])
    await end(second, 'SIGTERM')
    expect(processesIn(join(dataDir, 'postgres'))).toEqual([])
  })

  test('after kill -9 of the server it is started again, its own or a taken over one', async () => {
    const dataDir = dataFolder(ids)
    const first = own(dataDir, ids)
    const { connection, server } = await first.next('ready')
    await sql(connection, 'CREATE TABLE kept AS SELECT 3 AS three')
    kill(server)
    const restarted = await first.next('restarted')
    expect(restarted.server).not.toBe(server)
    expect(await sql(connection, 'SELECT three FROM kept')).toEqual([{ three: 3 }])
    expect((await first.next('log')).message).toContain('Making the database')
    expect((await first.next('log')).message).toMatch(/ended unexpectedly \(SIGKILL\)/)
    await end(first, 'SIGKILL')

    const second = own(dataDir, ids)
    expect(await second.next('ready')).toMatchObject({ adopted: true, server: restarted.server })
    kill(restarted.server)
    await second.next('restarted')
    expect(await sql(connection, 'SELECT three FROM kept')).toEqual([{ three: 3 }])
    await end(second, 'SIGTERM')
    expect(processesIn(join(dataDir, 'postgres'))).toEqual([])
  })

  test('a busy back end that outlives the server does not hold up the restart', async () => {
    const dataDir = dataFolder(ids)
    const owner = own(dataDir, ids)
    const { connection, server } = await owner.next('ready')
    const busy = sql(connection, 'SELECT count(*) FROM generate_series(1, 1e15)').catch((error) => error)
    const working = `SELECT pid FROM pg_stat_activity WHERE query LIKE 'SELECT count%series%' AND state = 'active'`
    let orphan: unknown
    while (!orphan) orphan = (await sql(connection, working))[0]?.pid
    kill(server)
    await owner.next('restarted')
    expect(await busy).toBeInstanceOf(Error)
    expect(processFacts(orphan as number)).toBeNull()
    await end(owner, 'SIGTERM')
  })
})

describe('what was left behind', () => {
  test('a pid file whose number belongs to another program now', async () => {
    const dataDir = dataFolder()
    const first = own(dataDir)
    const { server } = await first.next('ready')
    await end(first, 'SIGKILL')
    kill(server)
    await waitFor(() => processesIn(join(dataDir, 'postgres')).length === 0, 5000)
    const file = join(dataDir, 'postgres', 'postmaster.pid')
    const lines = readFileSync(file, 'utf8').split('\n')
    writeFileSync(file, [process.pid, ...lines.slice(1)].join('\n'))
    const lock = join(dataDir, 'regulars.lock')
    writeFileSync(lock, JSON.stringify({ ...JSON.parse(readFileSync(lock, 'utf8')), pid: process.pid }))
    const second = own(dataDir)
    expect((await second.next('ready')).adopted).toBe(false)
    await end(second, 'SIGTERM')
  })

  test('a database folder that was never finished', async () => {
    const dataDir = dataFolder()
    mkdirSync(join(dataDir, 'postgres.new'))
    writeFileSync(join(dataDir, 'postgres.new', 'PG_VERSION'), '18\n')
    const owner = own(dataDir)
    await owner.next('ready')
    expect(existsSync(join(dataDir, 'postgres.new'))).toBe(false)
    await end(owner, 'SIGTERM')
  })
})

describe('where it lies', () => {
  test('a path too long for a socket gets a short folder of its own', async () => {
    const dataDir = dataFolder({}, 'x'.repeat(60), 'y'.repeat(60))
    const owner = own(dataDir)
    const { connection } = await owner.next('ready')
    expect(connection?.host.startsWith(dataDir)).toBe(false)
    expect(await sql(connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await end(owner, 'SIGTERM')
    expect(existsSync(connection?.host ?? '')).toBe(false)
  })

  test('a folder of another major version is refused untouched', async () => {
    const dataDir = dataFolder()
    mkdirSync(join(dataDir, 'postgres'))
    writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '17\n')
    await expect(own(dataDir).next('ready')).rejects.toThrow(/made by PostgreSQL 17/)
  })
})

describe.runIf(isRoot)('as root where user namespaces are forbidden', () => {
  test('another user runs the server', async () => {
    const dataDir = dataFolder()
    const owner = own(dataDir, {}, join(base, 'no-programs'))
    const { connection, server } = await owner.next('ready')
    expect(readFileSync(`/proc/${server}/status`, 'utf8')).toMatch(/^Uid:\s+65534\s/m)
    expect(await sql(connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await end(owner, 'SIGTERM')
  })

  test('a folder that was root’s is handed over', async () => {
    const dataDir = dataFolder()
    const first = own(dataDir)
    const { connection } = await first.next('ready')
    await sql(connection, 'CREATE TABLE kept AS SELECT 4 AS four')
    await end(first, 'SIGTERM')
    const second = own(dataDir, {}, join(base, 'no-programs'))
    const again = await second.next('ready')
    expect(await sql(again.connection, 'SELECT four FROM kept')).toEqual([{ four: 4 }])
    await end(second, 'SIGTERM')
    const third = own(dataDir)
    expect(await sql((await third.next('ready')).connection, 'SELECT four FROM kept')).toEqual([{ four: 4 }])
    await end(third, 'SIGTERM')
  })

  const setpriv = spawnSync('sh', ['-c', 'command -v setpriv'], { encoding: 'utf8' }).stdout.trim()
  test.runIf(setpriv)('a folder closed to that user is reached all the same', async () => {
    const programs = join(base, 'only-setpriv')
    mkdirSync(programs)
    symlinkSync(setpriv, join(programs, 'setpriv'))
    const dataDir = dataFolder({}, 'closed', 'data')
    chmodSync(join(dataDir, '..'), 0o700)
    const owner = own(dataDir, {}, programs)
    const { connection, server } = await owner.next('ready')
    expect(readFileSync(`/proc/${server}/status`, 'utf8')).toMatch(/^Uid:\s+65534\s/m)
    expect(await sql(connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    kill(server)
    await owner.next('restarted')
    await end(owner, 'SIGTERM')
  })
})
