import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'

// A commit that PostgreSQL never answers: a trigger holds it, and its connection is cut off.

let t: TestApp
beforeAll(async () => {
  t = await startTestApp({ work: false })
  await t.app.database.installation.rows(
    `CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(60); RETURN NULL; END';
     CREATE CONSTRAINT TRIGGER hold AFTER INSERT ON files DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION hold()`,
  )
})
afterAll(() => t.close())

test('an upload whose commit got no answer is told as such and keeps its bytes', async () => {
  const form = new FormData()
  form.append('file', new Blob(['name\nUnsure\n']), 'unsure.csv')
  const answer = t.home.admin.post('/imports', form)
  await expect
    .poll(async () => {
      const cut = await t.app.database.installation.rows(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND query = 'COMMIT' AND wait_event = 'PgSleep'`,
      )
      return cut.length
    })
    .toBe(1)
  expect(await answer).toMatchObject({ status: 503, body: { code: 'commit.unknown' } })
  // Whether the record is there is unknown; were it there, its bytes would be too.
  const files = readdirSync(join(t.app.settings.dataDir, 'files'), { recursive: true, withFileTypes: true })
  expect(files.filter((file) => file.isFile())).toHaveLength(1)
})
