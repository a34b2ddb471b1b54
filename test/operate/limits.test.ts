import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'

let world: TestApp
beforeAll(async () => {
  world = await startTestApp({ work: false, settings: { STATEMENT_TIMEOUT_MS: '300' } })
})
afterAll(() => world?.close())

const codeOf = async (answer: Promise<{ status: number; body: { code?: string } }>) => {
  const { status, body } = await answer
  return [status, body.code]
}

test('a statement that takes too long is ended, and the answer says what to do', async () => {
  const { installation } = world.app.database
  await installation.rows(`CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_sleep(20); RETURN NEW; END $$`)
  await installation.rows(
    'CREATE TRIGGER slow BEFORE INSERT ON segments FOR EACH ROW EXECUTE FUNCTION slow()',
  )
  const answer = await world.home.admin.post('/segments', { name: 'Slow', filter: {} })
  expect([answer.status, answer.body.code]).toEqual([503, 'query.too_slow'])
  expect(answer.body.detail).toContain('STATEMENT_TIMEOUT_MS')
  expect(answer.headers.get('retry-after')).toBe('1')
  expect((await world.home.admin.get('/segments')).body.items).toEqual([])
})

test('a query too long, or of too many parts, is refused by name', async () => {
  const { admin } = world.home
  expect(await codeOf(admin.get(`/customers?q=${'x'.repeat(8300)}`))).toEqual([422, 'query.too_long'])
  const parts = Array.from({ length: 101 }, (_, n) => `p${n}=1`).join('&')
  expect(await codeOf(admin.get(`/customers?${parts}`))).toEqual([422, 'query.too_many'])
})

test('a body too large is refused by name', async () => {
  const body = { last_name: 'x'.repeat(1024 * 1024) }
  expect(await codeOf(world.home.admin.post('/customers', body))).toEqual([413, 'body.too_large'])
})

test('too many headers are refused before there is a request', async () => {
  const text = await new Promise<string>((tell) => {
    let answer = ''
    const socket = connect(Number(new URL(world.url).port), '127.0.0.1', () =>
      socket.write(`GET /health/live HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`),
    )
    socket.on('data', (piece) => {
      answer += piece
    })
    socket.on('close', () => tell(answer))
  })
  expect(text).toMatch(/^HTTP\/1.1 431 /)
  expect(JSON.parse(text.split('\r\n\r\n')[1]!)).toMatchObject({ status: 431, code: 'headers.too_large' })
})

test('one person’s streams are counted, and closing one makes room', async () => {
  // The answers are held as well: fetch ends the stream of one that is garbage.
  const streams: { stop: AbortController; answer: Response }[] = []
  const headers = { authorization: `Bearer ${world.home.adminKey}` }
  const openStream = async () => {
    const stop = new AbortController()
    const answer = await fetch(`${world.url}/api/v1/live`, { headers, signal: stop.signal })
    if (answer.status === 200) streams.push({ stop, answer })
    return answer
  }
  for (let n = 0; n < 30; n++) expect((await openStream()).status).toBe(200)
  const refused = await openStream()
  expect([refused.status, (await refused.json()).code]).toEqual([429, 'live.too_many'])
  streams.pop()!.stop.abort()
  await expect.poll(async () => (await openStream()).status, { timeout: 20_000 }).toBe(200)
  for (const { stop } of streams) stop.abort()
})
