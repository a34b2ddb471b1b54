import { readdirSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { runningEmbedded } from '#platform/database/embedded/borrowed.ts'
import { makeLog } from '#platform/operate/log.ts'
import { type MailServer, startMailServer } from '#test/support/mail-server.ts'
import { makeClient, type TestClient } from '../support/client.ts'
import { type ServerProcess, startServer, until } from '../support/server-process.ts'
import { makeVisitor } from '../support/visitor.ts'

// A whole installation, started as people start it, on a shared machine.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })

/** A word that stands nowhere in the program, one for each place where somebody's data can be. */
const planted = new Set<string>()
function canary(place: string): string {
  const word = `zqx${place}canary`
  planted.add(word)
  return word
}
const email = (place: string) => `${canary(place)}@people.example`
/** Numbers that are nobody's; told apart from all others by their digits. */
const phone = '+31619283746'
const vat = 'NL004495445B01'

const found = (text: string) => [...planted, phone, '619283746', vat].filter((word) => text.includes(word))

let server: ServerProcess
let mail: MailServer
let admin: TestClient

beforeAll(async () => {
  mail = await startMailServer()
  server = await startServer({ LOG_LEVEL: 'trace', SMTP_URL: mail.url, STATEMENT_TIMEOUT_MS: '15000' })
  const told = await server.command(
    ...['user', 'add', '--email', email('adminmail'), '--name', canary('adminname')],
    ...['--password', `${canary('password')} teapots`, '--admin', '--api-key'],
  )
  admin = makeClient(server.url, { authorization: `Bearer ${told.trim().split('\n').at(-1)}` })
  expect((await admin.get('/customers')).status, told).toBe(200)
})
afterAll(async () => {
  await server?.end()
  await mail?.close()
})

const person = () => ({
  kind: 'individual',
  first_name: canary('first'),
  last_name: canary('last'),
  birthday: '1961-02-03',
  website: `https://${canary('site')}.example`,
  emails: [{ address: email('mail') }],
  phones: [{ number: phone }],
  vat_number: vat,
  addresses: [{ line1: canary('street'), city: canary('city'), postcode: '1234 AB', country: 'NL' }],
  tags: [canary('tag')],
})

async function workWithRecords() {
  const made = await admin.post('/customers', person())
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  const { id } = made.body
  const answers = [
    await admin.patch(`/customers/${id}`, { last_name: canary('changed') }),
    await admin.post(`/customers/${id}/notes`, { text: `${canary('note')} @${canary('mention')}` }),
    await admin.post('/tasks', { title: canary('task'), customer_id: id }),
    await admin.get(`/customers?q=${canary('search')}&filter[name]=${canary('filter')}`),
    await admin.get(`/customers/jump?q=${canary('jump')}`),
    await admin.get(`/customers/search?q=${canary('find')}`),
    await admin.post('/segments', { name: canary('segment'), filter: { name: canary('segmentfilter') } }),
    await admin.get('/exports/customers?format=csv'),
  ]
  expect(answers.filter(({ status }) => status >= 500)).toEqual([])
  return id
}

/** Requests that are refused, each at another place on their way. */
async function beRefused(id: string) {
  const headers = { authorization: 'Bearer none', 'content-type': 'application/json' }
  const raw = (path: string, init: RequestInit) => fetch(server.url + path, init).then((a) => a.text())
  await admin.post('/customers', { first_name: { [canary('key')]: canary('value') } })
  await admin.post('/customers', { [canary('unknownfield')]: 1 })
  await admin.post('/customers', { ...person(), birthday: canary('birthday') })
  await admin.post('/customers', { first_name: `${canary('nul')}\u0000`, last_name: 'x' })
  await admin.get(`/customers/${canary('badid')}`)
  await admin.get(`/customers?sort=${canary('sort')}&cursor=${canary('cursor')}`)
  await admin.patch(`/customers/${id}`, { last_name: 'x' }, { 'if-match': `"${canary('ifmatch')}"` })
  await admin.post('/customers', person(), { 'idempotency-key': canary('idempotency') })
  await admin.post(
    '/customers',
    { ...person(), first_name: 'other' },
    { 'idempotency-key': canary('idempotency') },
  )
  await admin.post('/segments', { name: canary('segment'), filter: {} })
  await raw(`/${canary('page')}?x=${canary('query')}`, {})
  await raw(`/api/v1/${canary('route')}`, { headers: { accept: canary('accept') } })
  await raw(`/api/v1/customers/%ff${canary('undecodable')}`, {})
  await raw('/api/v1/customers', { method: 'POST', headers, body: `{"a": ${canary('json')}` })
  await admin.request('POST', '/customers', { first_name: canary('oversize').repeat(100_000) })
  await raw(`/api/v1/customers?q=${canary('long').repeat(700)}`, {})
  await new Promise<void>((closed) => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () =>
      socket.end(`NONSENSE /${canary('method')} HTTP/1.1\r\nCookie: ${canary('cookie')}\r\n\r\n`),
    )
    socket.on('close', () => closed()).resume()
  })
}

async function signInWrongly() {
  const visitor = makeVisitor(server.url)
  await visitor.post('/session', { email: email('stranger'), password: canary('wrongpassword') })
  await visitor.post('/session', { email: canary('noaddress'), password: canary('wrongpassword') })
  await visitor.post('/password-resets', { email: email('reset') })
  await visitor.get('/me', { cookie: `regulars.session_token=${canary('session')}` })
}

async function importFiles() {
  const form = new FormData()
  const rows = [
    `${canary('column')};Email;Phone;Birthday`,
    `${canary('cell')};${email('cellmail')};${phone};${canary('cellbirthday')}`,
    `${canary('celltwo')};${canary('nomail')};${phone};1961-02-03`,
  ]
  form.append('file', new Blob([rows.join('\n')]), `${canary('file')}.csv`)
  const { status, body } = await admin.post('/imports', form)
  expect(status, JSON.stringify(body)).toBe(201)
  await admin.post(`/imports/${body.id}/run`)
  await until(
    async () => (await admin.get(`/imports/${body.id}`)).body.state,
    (state) => ['done', 'failed'].includes(state),
  )
  const broken = new FormData()
  broken.append('file', new Blob([`PK\x03\x04${canary('zip')}`]), `${canary('zipname')}.xlsx`)
  await admin.post('/imports', broken)
}

/** Mail that the server refuses, in words that repeat the address. */
async function mailWrongly() {
  mail.refuse(451, 550, 550)
  const group = (await admin.get('/security-groups')).body.items[0].id
  const about = { name: canary('invited'), email: email('invitation'), group_ids: [group] }
  await admin.post('/staff', about)
  await until(
    async () => mail.attempted.length,
    (n) => n > 0,
  )
}

/** A database that refuses rows, and says which: in a request, and in a job. */
async function breakWrites() {
  const client = new pg.Client(runningEmbedded(server.dataDir)!)
  await client.connect()
  await client.query(`
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.last_name LIKE '%breaks%' THEN
        RAISE EXCEPTION 'will not have %', NEW.last_name USING DETAIL = NEW.last_name, ERRCODE = TG_ARGV[0];
      END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER refuse BEFORE INSERT ON customers FOR EACH ROW EXECUTE FUNCTION refuse('22023');
    ALTER TABLE customers ADD CONSTRAINT unwanted CHECK (last_name NOT LIKE '%crosses%')`)
  await client.end()
  const refused = [
    await admin.post('/customers', { ...person(), last_name: canary('breaks') }),
    await admin.post('/customers', { ...person(), last_name: canary('crosses') }),
  ]
  expect(refused.map(({ status, body }) => [status, found(JSON.stringify(body))])).toEqual([
    [500, []],
    [500, []],
  ])
  const form = new FormData()
  form.append('file', new Blob([`First name;Last name\nAnna;${canary('breaksimport')}`]), 'b.csv')
  const { id } = (await admin.post('/imports', form)).body
  await admin.post(`/imports/${id}/run`)
  await until(
    async () => (await admin.get(`/imports/${id}`)).body.state,
    (state) => state === 'failed',
  )
}

test('nothing that is anybody’s comes into the log, nor into that of the database', async () => {
  const id = await workWithRecords()
  await beRefused(id)
  await signInWrongly()
  await importFiles()
  await mailWrongly()
  await breakWrites()
  await until(
    async () => (await server.ask('/metrics')).body as string,
    (text) => /regulars_mails_total\{outcome="(deferred|failed)"\}/.test(text),
  )
  const log = server.output()
  expect(log.split('\n').filter((line) => line.includes('"msg":"request"')).length).toBeGreaterThan(25)
  for (const words of ['request failed', 'import failed', 'a job failed']) expect(log).toContain(words)
  expect(found(log)).toEqual([])
  const folder = join(server.dataDir, 'postgres', 'log')
  const database = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
  expect(found(database.join('\n'))).toEqual([])
  const metrics = await server.ask('/metrics')
  expect(found(metrics.body)).toEqual([])
})

test('the search finds what is there', async () => {
  expect(found(`{"msg":"saved ${[...planted][0]}"}`)).toHaveLength(1)
  expect(found(JSON.stringify((await admin.get('/customers')).body)).length).toBeGreaterThan(3)
})

test('errors of every kind lose what they say about people', () => {
  const lines: string[] = []
  const log = makeLog({ logLevel: 'trace' }, { write: (line) => void lines.push(line) })
  const secret = canary('error')
  const postgres = Object.assign(new Error(`invalid input syntax for type uuid: "${secret}"`), {
    severity: 'ERROR',
    code: '22P02',
    detail: `Key (email)=(${secret}) exists`,
    where: secret,
    parameters: [secret],
  })
  const nested = new Error(`could not send to ${secret}@x.example`, { cause: postgres })
  const parsing = (() => {
    try {
      return JSON.parse(`{"a": ${secret}}`)
    } catch (error) {
      return error
    }
  })()
  log.error({ err: postgres, body: secret, url: `/x?q=${secret}`, user: { name: secret } }, 'failed')
  log.error({ err: new AggregateError([nested, parsing], `"${secret}"`) })
  log.warn(nested as Error)
  log
    .child({ requestId: 'r1' })
    .error({ req: { url: secret }, res: { body: secret }, input: secret }, `'${secret}'`)
  expect(lines).toHaveLength(4)
  expect(lines[0]).toContain('22P02')
  expect(lines.filter((line) => line.includes(secret))).toEqual([])
})
