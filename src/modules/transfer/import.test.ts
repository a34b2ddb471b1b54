import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleFile } from '#server/demo/sample-files.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import type { TestClient } from '#test/support/client.ts'
import { finish, upload } from '#test/support/imports.ts'

let t: TestApp
let admin: TestClient
beforeAll(async () => {
  t = await startTestApp()
  admin = t.home.admin
})
afterAll(() => t.close())

test('a file of the demo world comes in whole, and a second time changes nothing', async () => {
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
  expect(checked).toMatchObject({ state: 'checked', error: null, created: 0 })
  expect(checked.preview).toMatchObject({ rows_read: 500, created: 490, rejected: 10 })
  const done = await finish(t, admin, found.id, 'run')
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
  const second = await finish(t, admin, again.id, 'run')
  expect(second).toMatchObject({
    state: 'done',
    rows_read: 500,
    created: 0,
    updated: 0,
    skipped: 490,
    rejected: 10,
  })
})
