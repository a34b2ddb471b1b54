/**
 * Runs in a mount namespace of its own (see disk.test.ts): an installation on a small file system in memory, which fills
 * up while people write and a file is imported, and is emptied again. Prints what it saw as one line of JSON.
 */
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Dice } from '#server/demo/random.ts'
import { compareInstallation } from './compare-installation.ts'
import { compareRecords } from './compare-records.ts'
import type { Finding } from './findings.ts'
import { type Installation, install, until } from './installation.ts'
import { startImport } from './long-work.ts'
import { makeClient } from './requests.ts'
import { makeWriter } from './writers.ts'

export type Filled = {
  /** Codes of the answers while there was no room, each once. */
  codes: string[]
  statuses: number[]
  acknowledged: number
  /** What was answered to the health check. */
  ready: number
  /** Whether PostgreSQL broke down, for it could not write its log. */
  panicked: boolean
  findings: Finding[]
}

const MEGABYTES = 260
// Outside the disk that fills up.
const logFile = join(tmpdir(), `regulars-disk-${process.pid}.jsonl`)
const base = mkdtempSync(join(tmpdir(), 'regulars-disk-'))
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${MEGABYTES}m,mode=0755`, 'tmpfs', base])
if (mounted.status !== 0) throw new Error(`cannot mount: ${mounted.stderr}`)

/** Takes all the room that is left; gives it back when called. */
function fill(): () => void {
  const path = join(base, 'ballast')
  const file = openSync(path, 'a')
  for (let size = 1 << 20; size >= 4096; size /= 2) {
    try {
      for (;;) writeSync(file, Buffer.alloc(size, 1))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    }
  }
  closeSync(file)
  return () => rmSync(path)
}

/** Uses up the log's files that are there already: the next one does not fit, and PostgreSQL breaks down. */
async function exhaustLog(installation: Installation): Promise<boolean> {
  const client = await installation.connect()
  try {
    for (let i = 0; i < 40; i++)
      await client.query("SELECT pg_logical_emit_message(false, 'fill', 'x', true), pg_switch_wal()")
    return false
  } catch {
    return true
  } finally {
    client.end().catch(() => {})
  }
}

async function run(): Promise<Filled> {
  const installation = await install({ base })
  try {
    const clientOf = (mark: string) => makeClient({ ...installation, mark, dice: new Dice(1, 1, 1), logFile })
    const clients = [clientOf('disk1'), clientOf('disk2'), clientOf('long')]
    const writers = clients.slice(0, 2).map((client, i) => makeWriter(client, new Dice(1, i, 1), `disk${i}`))
    const running = writers.map((writer) => writer.run())
    await until('some writes', async () => writers.every((writer) => writer.done() > 3))
    const makeRoom = fill()
    const importing = startImport(installation, clients[2]!, 'Zimpdisk', 3000)
    const codes = new Set<string>()
    const statuses = new Set<number>()
    const headers = { authorization: `Bearer ${installation.key}`, 'content-type': 'application/json' }
    // What fits into pages and log that are there already is still written; sooner or later nothing does.
    const body = JSON.stringify({ last_name: 'Zfull', website: `https://example.org/${'x'.repeat(200)}` })
    await until('the disk to be full', async () => {
      const answer = await fetch(`${installation.url}/api/v1/customers`, {
        method: 'POST',
        headers,
        body,
      }).catch(() => undefined)
      if (!answer || answer.status < 300) return false
      statuses.add(answer.status)
      codes.add(((await answer.json()) as { code: string }).code)
      return true
    })
    const panicked = await exhaustLog(installation)
    for (let i = 0; i < 30; i++) {
      const answer = await fetch(`${installation.url}/api/v1/customers`, { method: 'POST', headers, body })
      if (answer.status >= 300) {
        statuses.add(answer.status)
        codes.add(((await answer.json()) as { code: string }).code)
      } else await answer.body?.cancel()
      await sleep(50)
    }
    const ready = (await fetch(`${installation.url}/health/ready`)).status
    makeRoom()
    const done = writers.map((writer) => writer.done())
    await until('writing to go on', async () => writers.every((writer, i) => writer.done() > done[i]!))
    const work = await importing
    await work.ended()
    for (const writer of writers) writer.stop()
    await Promise.all(running)
    const findings = [
      ...clients.flatMap((client) => client.findings),
      ...(
        await Promise.all(writers.map((writer, i) => compareRecords(installation, `disk${i}`, writer.told)))
      ).flat(),
      ...(await work.compare()),
      ...(await compareInstallation(
        installation,
        clients.flatMap(({ keys }) => keys),
      )),
    ]
    const acknowledged = clients.reduce((sum, client) => sum + client.acknowledged(), 0)
    return { codes: [...codes], statuses: [...statuses], acknowledged, ready, panicked, findings }
  } finally {
    await installation.close()
  }
}

console.log(JSON.stringify(await run()))
spawnSync('umount', ['-l', base])
rmSync(base, { recursive: true, force: true })
rmSync(logFile, { force: true })
process.exit()
