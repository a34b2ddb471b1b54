import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { firstRows } from './browser.ts'
import { comparisons } from './calls.ts'
import { compare } from './compare.ts'
import { customComparisons, fillCustomFields } from './custom-fields.ts'
import { send, target } from './http-load.ts'
import {
  type Installation,
  makeInstallation,
  makeKey,
  type Running,
  regulars,
  start,
  stopAll,
} from './installation.ts'
import { short } from './numbers.ts'
import { type Options, readOptions } from './options.ts'
import { type Samples, takeSamples } from './samples.ts'
import { absolute, startAndIdle } from './startup.ts'
import { asTable, type Row } from './table.ts'
import { importRow, importRows, transfer } from './transfer.ts'

const tell = (text: string) => process.stderr.write(`${text}\n`)

const callParts = ['list', 'deep', 'search', 'filter', 'custom', 'record', 'create', 'update'] as const

async function main(options: Options): Promise<Row[]> {
  const installation = await makeInstallation(options)
  const rows: Row[] = []
  try {
    if (!options.data) rows.push(await fill(installation, options))
    const key = await makeKey(installation)
    const server = await start(installation)
    try {
      rows.push(...(await measureCalls(installation, server, key, options)))
      if (options.only.has('transfer')) rows.push(await importIntoMany(installation, key, options.customers))
      if (options.only.has('browser')) {
        tell('first rows in the browser')
        rows.push(...(await firstRows(`http://127.0.0.1:${installation.port}`)))
      }
    } finally {
      await server.stop()
    }
    if (options.only.has('start')) {
      tell('start and memory')
      rows.push(...(await startAndIdle(installation)))
    }
  } finally {
    if (options.keep || options.data) tell(`The data folder stays: ${installation.dataDir}`)
    else await installation.remove()
  }
  if (options.only.has('transfer') && !options.database) {
    tell('import, export and a bulk action on an installation of their own')
    rows.push(...(await transfer(options.customers)))
  }
  return rows
}

/** The demo world, through the command that everybody has. */
async function fill(installation: Installation, { customers, timeline }: Options): Promise<Row> {
  tell(`filling a new installation with ${customers.toLocaleString('en-GB')} customers`)
  await makeKey(installation)
  const more = timeline > 0 ? ['--timeline', String(timeline)] : []
  const printed = await regulars(
    installation,
    'seed',
    '--customers',
    String(customers),
    '--until',
    '2026-06-01',
    ...more,
  )
  const seconds = Number(/after ([\d.]+) s/.exec(printed)?.[1])
  const perSecond = customers / seconds
  return absolute('demo world', '≥ 10,000/s', perSecond >= 10_000, `${short(perSecond)} customers/s`, {
    perSecond,
  })
}

async function measureCalls(
  installation: Installation,
  server: Running,
  key: string,
  options: Options,
): Promise<Row[]> {
  if (!callParts.some((part) => options.only.has(part))) return []
  const connection = installation.connection()
  const samples = await takeSamples(connection)
  const floor = await startFloor(JSON.stringify(connection), samples.workspace)
  const headers = { authorization: `Bearer ${key}` }
  const ours = { port: installation.port, headers, pid: server.pid }
  const rows: Row[] = []
  try {
    const cursor = options.only.has('deep') ? await deepCursor(ours, samples) : ''
    const calls = comparisons(samples, cursor)
    if (options.only.has('custom')) {
      tell('filling custom fields')
      calls.push(...customComparisons(await fillCustomFields(connection, samples.workspace)))
    }
    for (const comparison of calls) {
      if (!options.only.has(comparison.part)) continue
      tell(comparison.name)
      const sides = { ours, floor, postmaster: server.postmaster }
      rows.push(
        ...(await compare(comparison, sides).catch((error: Error) => [failure(comparison.name, error)])),
      )
    }
  } finally {
    floor.child.kill('SIGTERM')
    await once(floor.child, 'exit')
  }
  return [...rows, ...deepAgainstFirst(rows), ...atOneMillion(rows, samples.customers)]
}

async function startFloor(
  connection: string,
  workspace: string,
): Promise<{ child: ChildProcess; port: number; pid: number }> {
  const path = fileURLToPath(new URL('floor.ts', import.meta.url))
  const child = spawn(process.execPath, [path, connection, workspace], {
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [port] = await Promise.race([
    once(child.stdout!, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error('The floor did not start'))),
  ])
  return { child, port: Number(port), pid: child.pid! }
}

/** A call that fails is a line of the table; the others are measured all the same. */
const failure = (what: string, error: Error): Row =>
  absolute(what, 'works', false, error.message.slice(0, 120), {})

/** Reads as many pages as it takes, as somebody would who scrolls. */
async function deepCursor(
  { port, headers }: { port: number; headers: Record<string, string> },
  { deep }: Samples,
): Promise<string> {
  const to = target(port, headers)
  let cursor = ''
  for (let seen = 0; seen < deep.offset; ) {
    const limit = Math.min(500, deep.offset - seen)
    const path = `/api/v1/customers?limit=${limit}&count=none${cursor && `&cursor=${cursor}`}`
    cursor = JSON.parse((await send(to, { path })).text).next_cursor
    seen += limit
  }
  to.agent.destroy()
  return cursor
}

type Times = { p50: number; p95: number }
const oursOf = (row: Row | undefined) => row?.figures['ours'] as Times | undefined

function deepAgainstFirst(rows: Row[]): Row[] {
  const first = oursOf(rows.find((row) => row.what.startsWith('list of 50')))
  const deep = oursOf(rows.find((row) => row.what.startsWith('page at')))
  if (!first || !deep) return []
  const ratio = deep.p50 / first.p50
  const row = absolute(
    'deep page against our own first page',
    '≤ 1.5',
    ratio <= 1.5,
    `${short(deep.p50)} ms`,
    { deep, first },
  )
  return [{ ...row, ratio, floor: `${short(first.p50)} ms` }]
}

/** What must hold in milliseconds once there are a million. */
function atOneMillion(rows: Row[], customers: number): Row[] {
  if (customers < 800_000) return []
  const limits: [string, number][] = [
    ['list of 50', 25],
    ['page at', 25],
    ['filter with count', 25],
    ['one customer', 25],
    ['timeline', 25],
    ['search', 15],
  ]
  return limits.flatMap(([name, limit]) => {
    const row = rows.find(
      ({ what, figures }) => what.startsWith(name) && 'p95' in (figures['ours'] as object),
    )
    const p95 = oursOf(row)?.p95
    if (!row || p95 === undefined) return []
    return [
      absolute(`${row.what}: 95th percentile`, `≤ ${limit} ms`, p95 <= limit, `${short(p95)} ms`, { p95 }),
    ]
  })
}

/** A file half of which is there already, into the workspace that is full. */
async function importIntoMany(installation: Installation, key: string, customers: number): Promise<Row> {
  tell('import into a full workspace')
  const api = { url: `http://127.0.0.1:${installation.port}`, headers: { authorization: `Bearer ${key}` } }
  const half = Math.min(10_000, Math.floor(customers / 2))
  const range = { seed: 1, from: customers - half, count: 2 * half }
  // The numbers in the file may have gone to customers that other measurements made.
  const imported = await importRows(api, installation.dataDir, range, 'number')
  return importRow(`import into ${customers.toLocaleString('en-GB')}, half of it known`, imported, 5000, null)
}

const options = readOptions(process.argv.slice(2))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stopAll)
try {
  const rows = await main(options)
  console.log(options.json ? JSON.stringify({ customers: options.customers, rows }, null, 2) : asTable(rows))
} catch (error) {
  tell(`bench: ${(error as Error).message}`)
  process.exitCode = 1
}
