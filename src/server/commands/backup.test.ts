import { execFile } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'
import { startTestApp } from '#test/support/app.ts'
import { temporaryFolder } from '#test/support/backups.ts'
import { removeOlder, targetFile } from './backup/target-file.ts'

// Each command is a process of its own, and one of them starts a PostgreSQL.
vi.setConfig({ testTimeout: 240_000 })

const command = fileURLToPath(new URL('../../../bin/regulars.js', import.meta.url))

function regulars(
  env: Record<string, string>,
  ...args: string[]
): Promise<{ code: number; out: string; err: string }> {
  const { REGULARS_DATA: cwd } = env
  return new Promise((done) =>
    execFile(
      process.execPath,
      [command, ...args],
      { cwd, env: { PATH: process.env['PATH'], ...env } },
      (error, out, err) => done({ code: error ? 1 : 0, out, err }),
    ),
  )
}

test('a backup of an external PostgreSQL in use is restored into the packaged one by commands', async () => {
  const t = await startTestApp({ work: false })
  const { connection } = t.app.database
  if (!('host' in connection)) return t.close()
  const { user, database, host, port } = connection
  const external = {
    DATABASE_URL: `postgres://${user}@/${database}?host=${encodeURIComponent(host)}&port=${port}`,
    REGULARS_DATA: t.app.settings.dataDir,
  }
  await t.home.admin.post('/customers', { last_name: 'Everywhere' })
  const folder = temporaryFolder()
  const made = await regulars(external, 'backup', folder, '--gzip', '--keep', '2')
  expect(made).toMatchObject({ code: 0 })
  const file = made.out.trim()
  expect(file).toMatch(/regulars-\d{8}T\d{6}Z\.tar\.gz$/)
  await t.close()

  const packaged = { REGULARS_DATA: temporaryFolder() }
  expect((await regulars(packaged, 'restore', '--check', file)).out).toMatch(/is whole: \d+ rows/)
  const restored = await regulars(packaged, 'restore', file)
  expect(restored).toMatchObject({ code: 0, out: expect.stringMatching(/^Restored: \d+ rows/) })
  const again = await regulars(packaged, 'restore', file)
  expect(again).toMatchObject({ code: 1, err: expect.stringMatching(/with workspaces in this database/) })
  const unasked = await regulars(packaged, 'restore', file, '--replace')
  expect(unasked).toMatchObject({ code: 1, err: expect.stringMatching(/say --yes as well/) })
  expect((await regulars(packaged, 'user', 'list')).out).toContain('home@staff.example')
  expect((await regulars(packaged, 'restore', file, '--replace', '--yes')).code).toBe(0)
  expect((await regulars(packaged, 'migrate', '--rehearse')).out).toMatch(/nothing to rehearse/)
})

test('files get names that sort by time, none is written over, and the oldest go', async () => {
  const folder = temporaryFolder()
  const { path } = await targetFile(folder, true, new Date('2026-11-22T05:30:00Z'))
  expect(path).toBe(join(folder, 'regulars-20261122T053000Z.tar.gz'))
  const inside = await targetFile(`${folder}/new/`, false, new Date(0))
  expect(inside).toEqual({ path: join(folder, 'new', 'regulars-19700101T000000Z.tar'), inFolder: true })
  const names = [
    'regulars-20250101T000000Z.tar',
    'regulars-20240101T000000Z.tar.gz',
    'regulars-20260101T000000Z.tar',
    'mine.tar',
  ]
  for (const name of names) writeFileSync(join(folder, name), '')
  await expect(targetFile(join(folder, 'mine.tar'), false, new Date())).rejects.toThrow(
    /exists. Give another name/,
  )
  await expect(targetFile(join(folder, 'no', 'b.tar'), false, new Date())).rejects.toThrow(
    /There is no folder/,
  )
  expect(await removeOlder(folder, 2)).toEqual(['regulars-20240101T000000Z.tar.gz'])
  expect(readdirSync(folder).sort()).toEqual([
    'mine.tar',
    'new',
    'regulars-20250101T000000Z.tar',
    'regulars-20260101T000000Z.tar',
  ])
})
