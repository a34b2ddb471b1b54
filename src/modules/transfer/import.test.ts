import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleFile } from '#server/demo/sample-files.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import type { TestClient } from '#test/support/client.ts'
import type { ImportRecord } from './stored-import.ts'

let t: TestApp
let admin: TestClient
beforeAll(async () => {
  t = await startTestApp()
  admin = t.home.admin
})
afterAll(() => t.close())

export async function upload(
  client: TestClient,
  name: string,
  content: string | Buffer,
): Promise<ImportRecord> {
  const form = new FormData()
  form.append('file', new Blob([content as never]), name)
  const answer = await client.post<ImportRecord>('/imports', form)
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body
}

export async function finish(
  app: TestApp,
  client: TestClient,
  id: string,
  what: 'run' | 'check',
): Promise<ImportRecord> {
  expect((await client.post(`/imports/${id}/${what}`)).status).toBe(202)
  await app.settle()
  return (await client.get<ImportRecord>(`/imports/${id}`)).body
}

test('a file of the demo world comes in whole', async () => {
  const content = Buffer.concat([
    ...sampleFile({ seed: 1, count: 500, until: new Date('2026-07-01'), flawEvery: 50 }),
  ])
  const found = await upload(admin, 'sample.csv', content)
  expect(found.description).toMatchObject({
    format: 'csv',
    encoding: 'utf-8',
    separator: ',',
    has_header: true,
  })
  const checked = await finish(t, admin, found.id, 'check')
  expect(checked.error).toBeNull()
  expect(checked.state).toBe('checked')
  expect(checked.preview).toMatchObject({ rows_read: 500, created: 490, rejected: 10 })
  const done = await finish(t, admin, found.id, 'run')
  expect(done.error).toBeNull()
  expect(done).toMatchObject({
    state: 'done',
    rows_read: 500,
    created: 490,
    updated: 0,
    skipped: 0,
    rejected: 10,
  })
  const again = await upload(admin, 'sample.csv', content)
  expect(again.mapping_remembered).toBe(true)
