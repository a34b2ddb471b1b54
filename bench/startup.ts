import { setTimeout as sleep } from 'node:timers/promises'
import { type Installation, type Running, start } from './installation.ts'
import { median, short } from './numbers.ts'
import { memoryOf, memoryOfFamily } from './processes.ts'
import type { Row } from './table.ts'

const STARTS = 3
/** By then the start's own garbage is collected, and nothing has been asked yet. */
const IDLE_MS = 10_000

/** Starts on the folder as it is, again and again, then leaves the last one alone for a while. */
export async function startAndIdle(installation: Installation): Promise<Row[]> {
  const times: number[] = []
  let server: Running | undefined
  for (let i = 0; i < STARTS; i++) {
    await server?.stop()
    server = await start(installation)
    times.push(server.readyAfter)
  }
  const { pid, postmaster, stop } = server!
  await sleep(IDLE_MS)
  const [node, all] = [memoryOf(pid), memoryOfFamily(pid, postmaster)]
  await stop()
  const seconds = median(times) / 1000
  return [
    absolute('start on this folder until ready', '≤ 2 s', seconds <= 2, `${short(seconds)} s`, {
      seconds,
      times,
    }),
    absolute('node at rest', '≤ 150 MB', node <= 150e6, `${short(node / 1e6)} MB`, { bytes: node }),
    absolute('the whole installation at rest', '≤ 300 MB', all <= 300e6, `${short(all / 1e6)} MB`, {
      bytes: all,
    }),
  ]
}

/** A line that is held against a figure and not against a floor. */
export const absolute = (
  what: string,
  goal: string,
  met: boolean | null,
  ours: string,
  figures: Row['figures'],
): Row => ({
  what,
  ratio: null,
  goal,
  met,
  ours,
  floor: '',
  figures,
})
