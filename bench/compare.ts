import type { Comparison } from './calls.ts'
import { atOnce, oneByOne, type Series, target } from './http-load.ts'
import { median, quantile, short } from './numbers.ts'
import { cpuOf, cpuOfFamily } from './processes.ts'
import type { Row } from './table.ts'

/** Where the two servers listen, and the processes whose CPU counts for each. */
export type Sides = {
  ours: { port: number; headers: Record<string, string>; pid: number }
  floor: { port: number; pid: number }
  postmaster: number | undefined
}

const ROUNDS = 5
const PER_ROUND = 40
const ROUND_LIMIT_MS = 8000
const CONNECTIONS = 16
const MANY_ROUNDS = 3
const MANY_MS = 1500

type Side = {
  name: string
  series: Series
  port: number
  headers: Record<string, string>
  pid: number
  next: number
}

function sidesOf({ ours, floors }: Comparison, at: Sides): Side[] {
  return [
    { name: 'ours', series: ours, ...at.ours, next: 0 },
    ...floors.map(({ name, series }) => ({ name, series, ...at.floor, headers: {}, next: 0 })),
  ]
}

/** One call against its floors, in turns, so that what else the machine does falls on all alike. */
export async function compare(comparison: Comparison, at: Sides): Promise<Row[]> {
  const sides = sidesOf(comparison, at)
  const rows = await oneConnection(comparison, sides)
  if (comparison.many) rows.push(await manyConnections(comparison, sides.slice(0, 2), at))
  return rows
}

async function oneConnection(comparison: Comparison, sides: Side[]): Promise<Row[]> {
  const perRound = comparison.perRound ?? PER_ROUND
  const targets = sides.map((side) => target(side.port, side.headers, 1))
  const rounds: number[][][] = sides.map(() => [])
  for (let round = -1; round < ROUNDS; round++) {
    for (const [i, side] of sides.entries()) {
      const times = await oneByOne(targets[i]!, side.series, side.next, perRound, ROUND_LIMIT_MS)
      side.next += perRound
      // The first round warms both up: compiled code, cached pages, open connections.
      if (round >= 0) rounds[i]!.push(times)
    }
  }
  for (const { agent } of targets) agent.destroy()
  const [ours, ...floors] = rounds as [number[][], ...number[][][]]
  return floors.flatMap((floor, i) => {
    const about = comparison.floors[i]!
    const what = i === 0 ? comparison.name : `${comparison.name}, floor ${about.name}`
    const found = [ratioRow(what, ours, floor, 0.5, i === 0 ? comparison.goal : about.goal)]
    if (i === 0 && comparison.goal95)
      found.push(ratioRow(`${what}, 95th percentile`, ours, floor, 0.95, comparison.goal95))
    return found
  })
}

/** The median over the rounds of the ratio within each: a hiccup spoils one round only. */
function ratioRow(
  what: string,
  ours: number[][],
  floor: number[][],
  share: number,
  goal: number | undefined,
): Row {
  const ratio = median(ours.map((times, i) => quantile(times, share) / quantile(floor[i]!, share)))
  const met = goal === undefined ? null : ratio <= goal
  return {
    what,
    ratio,
    goal: goal === undefined ? '' : `≤ ${goal}`,
    met,
    ours: inWords(ours.flat()),
    floor: inWords(floor.flat()),
    figures: { ours: figures(ours.flat()), floor: figures(floor.flat()) },
  }
}

const figures = (times: number[]) => ({
  p50: quantile(times, 0.5),
  p95: quantile(times, 0.95),
  worst: Math.max(...times),
  calls: times.length,
})
const inWords = (times: number[]): string => {
  const { p50, p95, worst } = figures(times)
  return `${short(p50)} ms, p95 ${short(p95)}, worst ${short(worst)}`
}

type Burst = { perSecond: number; server: number; database: number }

async function manyConnections({ name }: Comparison, sides: Side[], at: Sides): Promise<Row> {
  const found: Burst[][] = sides.map(() => [])
  for (let round = 0; round < MANY_ROUNDS; round++) {
    for (const [i, side] of sides.entries()) found[i]!.push(await burst(side, at))
  }
  const [ours, floor] = found as [Burst[], Burst[]]
  const ratio = median(ours.map((one, i) => one.perSecond / floor[i]!.perSecond))
  return {
    what: `${name}, ${CONNECTIONS} connections`,
    ratio,
    goal: '≥ 0.5',
    met: ratio >= 0.5,
    ours: burstInWords(ours),
    floor: burstInWords(floor),
    figures: { ours: middle(ours), floor: middle(floor) },
  }
}

async function burst(side: Side, at: Sides): Promise<Burst> {
  const to = target(side.port, side.headers, CONNECTIONS)
  const before = [cpuOf(side.pid), cpuOfFamily(at.postmaster)] as const
  const { count, perSecond } = await atOnce(to, side.series, side.next, CONNECTIONS, MANY_MS)
  const server = (cpuOf(side.pid) - before[0]) / count
  const database = (cpuOfFamily(at.postmaster) - before[1]) / count
  side.next += count
  to.agent.destroy()
  return { perSecond, server, database }
}

const middle = (bursts: Burst[]): Burst => ({
  perSecond: median(bursts.map((one) => one.perSecond)),
  server: median(bursts.map((one) => one.server)),
  database: median(bursts.map((one) => one.database)),
})
const burstInWords = (bursts: Burst[]): string => {
  const { perSecond, server, database } = middle(bursts)
  return `${short(perSecond)}/s, CPU ${short(server)} + ${short(database)} ms`
}
