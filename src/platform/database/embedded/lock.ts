import { linkSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { bootId, processFacts } from './processes.ts'

/** Who holds a data folder. `command` is the verb it runs, such as `start`; `url` is where it answers, once known. */
export type Holder = { pid: number; start: string; boot: string; command: string; url?: string }

export type DataFolderLock = {
  /** The real, absolute path of the data folder. */
  dataDir: string
  /** Tells later arrivals where this process answers. */
  announce(url: string): void
  release(): void
}

/** The data folder belongs to another live process. */
export class DataFolderInUse extends Error {
  readonly holder: Holder
  constructor(dataDir: string, holder: Holder) {
    const where = holder.url ? ` and answers at ${holder.url}` : ''
    super(
      `The data folder ${dataDir} is in use: "regulars ${holder.command}" is running on it ` +
        `(process ${holder.pid})${where}. Stop that one first, or set REGULARS_DATA to another folder.`,
    )
    this.name = 'DataFolderInUse'
    this.holder = holder
  }
}

const lockFile = (dataDir: string) => join(dataDir, 'regulars.lock')

/** The live process that holds the data folder, or null. A lock left by a killed process does not count. */
export function dataFolderHolder(dataDir: string): Holder | null {
  const holder = readHolder(resolve(dataDir))
  return holder && isAlive(holder) ? holder : null
}

/**
 * Takes the data folder for this process, making it when it is missing.
 * The lock ends with the process, however it ends: a number alone does not hold it, only the very process that wrote it.
 * @throws DataFolderInUse when another live process has it.
 */
export function lockDataFolder(folder: string, command = 'start'): DataFolderLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const dataDir = realpathSync(folder)
  const file = lockFile(dataDir)
  const mine: Holder = {
    pid: process.pid,
    start: processFacts(process.pid)?.start ?? '',
    boot: bootId(),
    command,
  }
  const half = `${file}.${process.pid}`
  for (let contested = false; ; contested = true) {
    writeFileSync(half, JSON.stringify(mine), { mode: 0o600 })
    // A link appears whole or not at all, and never over another one.
    const taken = tryLink(half, file)
    rmSync(half, { force: true })
    if (taken && !contested) break
    // Another one that saw the same dead lock may be putting the new one aside this very moment: look again.
    if (taken) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 25)
    const now = taken ? readHolder(dataDir) : null
    if (now?.pid === mine.pid && now.start === mine.start) break
    const holder = readHolder(dataDir)
    if (holder && isAlive(holder)) throw new DataFolderInUse(dataDir, holder)
    putAside(file, holder, half)
  }
  return {
    dataDir,
    announce: (url) => {
      writeFileSync(half, JSON.stringify({ ...mine, url }), { mode: 0o600 })
      renameSync(half, file)
    },
    release: () => {
      const holder = readHolder(dataDir)
      if (holder?.pid === mine.pid && holder.start === mine.start) rmSync(file, { force: true })
    },
  }
}

/** Removes a dead holder's lock, unless another process replaced it in the meantime: then that one is put back. */
function putAside(file: string, dead: Holder | null, aside: string): void {
  try {
    renameSync(file, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  const moved = parseHolder(aside)
  if (JSON.stringify(moved) !== JSON.stringify(dead)) tryLink(aside, file)
  rmSync(aside, { force: true })
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function readHolder(dataDir: string): Holder | null {
  return parseHolder(lockFile(dataDir))
}

function parseHolder(file: string): Holder | null {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8')) as Holder
    return Number.isInteger(holder.pid) ? holder : null
  } catch {
    return null
  }
}

function isAlive(holder: Holder): boolean {
  if (holder.boot !== bootId()) return false
  const facts = processFacts(holder.pid)
  return facts !== null && facts.start === holder.start
}
