import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { makeClient } from '#test/support/client.ts'
import { goodPassword } from '#test/support/people.ts'
import { makeVisitor } from '#test/support/visitor.ts'

// Each command is a process of its own on a shared machine.
vi.setConfig({ testTimeout: 90_000 })

let t: TestApp
beforeAll(async () => {
  t = await startTestApp({ work: false })
})
afterAll(() => t.close())

const command = fileURLToPath(new URL('../../../bin/regulars.js', import.meta.url))

function databaseUrl(): string {
  const { connection } = t.app.database
  if ('url' in connection) return connection.url
  const { user, database, host, port } = connection
  return `postgres://${user}@/${database}?host=${encodeURIComponent(host)}&port=${port}`
}

function user(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const { dataDir } = t.app.settings
  const env = { PATH: process.env['PATH'], DATABASE_URL: databaseUrl(), REGULARS_DATA: dataDir }
  return new Promise((done) =>
    execFile(process.execPath, [command, 'user', ...args], { cwd: dataDir, env }, (error, out, err) =>
      done({ code: error ? 1 : 0, out, err }),
    ),
  )
}

test('an administrator is made without a browser, and the API key stands alone on the last line', async () => {
  const email = 'operator@people.example'
  const made = await user(
    'add',
    '--email',
    email,
    '--password',
    goodPassword,
    '--admin',
    '--api-key',
    '--name',
    'Op',
  )
  expect(made).toMatchObject({ code: 0, err: '' })
  const key = made.out.trimEnd().split('\n').at(-1)!
  expect(key).toMatch(/^rk_[\w-]{66}$/)
  const client = makeClient(t.url, { authorization: `Bearer ${key}` })
  expect((await client.get('/me')).body).toMatchObject({ administrator: true, workspace: { name: 'Home' } })
  const visitor = makeVisitor(t.url)
  expect((await visitor.post('/session', { email, password: goodPassword })).status).toBe(200)

  // Again: the same person with another password; what the key opens stays.
  const another = 'nine green umbrellas'
  expect((await user('add', '--email', email, '--password', another)).out).toContain('Changed')
  expect((await makeVisitor(t.url).post('/session', { email, password: goodPassword })).status).toBe(401)
  expect((await makeVisitor(t.url).post('/session', { email, password: another })).status).toBe(200)
  expect((await client.get('/me')).body.administrator).toBe(true)
})

test('users are listed, shut out and sent a link, and mistakes are told', async () => {
  await user('add', '--email', 'clerk@people.example', '--password', 'short')
  const listed = await user('list')
  expect(listed.out).toMatch(/^home\tclerk@people\.example\tclerk\tactive$/m)
  const visitor = makeVisitor(t.url)
  expect((await visitor.post('/session', { email: 'clerk@people.example', password: 'short' })).status).toBe(
    200,
  )
  expect((await user('reset-password', '--email', 'clerk@people.example')).out).toContain('outbox')
  await expect.poll(async () => (await visitor.get('/me')).status, { timeout: 4_000 }).toBe(401)
  expect((await user('disable', '--email', 'clerk@people.example')).code).toBe(0)
  expect((await user('list')).out).toMatch(/clerk@people\.example\tclerk\tdisabled/)

  const mistakes = await Promise.all([
    user('add', '--email', 'new@people.example'),
    user('add', '--email', 'nobody', '--password', 'x'),
    user('add', '--email', 'n@people.example', '--password', 'x', '--workspace', 'none'),
    user('disable', '--email', 'nobody@people.example'),
  ])
  expect(mistakes.map(({ code }) => code)).toEqual([1, 1, 1, 1])
  expect(mistakes.map(({ err }) => err)).toEqual([
    expect.stringContaining('--password'),
    expect.stringContaining('no e-mail address'),
    expect.stringContaining('no workspace none'),
    expect.stringContaining('no user nobody@people.example'),
  ])
})
