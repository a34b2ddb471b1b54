import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { liveServer } from '#platform/database/embedded/postmaster.ts'
import { type EmbeddedServer, startEmbedded } from '#platform/database/embedded/supervisor.ts'
import { startTestApp } from '#test/support/app.ts'
import { makeClient } from '../support/client.ts'
import { type ServerProcess, startServer, until, urlOf } from '../support/server-process.ts'

vi.setConfig({ testTimeout: 400_000, hookTimeout: 200_000 })

const folder = mkdtempSync(join(tmpdir(), 'regulars-health-'))
const running: ServerProcess[] = []
afterEach(async () => {
  for (const server of running.splice(0)) await server.end()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function start(env: Record<string, string> = {}): Promise<ServerProcess> {
  const server = await startServer(env)
  running.push(server)
  return server
}

type Health = {
  status: number
  body: { status: string; checks: { name: string; ok: boolean; reason?: string }[] }
}
const reasonsOf = ({ body }: Health) =>
  Object.fromEntries(body.checks.filter(({ ok }) => !ok).map(({ name, reason }) => [name, reason]))

/** An administrator's API key. */
async function keyOf(server: ServerProcess): Promise<string> {
  const told = await server.command(
    ...[
      'user',
      'add',
      '--email',
      'anna@people.example',
      '--name',
      'Anna',
      '--password',
      'seven teapots overboard',
    ],
    ...['--admin', '--api-key'],
  )
  return `Bearer ${told.trim().split('\n').at(-1)}`
}

const administratorOf = async (server: ServerProcess) =>
  makeClient(server.url, { authorization: await keyOf(server) })

describe('a database that goes away and comes back', () => {
  const quiet = { info: () => {}, warn: () => {}, error: () => {} }
  const begin = (): Promise<EmbeddedServer> => startEmbedded({ dataDir: folder, log: quiet })

  test('is told, refused cleanly meanwhile, and found again by itself', async () => {
    let postgres = await begin()
    try {
      const server = await start({ DATABASE_URL: urlOf(postgres.connection) })
      const admin = await administratorOf(server)
      expect((await admin.get('/customers')).status).toBe(200)
      const health = () => server.ask('/health/ready') as Promise<Health>
      await postgres.stop()
      const down = await until(health, ({ status }) => status === 503)
      expect(reasonsOf(down)).toMatchObject({ database: 'unreachable', migrations: 'unreachable' })
      expect((await server.ask('/health/live')).status).toBe(200)
      const { status, body, headers } = await admin.get('/customers')
      expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'database.away', '1'])
      const metrics = (await server.ask('/metrics')).body as string
      expect(metrics).toContain('regulars_database_up 0')
      expect(metrics).not.toMatch(/^regulars_database_size_bytes /m)
      postgres = await begin()
      await until(health, (found) => found.status === 200)
      expect((await admin.get('/customers')).status).toBe(200)
      expect((await admin.post('/customers', { last_name: 'Back' })).status).toBe(201)
    } finally {
      for (const server of running.splice(0)) await server.end()
      await postgres.stop()
    }
  })

  test('is started again by the server that brought it along', async () => {
    const server = await start()
    const admin = await administratorOf(server)
    process.kill(liveServer(join(server.dataDir, 'postgres'))!.pid, 'SIGKILL')
    await until(
      async () => (await admin.post('/customers', { last_name: 'Again' })).status,
      (status) => status === 201,
    )
    await until(
      () => server.ask('/health/ready'),
      ({ status }) => status === 200,
    )
  })
})

describe('a stop', () => {
  test('says so first, ends streams and what is under way, and leaves in order', async () => {
    const server = await start({ STOP_DELAY_SECONDS: '3' })
    const authorization = await keyOf(server)
    const admin = makeClient(server.url, { authorization })
    const { id } = (await admin.post('/customers', { last_name: 'Under way' })).body
    const stream = await fetch(`${server.url}/api/v1/live`, { headers: { authorization } })
    const read = stream.text()
    server.child.kill('SIGTERM')
    const told = await until(
      () => server.ask('/health/ready') as Promise<Health>,
      ({ status }) => status === 503,
    )
    expect(reasonsOf(told)).toEqual({ process: 'stopping' })
    expect((await admin.get(`/customers/${id}`)).status).toBe(200)
    expect(await read).toContain('retry: 2000')
    expect(await server.end(null)).toBe(0)
    expect(server.output()).toContain('"msg":"stopped"')
  })

  test('is cut short by a second signal', async () => {
    const server = await start({ STOP_DELAY_SECONDS: '200' })
    server.child.kill('SIGTERM')
    await until(
      async () => server.output(),
      (text) => text.includes('"msg":"stopping"'),
    )
    expect(await server.end('SIGTERM')).toBe(128 + 15)
  })
})

describe('readiness', () => {
  test('names each check, and holds nothing else', async () => {
    const world = await startTestApp()
    const answer = (await (await fetch(`${world.url}/health/ready`)).json()) as Health['body']
    expect(answer).toEqual({
      status: 'ready',
      checks: ['process', 'database', 'migrations', 'jobs', 'storage'].map((name) => ({ name, ok: true })),
    })
    await world.close()
  })

  test('misses a migration that has not run, sees one that was changed, and lets newer ones be', async () => {
    const world = await startTestApp({ work: false })
    const run = (statement: string) => world.app.database.installation.rows(statement)
    const found = () =>
      until(
        async () => ((await (await fetch(`${world.url}/health/ready`)).json()) as Health['body']).checks[2],
        () => true,
      )
    const becomes = (reason: string | undefined) => until(found, (check) => check?.reason === reason)
    await run(`INSERT INTO public.migrations VALUES ('9999_of_tomorrow.sql', 'x', now())`)
    expect(await becomes(undefined)).toMatchObject({ ok: true })
    await run(`UPDATE public.migrations SET hash = 'other' WHERE name LIKE '0001%'`)
    await becomes('changed')
    await run(`DELETE FROM public.migrations WHERE name LIKE '0001%'`)
    await becomes('missing')
    await world.close()
  })

  test('says that the disk is too full, or closed', async () => {
    const world = await startTestApp({ work: false, settings: { MIN_FREE_MB: '9000000' } })
    const answer = (await (await fetch(`${world.url}/health/ready`)).json()) as Health['body']
    expect(reasonsOf({ status: 503, body: answer })).toEqual({ storage: 'low_space' })
    const { dataDir } = world.app.settings
    rmSync(dataDir, { recursive: true, force: true })
    await until(
      async () => reasonsOf({ status: 503, body: await (await fetch(`${world.url}/health/ready`)).json() }),
      (reasons) => reasons['storage'] === 'not_writable',
    )
    await world.close()
  })
})
