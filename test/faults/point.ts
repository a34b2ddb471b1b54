import { join } from 'node:path'
import { Dice } from '#server/demo/random.ts'
import { compareInstallation } from './compare-installation.ts'
import { compareRecords } from './compare-records.ts'
import type { Finding } from './findings.ts'
import { type Installation, until } from './installation.ts'
import { amidCommits, atAnyTime, kill, partWay, type Victim } from './kills.ts'
import { type LongWork, startBulk, startImport, startUndo } from './long-work.ts'
import { makeClient } from './requests.ts'
import { makeWriter } from './writers.ts'

export const works = ['save', 'import', 'bulk', 'undo'] as const
export type Work = (typeof works)[number]

export type Point = {
  work: Work
  victim: Victim
  seed: number
  number: number
  /** Rows of the file that is imported. */
  rows?: number
  /** How often it is killed before it may end. */
  kills?: number
  /**
   * What is broken on purpose, for controls: clients that ask again under a new key, or a PostgreSQL that acknowledges
   * before it has written (the caller has set that); there is no going on then, the records are compared as they are.
   */
  broken?: 'keys' | 'commits'
}
export type Outcome = Point & {
  acknowledged: number
  refused: number
  findings: Finding[]
  /** From the kill to the first acknowledgement after it. */
  away: number
  seconds: number
}

/** The customers that bulk actions of an installation are for: an import of the first point that wants them. */
const herds = new WeakMap<Installation, string>()

/**
 * One point: people write, something long may run beside them, the victim is killed, everything goes on by itself and
 * comes to its end; then what was acknowledged is held against what is there.
 */
export async function runPoint(installation: Installation, point: Point): Promise<Outcome> {
  const { work, victim, seed, number, rows = 3000, kills = 1, broken } = point
  const begun = Date.now()
  const dice = new Dice(seed, 1, number)
  const mark = `${seed}p${number}`
  const logFile = join(installation.dataDir, 'acknowledged.jsonl')
  const clientOf = (lane: string, stream: number) =>
    makeClient({
      ...installation,
      mark: `${mark}${lane}`,
      dice: new Dice(seed, stream, number),
      logFile,
      freshKeys: broken === 'keys',
    })
  const lanes = [2, 3, 4].map((stream) => {
    const client = clientOf(`w${stream}`, stream)
    return { client, writer: makeWriter(client, new Dice(seed, stream + 10, number), `${mark}w${stream}`) }
  })
  const starter = clientOf('long', 9)
  const herd = work === 'bulk' ? await herdOf(installation, seed, rows) : ''
  const undone = work === 'undo' ? await startImport(installation, starter, `Zq${mark}und`, rows) : undefined
  await undone?.ended()
  const running = lanes.map(({ writer }) => writer.run())
  const acknowledged = () => lanes.reduce((sum, { writer }) => sum + writer.done(), 0)
  let away = 0
  let long: LongWork | undefined
  if (work === 'import') long = await startImport(installation, starter, `Zq${mark}imp`, rows)
  if (work === 'bulk') long = await startBulk(installation, starter, herd, `tag${mark}`)
  if (undone) long = await startUndo(installation, starter, `Zq${mark}und`, undone.id)
  const progress: Finding[] = []
  for (let i = 0; i < kills; i++) {
    let seen = 0
    if (long) seen = await partWay(long, dice)
    else if (dice.chance(0.5)) await atAnyTime(dice)
    else await amidCommits(installation, dice)
    const before = acknowledged()
    const killed = Date.now()
    if (broken === 'commits')
      for (const { client, writer } of lanes) {
        client.giveUp()
        writer.stop()
      }
    await kill(installation, victim)
    if (broken === 'commits') break
    await until('an acknowledgement after the kill', async () => acknowledged() > before)
    away = Math.max(away, (Date.now() - killed) / 1000)
    const told = (await long?.told()) ?? 0
    if (told < seen)
      progress.push({ kind: 'lost', what: `progress: ${seen} before the kill, ${told} after it` })
  }
  await long?.ended()
  for (const { writer } of lanes) writer.stop()
  await Promise.all(running)
  const clients = [...lanes.map(({ client }) => client), starter]
  const told = lanes.flatMap(({ writer }) => writer.told)
  return {
    ...point,
    acknowledged: clients.reduce((sum, client) => sum + client.acknowledged(), 0),
    refused: clients.reduce((sum, client) => sum + client.refused(), 0),
    findings: [
      ...withReasons(
        installation,
        clients.flatMap((client) => client.findings),
      ),
      ...progress,
      ...(await compareRecords(installation, `${mark}w`, told)),
      ...((await long?.compare()) ?? []),
      ...(await compareInstallation(
        installation,
        clients.flatMap(({ keys }) => keys),
      )),
    ],
    away,
    seconds: (Date.now() - begun) / 1000,
  }
}

async function herdOf(installation: Installation, seed: number, rows: number): Promise<string> {
  const known = herds.get(installation)
  if (known) return known
  const name = `Zherd${seed}`
  const logFile = join(installation.dataDir, 'acknowledged.jsonl')
  const client = makeClient({ ...installation, mark: `herd${seed}`, dice: new Dice(seed, 99, 0), logFile })
  const work = await startImport(installation, client, name, rows)
  await work.ended()
  herds.set(installation, name)
  return name
}

/** What the server wrote about a request that it answered with 500. */
function withReasons(installation: Installation, findings: readonly Finding[]): Finding[] {
  const lines = findings.length > 0 ? installation.log().split('\n') : []
  return findings.map(({ kind, what }) => {
    const id = /[0-9a-f-]{36}$/.exec(what)?.[0]
    const line = id && lines.find((text) => text.includes(id))
    const { err } = (line ? JSON.parse(line) : {}) as { err?: { stack: string } }
    return { kind, what: err ? `${what}: ${err.stack.split('\n').slice(0, 4).join(' ')}` : what }
  })
}
