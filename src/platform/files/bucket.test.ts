import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { restoreBackup } from '#platform/backup/restore-backup.ts'
import { writeBackup } from '#platform/backup/write-backup.ts'
import { storedPath } from '#platform/files/folder.ts'
import { checkBucket } from '#server/commands/doctor/bucket.ts'
import { makeReport } from '#server/commands/verify/report.ts'
import { verifyDatabase } from '#server/commands/verify/verify.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { emptyTarget } from '#test/support/backups.ts'
import { type S3, startS3 } from '#test/support/s3.ts'
import { sampleBytes } from '#test/support/sample-bytes.ts'
import { fileSettings, makeFileStore } from './files.ts'
import { sweepFiles } from './sweep.ts'

const MB = 1024 * 1024
let s3: S3
let t: TestApp
let customer: string
beforeAll(async () => {
  s3 = await startS3()
  t = await startTestApp({ settings: s3.settings })
  customer = (await t.home.admin.post('/customers', { last_name: 'Remote' })).body.id
})
afterAll(async () => {
  await t.close()
  await s3.stop()
})

const add = (bytes: Buffer, name: string) => {
  const form = new FormData()
  form.append('file', new File([new Uint8Array(bytes)], name))
  return t.home.admin.post(`/customers/${customer}/documents`, form)
}
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${t.url}/api/v1${path}`, { headers: { authorization: `Bearer ${t.home.adminKey}`, ...headers } })
const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer())
const keys = async () => Object.keys((await s3.look()).objects)
/** Files that lie on this machine: none, once they are safe in the bucket. */
const here = () =>
  existsSync(join(t.app.settings.dataDir, 'files'))
    ? readdirSync(join(t.app.settings.dataDir, 'files'), { recursive: true, withFileTypes: true }).filter(
        (one) => one.isFile(),
      )
    : []

test('a document lies in the bucket, and comes back whole and in parts', async () => {
  const large = Buffer.concat([sampleBytes.mp4, Buffer.alloc(20 * MB, 'abcdefgh')])
  const { status, body } = await add(large, 'film.mp4')
  expect(status).toBe(201)
  expect(Object.entries((await s3.look()).objects)).toEqual([
    [expect.stringContaining(`test/one/files/${t.home.id}/`), large.length],
  ])
  expect(here()).toEqual([])
  expect((await bytesOf(await get(`/documents/${body.id}/content`))).equals(large)).toBe(true)
  const part = await get(`/documents/${body.id}/preview`, { range: 'bytes=100-199' })
  expect([part.status, (await bytesOf(part)).equals(large.subarray(100, 200))]).toEqual([206, true])
})

test('photos and imports work with it as with a folder', async () => {
  const form = new FormData()
  form.append('file', new File([new Uint8Array(sampleBytes.png)], 'p.png'))
  expect((await t.home.admin.put(`/customers/${customer}/photo`, form)).status).toBe(200)
  expect(await bytesOf(await get(`/customers/${customer}/photo`))).toEqual(sampleBytes.png)
  const list = new FormData()
  list.append('file', new File(['Last name\nFaraway\n'], 'list.csv'))
  const { id } = (await t.home.admin.post('/imports', list)).body
  await t.home.admin.post(`/imports/${id}/check`)
  await t.settle()
  await t.home.admin.post(`/imports/${id}/run`)
  await t.settle()
  expect((await t.home.admin.get(`/imports/${id}`)).body).toMatchObject({ state: 'done', created: 1 })
  expect(here()).toEqual([])
})

test('what is refused, deleted with its customer or left by a crash does not stay in it', async () => {
  const before = await keys()
  expect((await add(sampleBytes.html, 'page.html')).status).toBe(422)
  expect(await keys()).toEqual(before)
  const { id: other, number } = (await t.home.admin.post('/customers', { last_name: 'Leaving' })).body
  const form = new FormData()
  form.append('file', new File([new Uint8Array(sampleBytes.pdf)], 'a.pdf'))
  expect((await t.home.admin.post(`/customers/${other}/documents`, form)).status).toBe(201)
  expect(await keys()).toHaveLength(before.length + 1)
  await t.home.admin.post(`/customers/${other}/archival`)
  expect((await t.home.admin.delete(`/customers/${other}`, { confirm: `C-${number}` })).status).toBe(204)
  await expect.poll(keys).toEqual(before)

  await t.app.files.receive(t.home.id, Readable.from([Buffer.from('never recorded')]), 100)
  expect(await sweepFiles(t.app)).toBe(0)
  expect(await keys()).toHaveLength(before.length + 1)
  await s3.look('age')
  expect(await sweepFiles(t.app)).toBe(1)
  expect(await keys()).toEqual(before)
})

test('files from the time before the bucket are found where they were', async () => {
  const folder = makeFileStore({ dataDir: t.app.settings.dataDir })
  const { body } = await add(Buffer.from('moved away\n'), 'old.txt')
  const [row] = await t.app.database.installation.rows<{ file_id: string }>(
    'SELECT file_id FROM document_versions WHERE document_id = $1',
    [body.id],
  )
  await t.app.files.drop(t.home.id, row!.file_id)
  expect((await get(`/documents/${body.id}/content`)).status).toBe(404)
  await folder.lay(t.home.id, row!.file_id, Buffer.from('moved away\n'))
  expect(await (await get(`/documents/${body.id}/content`)).text()).toBe('moved away\n')
})

async function faults(): Promise<string[]> {
  const found: string[] = []
  const report = makeReport({ log: () => {} })
  const asked = { connection: t.app.database.connection, files: t.app.files }
  await verifyDatabase(asked, { ...report, fault: ({ part, what }) => found.push(`${part} ${what}`) })
  return found
}

test('what is checked and backed up is in it, and can be restored into a folder', async () => {
  expect(await faults()).toEqual([])
  const folder = mkdtempSync(join(tmpdir(), 'regulars-bucket-'))
  const path = join(folder, 'backup.tar')
  const quiet = { signal: new AbortController().signal, say: () => {} }
  const { connection } = t.app.database
  const { files } = await writeBackup({
    ...quiet,
    connection,
    dataDir: t.app.settings.dataDir,
    files: t.app.files,
    path,
    gzip: false,
    program: 'test',
    secret: null,
  })
  expect([files.missing_count, files.altered, files.count > 3]).toEqual([0, [], true])
  const target = await emptyTarget()
  await restoreBackup({ ...quiet, ...target, path, replace: false })
  const restored = await t.app.database.installation.rows<{ workspace_id: string; id: string }>(
    'SELECT workspace_id, id FROM files',
  )
  for (const { workspace_id, id } of restored)
    expect(existsSync(storedPath(target.dataDir, workspace_id, id)), id).toBe(true)

  // And from the folder's backup back into a bucket, under a name of its own.
  const other = makeFileStore(fileSettings({ ...t.app.settings, s3Prefix: 'test/two' }))
  const second = await emptyTarget()
  await restoreBackup({ ...quiet, ...second, path, replace: false, bucket: other })
  for (const { workspace_id, id } of restored)
    expect(await keys(), id).toContain(`test/two/files/${workspace_id}/${id}`)
  rmSync(folder, { recursive: true })
}, 120_000)

test('a bucket that is away is told: to who uploads, to who asks for health, to the doctor', async () => {
  const { body } = await add(sampleBytes.pdf, 'kept.pdf')
  const before = here()
  await s3.look('broken')
  const refused = await add(sampleBytes.pdf, 'lost.pdf')
  expect([refused.status, refused.body.code]).toEqual([503, 'files.away'])
  expect((await get(`/documents/${body.id}/content`)).status).toBe(503)
  const ready = await fetch(`${t.url}/health/ready`)
  const { checks } = (await ready.json()) as { checks: { name: string; ok: boolean }[] }
  expect([ready.status, checks.filter(({ ok }) => !ok)]).toEqual([
    503,
    [{ name: 'files', ok: false, reason: 'unreachable' }],
  ])
  await s3.look('whole')
  expect((await get(`/documents/${body.id}/content`)).status).toBe(200)
  expect(here()).toEqual(before)

  const { settings } = t.app
  const told = async (more: object) => (await checkBucket({ ...settings, ...more })).message
  expect((await checkBucket(settings)).status).toBe('ok')
  expect(await told({ s3SecretAccessKey: 'wrong' })).toContain('403')
  expect(await told({ s3Bucket: 'no-such-bucket' })).toContain('404')
  expect(await told({ s3Endpoint: 'http://127.0.0.1:1' })).toContain('ECONNREFUSED')
  expect(await told({ s3Bucket: null })).toContain('data folder')
}, 120_000)
