import { readdirSync, readFileSync } from 'node:fs'

/** Clock ticks of /proc are hundredths of a second on every Linux that Node runs on. */
const TICK_MS = 10

type Process = { pid: number; parent: number; ticks: number }

/** A line of /proc/PID/stat; the name in brackets may hold anything. See proc_pid_stat(5). */
function processOf(pid: number): Process | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { pid, parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }
  } catch {
    return undefined
  }
}

const everything = (): Process[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => processOf(Number(name)) ?? [])

/** Some processes and all that came from them, each once. */
function familyOf(roots: readonly (number | undefined)[]): Process[] {
  const all = everything()
  const found = new Set(all.filter(({ pid }) => roots.includes(pid)))
  for (const member of found) for (const one of all) if (one.parent === member.pid) found.add(one)
  return [...found]
}

/** Milliseconds of CPU that a process has used, without its children. */
export const cpuOf = (pid: number): number => (processOf(pid)?.ticks ?? 0) * TICK_MS

/** The same of a process with its children; 0 where there is none. */
export const cpuOfFamily = (root: number | undefined): number =>
  familyOf([root]).reduce((sum, one) => sum + one.ticks * TICK_MS, 0)

/** Proportional set size in bytes: pages that several share are counted once, in parts. */
export function memoryOf(pid: number): number {
  try {
    const kilobytes = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]
    return Number(kilobytes ?? 0) * 1024
  } catch {
    return 0
  }
}

export const memoryOfFamily = (...roots: (number | undefined)[]): number =>
  familyOf(roots).reduce((sum, one) => sum + memoryOf(one.pid), 0)

/** The most memory a process has had at once, in bytes (resident). */
export function peakMemoryOf(pid: number): number {
  const kilobytes = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kilobytes ?? 0) * 1024
}
