import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { importFile } from '#test/support/imports.ts'

const token = 'a-token-of-twenty-letters'
let open: TestApp
let guarded: TestApp
beforeAll(async () => {
  open = await startTestApp()
  guarded = await startTestApp({ work: false, settings: { METRICS_TOKEN: token } })
})
afterAll(() => Promise.all([open?.close(), guarded?.close()]))

const look = (app: TestApp, headers: Record<string, string> = {}) => fetch(`${app.url}/metrics`, { headers })
const metrics = async () => (await look(open)).text()

/** The value of one line, by its name with labels. */
const figure = (text: string, name: string) =>
  Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.split(' ')[1] ?? Number.NaN,
  )

describe('who may look', () => {
  test('this machine, as long as nothing says that a proxy stands before it', async () => {
    expect((await look(open)).status).toBe(200)
    for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via']) {
      const answer = await look(open, { [name]: 'for=192.0.2.1' })
      expect([answer.status, (await answer.json()).code], name).toEqual([401, 'metrics.token_needed'])
    }
  })

  test('with a token set, who shows it, from wherever', async () => {
    const statuses = async (headers: Record<string, string>) => (await look(guarded, headers)).status
    expect(await statuses({})).toBe(401)
    expect(await statuses({ authorization: 'Bearer another' })).toBe(401)
    expect(await statuses({ authorization: `Bearer ${guarded.home.adminKey}` })).toBe(401)
    expect(await statuses({ authorization: `Bearer ${token}`, 'x-forwarded-for': '192.0.2.1' })).toBe(200)
  })
})

describe('what it tells', () => {
  test('requests by the pattern of their route, and what is not there as one', async () => {
    const { admin } = open.home
    for (const at of ['one', 'two', 'three']) {
      await admin.get(`/customers/00000000-0000-7000-8000-00000000000${at.length}`)
      await fetch(`${open.url}/nowhere/${at}`)
    }
    const text = await metrics()
    const name = 'regulars_http_request_duration_seconds_count'
    const route = '/api/v1/customers/:id'
    expect(figure(text, `${name}{method="GET",route="${route}",status="4xx"}`)).toBe(3)
    expect(figure(text, `${name}{method="GET",route="unknown",status="4xx"}`)).toBe(3)
    expect(figure(text, 'regulars_http_problems_total{code="customer.missing"}')).toBe(3)
    expect(text).not.toMatch(/nowhere|00000000-0000/)
  })

  test('the database, its statements, and the queue', async () => {
    const text = await metrics()
    expect(figure(text, 'regulars_database_up')).toBe(1)
    expect(figure(text, 'regulars_database_size_bytes')).toBeGreaterThan(1e6)
    expect(figure(text, 'regulars_database_statement_duration_seconds_count{pool="app"}')).toBeGreaterThan(0)
    expect(figure(text, 'regulars_queue_jobs{task="transfer.run",state="waiting"}')).toBe(0)
    for (const pool of ['app', 'owner', 'background', 'queue'])
      expect(text).toContain(`regulars_database_connections{pool="${pool}",state="busy"}`)
  })

  test('imports by what became of their rows, and the job that did it', async () => {
    const rows = Array.from({ length: 40 }, (_, n) => `Name ${n};n${n}@people.example`)
    await importFile(
      open,
      open.home.admin,
      'a.csv',
      `Last name;E-mail\n${rows.join('\n')}\nNobody;no address`,
    )
    const text = await metrics()
    expect(figure(text, 'regulars_import_rows_total{outcome="created"}')).toBe(40)
    expect(figure(text, 'regulars_import_rows_total{outcome="rejected"}')).toBe(1)
    expect(figure(text, 'regulars_job_duration_seconds_count{task="transfer.run",outcome="done"}')).toBe(1)
    expect(
      figure(text, 'regulars_database_transactions_total{pool="background",outcome="committed"}'),
    ).toBeGreaterThan(0)
  })

  test('open streams, for as long as they are open', async () => {
    const stop = new AbortController()
    const headers = { authorization: `Bearer ${open.home.adminKey}` }
    await fetch(`${open.url}/api/v1/live`, { headers, signal: stop.signal })
    expect(figure(await metrics(), 'regulars_live_connections')).toBe(1)
    stop.abort()
    await expect.poll(async () => figure(await metrics(), 'regulars_live_connections')).toBe(0)
  })

  test('everything in the form that Prometheus reads', async () => {
    const line = /^(# (HELP|TYPE) \w+ .+|[a-zA-Z_]\w*(\{(\w+="[^"\\]*",?)*\})? (\d[\d.e+-]*|\+Inf|NaN))$/
    const answer = await look(open)
    expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4')
    const lines = (await answer.text()).split('\n').filter(Boolean)
    expect(lines.filter((text) => !line.test(text))).toEqual([])
  })
})
