import { createReadStream, createWriteStream, openAsBlob } from 'node:fs'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { clientConfig } from '#platform/database/connection.ts'
import { sampleFile } from '#server/demo/sample-files.ts'
import { type Installation, makeInstallation, makeKey, start } from './installation.ts'
import { short } from './numbers.ts'
import { peakMemoryOf } from './processes.ts'
import type { Row } from './table.ts'

const until = new Date('2026-06-01T00:00:00Z')

type Api = { url: string; headers: Record<string, string> }

async function call<T>({ url, headers }: Api, method: string, path: string, body?: unknown): Promise<T> {
  const form = body instanceof FormData
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { ...headers, ...(body !== undefined && !form && { 'content-type': 'application/json' }) },
    body: form ? body : body === undefined ? undefined : JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as T
}

export type Imported = {
  id: string
  state: string
  error: string | null
  mapping: { column: string; field: string }[]
  rows_read: number
  created: number
  updated: number
  skipped: number
  rejected: number
}

type Range = { seed: number; from: number; count: number }

/**
 * Uploads a file of demo customers and imports it; seconds from the first byte sent to the last row stored.
 * `ignore` is a field that is not taken over, as if the file did not have it.
 */
export async function importRows(api: Api, folder: string, range: Range, ignore?: string) {
  const path = join(folder, 'bench.csv')
  await pipeline(Readable.from(sampleFile({ ...range, until })), createWriteStream(path))
  const form = new FormData()
  form.append('file', await openAsBlob(path, { type: 'text/csv' }), 'bench.csv')
  const began = performance.now()
  const { id, mapping } = await call<Imported>(api, 'POST', '/imports', form)
  if (ignore) {
    const kept = mapping.map((one) => (one.field === ignore ? { ...one, field: 'ignore' } : one))
    await call(api, 'PATCH', `/imports/${id}`, { mapping: kept })
  }
  await call(api, 'POST', `/imports/${id}/run`)
  for (;;) {
    const found = await call<Imported>(api, 'GET', `/imports/${id}`)
    if (found.state === 'done') return { found, seconds: (performance.now() - began) / 1000 }
    if (found.state === 'failed' || found.state === 'cancelled')
      throw new Error(`The import ended ${found.state}: ${found.error}`)
    await sleep(50)
  }
}

const rate = (rows: number, seconds: number) => `${short(rows / seconds)} rows/s`

export function importRow(
  what: string,
  { found, seconds }: Awaited<ReturnType<typeof importRows>>,
  goal: number,
  floor: number | null,
): Row {
  const { rows_read, created, updated, skipped, rejected } = found
  const perSecond = rows_read / seconds
  return {
    what,
    ratio: floor === null ? null : perSecond / floor,
    goal: `≥ ${goal.toLocaleString('en-GB')}/s`,
    met: perSecond >= goal,
    ours: `${rate(rows_read, seconds)} (${created} new, ${updated} changed, ${skipped} skipped, ${rejected} refused)`,
    floor: floor === null ? '' : `COPY: ${short(floor)} rows/s`,
    figures: {
      ours: { perSecond, rows_read, created, updated, skipped, rejected },
      floor: { perSecond: floor },
    },
  }
}

/** Import into an empty workspace, export, bulk action: on an installation of their own. */
export async function transfer(customers: number): Promise<Row[]> {
  const installation = await makeInstallation({})
  try {
    const key = await makeKey(installation)
    const server = await start(installation)
    try {
      const api = {
        url: `http://127.0.0.1:${installation.port}`,
        headers: { authorization: `Bearer ${key}` },
      }
      const imported = await importRows(api, installation.dataDir, { seed: 7, from: 0, count: customers })
      const peak = peakMemoryOf(server.pid)
      const copied = await copyRate(installation)
      return [
        importRow('import into an empty workspace', imported, 10_000, copied),
        memoryRow(peak),
        await exportRow(api, installation),
        await bulkRow(api, installation),
      ]
    } finally {
      await server.stop()
    }
  } finally {
    await installation.remove()
  }
}

const memoryRow = (bytes: number): Row => ({
  what: 'most memory of node while importing',
  ratio: null,
  goal: '≤ 300 MB',
  met: bytes <= 300e6,
  ours: `${short(bytes / 1e6)} MB`,
  floor: '',
  figures: { bytes },
})

async function withClient<T>(
  installation: Installation,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(
    clientConfig({ connection: installation.connection(), as: 'owner', max: 1, statementTimeout: 0 }),
  )
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const copied = ['customers', 'customer_emails', 'customer_phones', 'customer_addresses']

/** Customers per second when COPY puts the very rows that were imported into tables with the same keys and indexes. */
async function copyRate(installation: Installation): Promise<number> {
  return withClient(installation, async (client) => {
    await client.query('CREATE SCHEMA bench')
    const file = (table: string) => join(installation.dataDir, `${table}.copy`)
    for (const table of copied) {
      await client.query(`CREATE TABLE bench.${table} (LIKE public.${table} INCLUDING ALL)`)
      await pipeline(client.query(copyTo(`COPY public.${table} TO STDOUT`)), createWriteStream(file(table)))
    }
    const began = performance.now()
    await client.query('BEGIN')
    for (const table of copied) {
      await pipeline(createReadStream(file(table)), client.query(copyFrom(`COPY bench.${table} FROM STDIN`)))
    }
    await client.query('COMMIT')
    const seconds = (performance.now() - began) / 1000
    const { rows } = await client.query('SELECT count(*) AS n FROM bench.customers')
    await client.query('DROP SCHEMA bench CASCADE')
    return rows[0].n / seconds
  })
}

/** Swallows what it is given and counts its bytes. */
function counter() {
  let bytes = 0
  const sink = new Writable({
    write(piece: Buffer, _, done) {
      bytes += piece.length
      done()
    },
  })
  return { sink, bytes: () => bytes }
}

async function exportRow({ url, headers }: Api, installation: Installation): Promise<Row> {
  const taken = counter()
  const began = performance.now()
  const answer = await fetch(`${url}/api/v1/exports/customers?format=csv&filter[status]=all`, { headers })
  if (!answer.ok || !answer.body)
    throw new Error(`The export was answered ${answer.status}: ${await answer.text()}`)
  await pipeline(Readable.fromWeb(answer.body as never), taken.sink)
  const seconds = (performance.now() - began) / 1000
  const { floor, rows } = await exportFloor(installation)
  return {
    what: 'export as CSV',
    ratio: rows / seconds / floor,
    goal: '≥ 50,000/s',
    met: rows / seconds >= 50_000,
    ours: `${rate(rows, seconds)} (${short(taken.bytes() / 1e6)} MB)`,
    floor: `COPY of a query: ${short(floor)} rows/s`,
    figures: { ours: { perSecond: rows / seconds, bytes: taken.bytes() }, floor: { perSecond: floor } },
  }
}

const exportQuery = `
  SELECT c.*, (SELECT string_agg(t.name, ', ') FROM customer_tags ct
                 JOIN tags t ON t.workspace_id = ct.workspace_id AND t.id = ct.tag_id
                WHERE ct.workspace_id = c.workspace_id AND ct.customer_id = c.id) AS tags,
         e.addresses, p.numbers
  FROM customers c
  LEFT JOIN LATERAL (SELECT string_agg(address, ', ') AS addresses FROM customer_emails e
                      WHERE e.workspace_id = c.workspace_id AND e.customer_id = c.id) e ON true
  LEFT JOIN LATERAL (SELECT string_agg(number, ', ') AS numbers FROM customer_phones p
                      WHERE p.workspace_id = c.workspace_id AND p.customer_id = c.id) p ON true
  ORDER BY c.sort_name, c.id`

const exportFloor = (installation: Installation) =>
  withClient(installation, async (client) => {
    const { rows } = await client.query('SELECT count(*) AS n FROM customers')
    const taken = counter()
    const began = performance.now()
    await pipeline(client.query(copyTo(`COPY (${exportQuery}) TO STDOUT CSV`)), taken.sink)
    return { rows: rows[0].n as number, floor: rows[0].n / ((performance.now() - began) / 1000) }
  })

/** Tags everybody, as a person does with "all N matching"; the floor is one INSERT … SELECT. */
async function bulkRow(api: Api, installation: Installation): Promise<Row> {
  const began = performance.now()
  const action = { selection: { filter: { status: 'all' } }, action: { type: 'add-tags', tags: ['bench'] } }
  const { job_id } = await call<{ job_id: string }>(api, 'POST', '/customers/bulk-actions', action)
  let done = 0
  for (;;) {
    const job = await call<{ state: string; done: number; error: string | null }>(
      api,
      'GET',
      `/jobs/${job_id}`,
    )
    done = job.done
    if (job.state === 'done') break
    if (job.state === 'failed') throw new Error(`The bulk action failed: ${job.error}`)
    await sleep(50)
  }
  const perSecond = done / ((performance.now() - began) / 1000)
  const floor = await bulkFloor(installation)
  return {
    what: `bulk action on ${done.toLocaleString('en-GB')}`,
    ratio: perSecond / floor,
    goal: '≥ 5,000/s',
    met: perSecond >= 5000,
    ours: `${short(perSecond)} customers/s`,
    floor: `one INSERT: ${short(floor)}/s`,
    figures: { ours: { perSecond }, floor: { perSecond: floor } },
  }
}

const bulkFloor = (installation: Installation) =>
  withClient(installation, async (client) => {
    await client.query(
      `INSERT INTO tags SELECT workspace_id, gen_random_uuid(), 'floor', 'floor', now() FROM tags LIMIT 1`,
    )
    const began = performance.now()
    const { rowCount } = await client.query(
      `INSERT INTO customer_tags SELECT c.workspace_id, c.id, t.id FROM customers c
       JOIN tags t ON t.workspace_id = c.workspace_id AND t.name = 'floor'`,
    )
    return rowCount! / ((performance.now() - began) / 1000)
  })
