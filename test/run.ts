/**
 * `npm test`: the checks that need no database first, then all tests. `npm test -- PATH…` runs only those test files.
 * The last line counts: each check is one, each test is one.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const only = process.argv.slice(2)
const bin = (name: string) => join('node_modules', '.bin', name)
const checks: [what: string, command: string, ...args: string[]][] = [
  ['types', bin('tsc'), '--noEmit'],
  ['format and lint', bin('biome'), 'check', '--error-on-warnings', '.'],
  [
    'dependency rule',
    bin('depcruise'),
    'src',
    '--config',
    '.dependency-cruiser.json',
    '--output-type',
    'err',
  ],
  ['dead code', bin('knip'), '--no-progress'],
]

let passed = 0
let failed = 0

/** Runs a program with its output shown; whether it succeeded. */
function run(what: string, command: string, ...args: string[]): boolean {
  const begun = Date.now()
  const { status } = spawnSync(command, args, { stdio: 'inherit' })
  console.log(`${status === 0 ? '✓' : '✗'} ${what} (${((Date.now() - begun) / 1000).toFixed(1)} s)`)
  return status === 0
}

if (only.length === 0) {
  for (const [what, ...command] of checks) {
    if (run(what, ...(command as [string, ...string[]]))) passed += 1
    else failed += 1
  }
  // The journeys use the app as it is built from these sources.
  if (!run('build of the staff app', process.execPath, 'bin/build-ui.js')) failed += 1
}

const folder = mkdtempSync(join(tmpdir(), 'regulars-results-'))
const results = join(folder, 'results.json')
const ended = run(
  'tests',
  bin('vitest'),
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${results}`,
  ...only,
)
if (existsSync(results)) {
  const counted = JSON.parse(readFileSync(results, 'utf8')) as {
    numPassedTests: number
    numFailedTests: number
  }
  passed += counted.numPassedTests
  failed += counted.numFailedTests
}
// A file that could not even be loaded, or an error outside any test, counts as a failure too.
if (!ended && failed === 0) failed = 1
rmSync(folder, { recursive: true, force: true })

console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
