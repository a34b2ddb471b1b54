/**
 * `npm run test:fuzz -- --runs N --seed S`: the fuzz tests with about N requests (20,000 unless told) from a seed
 * (the clock's unless told, and printed). A failure prints the seed and a shrunk request.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '20000' }, seed: { type: 'string' } },
})
const runs = Number(values.runs)
const seed = Number(values.seed ?? Date.now() % 2 ** 31)
if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed)) {
  console.error('--runs and --seed take whole numbers: npm run test:fuzz -- --runs 20000 --seed 7')
  process.exit(2)
}
console.log(`about ${runs} requests, seed ${seed}`)
const vitest = join('node_modules', '.bin', 'vitest')
const { status } = spawnSync(vitest, ['run', 'test/fuzz'], {
  stdio: 'inherit',
  env: { ...process.env, FUZZ_RUNS: String(runs), FUZZ_SEED: String(seed) },
})
process.exit(status ?? 1)
