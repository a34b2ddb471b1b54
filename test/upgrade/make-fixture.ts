/**
 * Makes a backup of a filled installation of some version, to upgrade from in the tests of every later one:
 *
 *   git archive COMMIT | tar x -C /tmp/old && ln -s "$PWD/node_modules" /tmp/old/node_modules
 *   node test/upgrade/make-fixture.ts /tmp/old test/fixtures/backups/0007.tar.gz
 *
 * That version's own program fills it, over HTTP and with its commands; the present one writes the backup.
 */
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const [checkout, target] = process.argv.slice(2)
if (!checkout || !target) throw new Error('Give the folder of the version and the file to write.')
const data = mkdtempSync(join(tmpdir(), 'regulars-fixture-'))
const port = '38211'
const environment = { ...process.env, REGULARS_DATA: data, PORT: port, LOG_LEVEL: 'error' }

const run = (program: string, ...args: string[]): string =>
  execFileSync(process.execPath, [join(program, 'bin/regulars.js'), ...args], {
    env: environment,
    encoding: 'utf8',
  })

const key = run(
  checkout,
  'user',
  'add',
  '--email',
  'ada@example.org',
  '--password',
  'a fixture, not a secret',
  '--admin',
  '--api-key',
)
  .trim()
  .split('\n')
  .at(-1)!
run(checkout, 'seed', '--customers', '300', '--seed', '7', '--until', '2026-06-01', '--timeline', '3')
const csv = join(data, 'people.csv')
writeFileSync(
  csv,
  'Number;First name;Last name;E-mail;Birthday\n;Aïsha;Öztürk;aisha@import.example;1980-02-29\n;Bo;;not an address;\n10007;Changed;By import;;\n',
)
run(checkout, 'import', csv)

const server = spawn(process.execPath, [join(checkout, 'bin/regulars.js'), 'start'], {
  env: environment,
  stdio: 'ignore',
})
try {
  await fill()
} finally {
  const ended = new Promise((done) => server.once('exit', done))
  server.kill('SIGTERM')
  await ended
}
run('.', 'backup', resolve(target), '--gzip')
rmSync(data, { recursive: true, force: true })

async function fill(): Promise<void> {
  await untilReady()
  const { items } = await call('GET', '/customers?limit=20')
  const [first, second] = items
  const photo = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  )
  for (const [index, { id }] of items.entries()) {
    await call('POST', `/customers/${id}/notes`, {
      body: `Note ${index}:\n\ttabs, "quotes", \\backslashes\\ and \u2028 signs`,
    })
    await call('POST', '/tasks', { customer_id: id, title: `Call about ${index}`, due_on: '2026-07-01' })
  }
  const form = new FormData()
  form.set('file', new Blob([photo], { type: 'image/png' }), 'photo.png')
  await call('PUT', `/customers/${first!.id}/photo`, form)
  await call('PATCH', `/customers/${second!.id}`, { job_title: 'Keeper of the lighthouse' })
}

async function untilReady(): Promise<void> {
  for (let i = 0; i < 300; i++) {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => null)
    if (answer?.ok) return
    await new Promise((done) => setTimeout(done, 200))
  }
  throw new Error('The server did not start.')
}

type Answer = { items: { id: string }[] }

async function call(method: string, path: string, body?: object): Promise<Answer> {
  const isForm = body instanceof FormData
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body && !isForm && { 'content-type': 'application/json' }),
    },
    ...(body && { body: isForm ? body : JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as Answer
}
