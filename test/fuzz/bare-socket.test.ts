import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { runs, seed, timeLimit } from './options.ts'

// What no HTTP library would send. After each, the server must still answer everybody else.

let app: TestApp
let port: number
beforeAll(async () => {
  app = await startTestApp({
    work: false,
    settings: { RATE_LIMIT_PER_MINUTE: '1000000', ANONYMOUS_RATE_LIMIT_PER_MINUTE: '1000000' },
  })
  port = Number(new URL(app.url).port)
}, 120_000)
afterAll(() => app.close())

/** Writes pieces with a little time between them, and gives what came back when the server is done or silent. */
async function exchange(pieces: (string | Buffer)[], { wait = 2_000, gap = 0 } = {}): Promise<string> {
  const socket: Socket = connect(port, '127.0.0.1')
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => chunks.push(chunk))
  const closed = new Promise<void>((done) => {
    socket.on('close', () => done())
    socket.on('error', () => done())
  })
  for (const piece of pieces) {
    if (socket.destroyed) break
    socket.write(piece)
    if (gap) await pause(gap)
  }
  await Promise.race([closed, pause(wait)])
  socket.destroy()
  return Buffer.concat(chunks).toString()
}

const statuses = (answers: string) =>
  [...answers.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status))
const alive = async () => expect((await fetch(`${app.url}/health/live`)).status).toBe(200)
const end = 'Connection: close\r\n\r\n'
const authorized = () => `Host: x\r\nAuthorization: Bearer ${app.home.adminKey}\r\n`

describe('what is no request', () => {
  const insides = /node_modules|\n\s+at |\/src\//
  const rubbish: [what: string, bytes: string, status: number][] = [
    ['no HTTP at all', '\u0000\u0001\u0002\r\n\r\n', 400],
    ['TLS on a plain port', '\u0016\u0003\u0001\u0002\u0000\u0001', 400],
    ['a method nobody knows', `BREW /api/v1/me HTTP/1.1\r\nHost: x\r\n${end}`, 400],
    ['an HTTP version of the future', `GET / HTTP/9.9\r\nHost: x\r\n${end}`, 400],
    ['no host', `GET /api/v1/me HTTP/1.1\r\n${end}`, 400],
    ['a header without a colon', `GET / HTTP/1.1\r\nHost: x\r\nnonsense\r\n${end}`, 400],
    ['a header that is folded', `GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n${end}`, 400],
    ['a NUL in a header', `GET / HTTP/1.1\r\nHost: x\r\nA: b\u0000c\r\n${end}`, 400],
    ['a header of 100 KB', `GET / HTTP/1.1\r\nHost: x\r\nA: ${'a'.repeat(100_000)}\r\n${end}`, 431],
    ['ten thousand headers', `GET / HTTP/1.1\r\nHost: x\r\n${'A: b\r\n'.repeat(10_000)}${end}`, 431],
    ['an address of 100 KB', `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n${end}`, 431],
    [
      'two lengths',
      `POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n${end}ab`,
      400,
    ],
    [
      'a length and chunks (request smuggling)',
      `POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n${end}0\r\n\r\nX`,
      400,
    ],
    [
      'a chunk size that is none',
      `POST /api/v1/session HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n${end}zz\r\n`,
      400,
    ],
    ['a length below zero', `POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n${end}`, 400],
  ]
  test.each(rubbish)('%s', async (_what, bytes, status) => {
    const answer = await exchange([Buffer.from(bytes, 'latin1')])
    expect(statuses(answer)).toEqual([status])
    expect(answer).not.toMatch(insides)
    await alive()
  })
})

describe('requests that do not end', () => {
  test('half a request line, half the headers and half a body hold up nobody', async () => {
    const halves = [
      'GET /api/v1/cust',
      `GET /api/v1/customers HTTP/1.1\r\n${authorized()}`,
      `POST /api/v1/customers HTTP/1.1\r\n${authorized()}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"first`,
      `POST /api/v1/imports HTTP/1.1\r\n${authorized()}Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000\r\n\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nname\n`,
    ]
    await Promise.all(
      Array.from({ length: 20 }, (_, i) => exchange([halves[i % halves.length]!], { wait: 200 })),
    )
    await alive()
    expect((await app.home.admin.get('/customers')).status).toBe(200)
  })

  test('a body that comes letter by letter is read when it is there', async () => {
    const body = '{"last_name":"Slow"}'
    const head = `POST /api/v1/customers HTTP/1.1\r\n${authorized()}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n${end}`
    const answer = await exchange([head, ...body], { gap: 3, wait: 5_000 })
    expect(statuses(answer)).toEqual([201])
  })

  test('an upload that is cut off leaves no file behind', async () => {
    const files = () => app.app.database.installation.rows('SELECT 1 FROM files')
    const before = (await files()).length
    const part = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nname\nJansen\n'
    const head = `POST /api/v1/imports HTTP/1.1\r\n${authorized()}Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 100000\r\n\r\n`
    await exchange([head, part], { wait: 300 })
    await alive()
    expect((await files()).length).toBe(before)
  })
})

test('requests in one go are answered one by one, in order', async () => {
  const get = (path: string, last = false) => `GET ${path} HTTP/1.1\r\n${authorized()}${last ? end : '\r\n'}`
  const answer = await exchange([
    [
      get('/api/v1/me'),
      get('/api/v1/nowhere'),
      get('/api/v1/customers?limit=0'),
      get('/health/live', true),
    ].join(''),
  ])
  expect(statuses(answer)).toEqual([200, 404, 422, 200])
})

test(
  'any bytes after a right beginning get an answer or a closed line, and hold up nobody',
  async () => {
    const line = fc.oneof(
      fc.constantFrom(
        'Content-Length: 5',
        'Transfer-Encoding: chunked',
        'Expect: 100-continue',
        'Upgrade: websocket',
        'Connection: upgrade',
        'Range: bytes=0-',
        'Content-Encoding: gzip',
        'Host: ',
        'Cookie: a=b; a=b',
        'X: \u00ff',
      ),
      fc.string({ unit: 'binary-ascii', maxLength: 30 }),
    )
    const start = fc.constantFrom(
      'GET /api/v1/me',
      'POST /api/v1/session',
      'PUT /x',
      'OPTIONS *',
      'HEAD /',
      'TRACE /',
      'CONNECT a:1',
      'GET http://evil.example/',
      'GET //evil.example',
      'get /',
      'GET /%00',
      'GET /..%2f..%2fetc/passwd',
    )
    const bytes = fc.uint8Array({ maxLength: 40 }).map((some) => Buffer.from(some))
    await fc.assert(
      fc.asyncProperty(start, fc.array(line, { maxLength: 5 }), bytes, async (first, lines, rest) => {
        const head = Buffer.from(
          `${first} HTTP/1.1\r\nHost: x\r\n${lines.map((one) => `${one}\r\n`).join('')}${end}`,
          'latin1',
        )
        const answer = await exchange([Buffer.concat([head, rest])], { wait: 150 })
        expect(statuses(answer).filter((status) => status >= 500 && status !== 501)).toEqual([])
        expect(answer).not.toMatch(/node_modules|\n\s+at |root:x:0/)
      }),
      { seed, numRuns: Math.min(Math.ceil(runs / 12), 2_000) },
    )
    await alive()
  },
  timeLimit,
)
