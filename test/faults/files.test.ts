import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, inject, test, vi } from 'vitest'
import type { App } from '#platform/app.ts'
import type { Connection } from '#platform/database/connection.ts'
import { sweepFiles } from '#platform/files/sweep.ts'
import { makeLog } from '#platform/operate/log.ts'
import { loadSettings } from '#platform/settings.ts'
import { compose } from '#server/compose.ts'
import { makeClient, type TestClient } from '#test/support/client.ts'
import { createDatabase } from '#test/support/database.ts'
import { startS3 } from '#test/support/s3.ts'
import { startServer, until, urlOf } from '#test/support/server-process.ts'

// The server is killed (-9) in the middle of uploads and deletions, again and again. Afterwards every row has its bytes,
// every upload that was acknowledged is there, and once the sweep has come round no byte is without a row.

vi.setConfig({ testTimeout: 400_000 })

/** After how many answers, and milliseconds more, the server is killed, round by round. */
const kills: [answers: number, more: number][] = [
  [3, 15],
  [16, 0],
  [30, 40],
]

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

type Place = { connection: Connection; env: Record<string, string>; age(): Promise<void>; at: Date }
/** What was answered with yes: documents with their bytes, how many customers were deleted; and answers of any kind. */
type Acknowledged = { added: Map<string, Buffer>; deleted: number; answers: number }

async function keyFor(server: Awaited<ReturnType<typeof startServer>>, round: number): Promise<TestClient> {
  const told = await server.command(
    'user',
    'add',
    ...['--email', `anna${round}@people.example`, '--name', 'Anna', '--password', 'seven teapots overboard'],
    ...['--admin', '--api-key'],
  )
  return makeClient(server.url, { authorization: `Bearer ${told.trim().split('\n').at(-1)}` })
}

const formOf = (bytes: Buffer) => {
  const form = new FormData()
  form.append('file', new File([new Uint8Array(bytes)], 'a.txt'))
  return form
}

/** Adds and deletes until the server is gone; keeps what was answered with yes. */
async function work(client: TestClient, customer: string, seed: number, kept: Acknowledged): Promise<void> {
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await client.request(method, path, body)
    kept.answers += 1
    return answer
  }
  for (let n = 0; ; n++) {
    const bytes = Buffer.alloc(((seed * 7919 + n * 104_729) % 300_000) + 1, `${seed} ${n}\n`)
    try {
      const added = await ask('POST', `/customers/${customer}/documents`, formOf(bytes))
      if (added.status === 201) kept.added.set(added.body.id, bytes)
      // A customer that is deleted takes rows and bytes along.
      const { id, number } = (await ask('POST', '/customers', { last_name: `Brief ${seed} ${n}` })).body
      await ask('POST', `/customers/${id}/documents`, formOf(bytes))
      await ask('POST', `/customers/${id}/archival`)
      const gone = await ask('DELETE', `/customers/${id}`, { confirm: `C-${number}` })
      if (gone.status === 204) kept.deleted += 1
    } catch {
      return
    }
  }
}

async function killInTheMiddle(place: Place, round: number, kept: Acknowledged): Promise<void> {
  const server = await startServer(place.env)
  const client = await keyFor(server, round)
  const customer = (await client.post('/customers', { last_name: `Round ${round}` })).body.id
  const going = [1, 2, 3].map((lane) => work(client, customer, round * 10 + lane, kept))
  const [answers, more] = kills[round]!
  const before = kept.answers
  await until(
    async () => kept.answers - before,
    (count) => count >= answers,
  )
  await sleep(more)
  await server.end('SIGKILL')
  await Promise.all(going)
}

/** Rows and bytes by id. */
async function both(app: App): Promise<{ rows: string[]; bytes: string[] }> {
  const rows = await app.database.installation.rows<{ workspace_id: string; id: string }>(
    'SELECT workspace_id, id FROM files ORDER BY id',
  )
  const bytes: string[] = []
  for (const workspaceId of new Set(rows.map(({ workspace_id }) => workspace_id)))
    for await (const found of app.files.list(workspaceId)) bytes.push(...found.map(({ id }) => id))
  return { rows: rows.map(({ id }) => id), bytes: bytes.sort() }
}

async function compare(place: Place, kept: Acknowledged): Promise<void> {
  const settings = loadSettings({ ...place.env, LOG_LEVEL: 'error' })
  const composition = compose({ settings, connection: place.connection, log: makeLog(settings) })
  const { app } = composition
  try {
    const found = await both(app)
    // Before anything is swept: a row without bytes would be loss.
    expect(found.rows.filter((id) => !found.bytes.includes(id))).toEqual([])
    expect(found.rows.length).toBeGreaterThanOrEqual(kept.added.size)
    const [workspace] = await app.database.installation.rows<{ id: string }>(
      'SELECT id FROM installation.workspaces',
    )
    for (const [id, bytes] of kept.added) {
      const [row] = await app.database.installation.rows<{ file_id: string }>(
        'SELECT file_id FROM document_versions WHERE document_id = $1',
        [id],
      )
      const stored = await app.files.open(workspace!.id, row!.file_id)
      const chunks: Buffer[] = []
      for await (const chunk of stored) chunks.push(chunk as Buffer)
      expect(Buffer.concat(chunks).equals(bytes)).toBe(true)
    }
    // What is young may be an upload under way, and stays.
    expect(await sweepFiles(app)).toBe(0)
    await place.age()
    await sweepFiles(app, place.at)
    const swept = await both(app)
    expect(swept.bytes).toEqual(swept.rows)
    expect(swept.rows).toEqual(found.rows)
    const incoming = join(settings.dataDir, 'files', '.incoming')
    expect(readdirSync(incoming)).toEqual([])
  } finally {
    await composition.close()
  }
}

async function torture(more: Record<string, string>, age: () => Promise<void>): Promise<void> {
  const { connection, drop } = await createDatabase(inject('postgres'))
  const folder = mkdtempSync(join(tmpdir(), 'regulars-killed-'))
  folders.push(folder)
  const env = { DATABASE_URL: urlOf(connection), REGULARS_DATA: folder, DATABASE_POOL: '5', ...more }
  // The clock of the sweep goes on by a day; that of a store in another process is turned back instead.
  const place: Place = { connection, env, age, at: new Date(Date.now() + 25 * 3_600_000) }
  const kept: Acknowledged = { added: new Map(), deleted: 0, answers: 0 }
  try {
    for (let round = 0; round < kills.length; round++) await killInTheMiddle(place, round, kept)
    expect(kept.added.size).toBeGreaterThan(3)
    expect(kept.deleted).toBeGreaterThan(0)
    await compare(place, kept)
  } finally {
    await drop()
  }
}

test('killed while files come and go, a folder and its rows are equal sets after the sweep', () =>
  torture({}, async () => {}))

test('and so is a bucket', async () => {
  const s3 = await startS3()
  try {
    await torture(s3.settings, async () => void (await s3.look('age')))
  } finally {
    await s3.stop()
  }
})
