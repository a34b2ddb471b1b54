/**
 * `npm run test:faults -- --points N --seed S`: kills the real server and its PostgreSQL at N seeded points and compares
 * what was acknowledged with what is there. Ends with 1 when anything was lost, doubled, half done or answered uncleanly.
 */
import { parseArgs } from 'node:util'
import type { FindingKind } from './findings.ts'
import { type Installation, install } from './installation.ts'
import { type Victim, victims } from './kills.ts'
import { type Outcome, runPoint, type Work, works } from './point.ts'

const { values } = parseArgs({
  options: {
    points: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    work: { type: 'string' },
    victim: { type: 'string' },
    rows: { type: 'string', default: '3000' },
    kills: { type: 'string', default: '1' },
  },
})
const points = Number(values.points)
const seed = Number(values.seed)
const chosenWorks = works.filter((work) => !values.work || work === values.work)
const chosenVictims = victims.filter((victim) => !values.victim || victim === values.victim)
/** A new data folder now and then, so that a fault of a young and of an older one are both met. */
const POINTS_OF_ONE = 15

const kinds = chosenWorks.flatMap((work) => chosenVictims.map((victim) => ({ work, victim })))
const outcomes: Outcome[] = []
let installation: Installation | undefined

// An error in the harness itself leaves no server behind.
process.once('uncaughtException', async (error) => {
  console.error(error)
  await installation?.close()
  process.exit(2)
})

for (let number = 0; number < points; number++) {
  if (number % POINTS_OF_ONE === 0) {
    await installation?.close()
    installation = await install()
  }
  // Every kind in turn, whatever the number of points.
  const kind = kinds[number % kinds.length] as { work: Work; victim: Victim }
  const outcome = await runPoint(installation!, {
    ...kind,
    seed,
    number,
    rows: Number(values.rows),
    kills: Number(values.kills),
  })
  outcomes.push(outcome)
  const { acknowledged, refused, findings, away, seconds } = outcome
  console.log(
    `${String(number + 1).padStart(4)}  ${kind.work.padEnd(7)}${kind.victim.padEnd(11)}` +
      `${acknowledged} acknowledged, ${refused} refused, away ${away.toFixed(1)} s, ` +
      `${findings.length === 0 ? 'nothing wrong' : `${findings.length} WRONG`}, ${seconds.toFixed(1)} s`,
  )
  for (const { kind, what } of findings.slice(0, 10)) console.log(`        ${kind}: ${what}`)
}
await installation?.close()

const count = (of: readonly Outcome[], kind: FindingKind) =>
  of.reduce((sum, { findings }) => sum + findings.filter((finding) => finding.kind === kind).length, 0)
const line = (name: string, of: readonly Outcome[]) => ({
  what: name,
  points: of.length,
  acknowledged: of.reduce((sum, { acknowledged }) => sum + acknowledged, 0),
  lost: count(of, 'lost'),
  doubled: count(of, 'doubled'),
  'half-done': count(of, 'half-done'),
  unclean: count(of, 'unclean'),
  'longest away, s': Math.max(0, ...of.map(({ away }) => away)).toFixed(1),
  seconds: of.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(0),
})
console.table(
  [
    ...kinds.map(({ work, victim }) =>
      line(
        `${work}, ${victim}`,
        outcomes.filter((outcome) => outcome.work === work && outcome.victim === victim),
      ),
    ),
    line('all', outcomes),
  ].filter((row) => row.points > 0),
)
process.exitCode = outcomes.some(({ findings }) => findings.length > 0) ? 1 : 0
