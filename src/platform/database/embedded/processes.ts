import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'

const hasProc = existsSync('/proc/self/stat')

/** What tells one process from a later one with the same number: its start, in clock ticks since boot. */
export type ProcessFacts = { name: string; state: string; start: string }

/** Facts about a process, or null when it is gone. A zombie counts as gone. Without /proc only its existence is known. */
export function processFacts(pid: number): ProcessFacts | null {
  if (!hasProc) return exists(pid) ? { name: '', state: '', start: '' } : null
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const open = stat.indexOf('(')
    const close = stat.lastIndexOf(')')
    const rest = stat.slice(close + 2).split(' ')
    const state = rest[0] ?? ''
    if (state === 'Z' || state === 'X') return null
    return { name: stat.slice(open + 1, close), state, start: rest[19] ?? '' }
  } catch {
    return null
  }
}

/** Whether `pid` is a live PostgreSQL process working in `folder` (its real path). */
export function worksIn(pid: number, folder: string): boolean {
  const facts = processFacts(pid)
  if (!facts) return false
  if (!hasProc) return true
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder
  } catch (error) {
    // Another user's process: its folder is hidden, its name is not.
    const code = (error as NodeJS.ErrnoException).code
    return (code === 'EACCES' || code === 'EPERM') && facts.name === 'postgres'
  }
}

/** Live PostgreSQL processes that work in `folder`: the postmaster, or back ends that outlived it. */
export function processesIn(folder: string): number[] {
  if (!hasProc) return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return (
          readlinkSync(`/proc/${pid}/cwd`) === folder &&
          readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres'
        )
      } catch {
        return false
      }
    })
}

/** Changes with every boot, so that a process number from before a reboot means nothing. */
export function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return ''
  }
}

/** Sends a signal; false when the process is gone already. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    process.kill(pid, name)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
    throw error
  }
}

/** Polls every 20 ms until `done` is true; false when `limit` milliseconds passed first. */
export async function waitFor(done: () => boolean, limit: number): Promise<boolean> {
  const end = performance.now() + limit
  while (!done()) {
    if (performance.now() > end) return false
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return true
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
