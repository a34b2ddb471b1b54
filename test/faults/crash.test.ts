import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { FindingKind } from './findings.ts'
import { type Installation, install } from './installation.ts'
import { type Outcome, runPoint } from './point.ts'

// A few points of each kind; `npm run test:faults` runs hundreds.

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })
let installation: Installation
beforeAll(async () => {
  installation = await install()
})
afterAll(() => installation?.close())

const seed = Number(process.env['FAULTS_SEED'] ?? 7)
const found = ({ findings }: Outcome, kind: FindingKind) =>
  findings.filter((finding) => finding.kind === kind)

test.each([
  { number: 1, work: 'save', victim: 'node' },
  { number: 2, work: 'save', victim: 'postgres' },
  { number: 3, work: 'import', victim: 'node' },
  { number: 4, work: 'import', victim: 'backend' },
  { number: 5, work: 'bulk', victim: 'both' },
  { number: 6, work: 'undo', victim: 'node' },
] as const)('$work, $victim killed: nothing is lost, doubled or half done', async (point) => {
  const { acknowledged, findings } = await runPoint(installation, { ...point, seed, rows: 2000 })
  expect(findings).toEqual([])
  expect(acknowledged).toBeGreaterThan(3)
})

test('an import that is killed three times goes on each time, and shows how far it is', async () => {
  const point = { work: 'import', victim: 'node', seed, number: 20, rows: 4000, kills: 3 } as const
  expect((await runPoint(installation, point)).findings).toEqual([])
})

test('clients that ask again under a new key double what they do, and that is seen', async () => {
  const outcome = await runPoint(installation, {
    work: 'save',
    victim: 'node',
    seed,
    number: 6,
    broken: 'keys',
  })
  expect(found(outcome, 'doubled').length).toBeGreaterThan(0)
})

test('a PostgreSQL that acknowledges before it writes loses what it said, and that is seen', async () => {
  await installation.sql('ALTER SYSTEM SET synchronous_commit = off')
  await installation.sql("ALTER SYSTEM SET wal_writer_delay = '10s'")
  await installation.sql('SELECT pg_reload_conf()')
  let lost = 0
  for (let number = 31; number < 36 && lost === 0; number++) {
    const point = { work: 'save', victim: 'both', seed, number, broken: 'commits' } as const
    lost = found(await runPoint(installation, point), 'lost').length
  }
  expect(lost).toBeGreaterThan(0)
})
