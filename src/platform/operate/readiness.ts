import { randomUUID } from 'node:crypto'
import { open, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { App } from '../app.ts'
import { migrationFiles } from '../database/migration-files.ts'

/** One thing that must hold for the process to do its work. `reason` is a code, and never holds a secret. */
export type Check = { name: string; ok: boolean; reason?: string }
export type Readiness = { status: 'ready' | 'waiting'; checks: Check[] }

/** Milliseconds after which a check that has not answered counts as failed. */
const patience = 2_000
/** Milliseconds for which an answer is given again, so that probes cost nothing however often they come. */
const fresh = 500

type Finding = { reason: string } | undefined

async function examine(name: string, look: () => Promise<Finding>): Promise<Check> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Finding>((tell) => {
    timer = setTimeout(() => tell({ reason: 'slow' }), patience)
  })
  try {
    const found = await Promise.race([look(), late])
    return { name, ok: found === undefined, ...found }
  } catch {
    return { name, ok: false, reason: 'unreachable' }
  } finally {
    clearTimeout(timer)
  }
}

async function database({ database }: App): Promise<Finding> {
  await database.installation.rows('SELECT 1')
  return undefined
}

/**
 * Every migration of this program has run, and as it is here. Newer ones are no fault: they only add, so that an old
 * process goes on while its successors start (see docs/operating.md).
 */
async function migrations({ database }: App): Promise<Finding> {
  const [files, done] = await Promise.all([
    migrationFiles(),
    database.installation.rows<{ name: string; hash: string }>('SELECT name, hash FROM public.migrations'),
  ])
  const hashes = new Map(done.map(({ name, hash }) => [name, hash]))
  if (files.some(({ name }) => !hashes.has(name))) return { reason: 'missing' }
  if (files.some(({ name, hash }) => hashes.get(name) !== hash)) return { reason: 'changed' }
  return undefined
}

/** A file can be written, and there is room for more. */
async function storage({ settings: { dataDir, minFreeMb } }: App): Promise<Finding> {
  const probe = join(dataDir, `.probe-${process.pid}-${randomUUID()}`)
  try {
    const handle = await open(probe, 'wx', 0o600)
    await handle.writeFile('ready?').finally(() => handle.close())
  } catch (error) {
    return { reason: (error as NodeJS.ErrnoException).code === 'ENOSPC' ? 'full' : 'not_writable' }
  } finally {
    await rm(probe, { force: true }).catch(() => {})
  }
  const { bavail, bsize } = await statfs(dataDir)
  return bavail * bsize < minFreeMb * 1024 * 1024 ? { reason: 'low_space' } : undefined
}

/** The bucket answers; where the data folder has the files, nothing is asked. */
async function bucket({ files }: App): Promise<Finding> {
  await files.check?.()
  return undefined
}

async function queue({ jobs }: App): Promise<Finding> {
  return jobs.state() === 'ended' ? { reason: 'ended' } : undefined
}

async function look(app: App): Promise<Check[]> {
  return Promise.all([
    examine('database', () => database(app)),
    examine('migrations', () => migrations(app)),
    examine('jobs', () => queue(app)),
    examine('storage', () => storage(app)),
    ...(app.files.check ? [examine('files', () => bucket(app))] : []),
  ])
}

/** Tells whether this process can do its work now, asked of what it works with. A stop is told at once. */
export function makeReadiness(app: App): () => Promise<Readiness> {
  let asked: { checks: Promise<Check[]>; at: number } | undefined
  return async () => {
    if (!asked || asked.at < Date.now() - fresh) asked = { checks: look(app), at: Date.now() }
    const checks = await asked.checks
    const running: Check = app.stopping.aborted
      ? { name: 'process', ok: false, reason: 'stopping' }
      : { name: 'process', ok: true }
    const all = [running, ...checks]
    return { status: all.every(({ ok }) => ok) ? 'ready' : 'waiting', checks: all }
  }
}
