import { existsSync, readdirSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { sampleBytes } from '#test/support/sample-bytes.ts'

let app: TestApp
let customer: string
beforeAll(async () => {
  app = await startTestApp({ settings: { MAX_UPLOAD_MB: '25' } })
  customer = (await app.home.admin.post('/customers', { last_name: 'Target' })).body.id
})
afterAll(() => app.close())

const storedFiles = () =>
  existsSync(join(app.app.settings.dataDir, 'files'))
    ? readdirSync(join(app.app.settings.dataDir, 'files'), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => name)
        .sort()
    : []
const headers = () => ({ authorization: `Bearer ${app.home.adminKey}` })

/** A form as no browser makes it: the name stands in it as it is. */
function send(filename: string, content: Buffer, before = '', type = 'text/html') {
  const head = `${before}--x\r\nContent-Disposition: form-data; name="file"; filename="${filename}"\r\nContent-Type: ${type}\r\n\r\n`
  const body = Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n--x--\r\n')])
  return fetch(`${app.url}/api/v1/customers/${customer}/documents`, {
    method: 'POST',
    headers: { ...headers(), 'content-type': 'multipart/form-data; boundary=x' },
    body: new Uint8Array(body),
  })
}

const refused: [name: string, content: Buffer, code: string][] = [
  ['page.html', sampleBytes.html, 'document.type.page'],
  ['page.txt', sampleBytes.html, 'document.type.page'],
  ['page.pdf', sampleBytes.html, 'document.type.page'],
  ['drawing.svg', sampleBytes.svg, 'document.type.page'],
  ['drawing.png', sampleBytes.svg, 'document.type.page'],
  ['data.txt', Buffer.from('<?xml version="1.0"?><x/>'), 'document.type.page'],
  [
    'wide.txt',
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('<html>', 'utf16le')]),
    'document.type.page',
  ],
  ['photo.jpg', sampleBytes.exe, 'document.type.program'],
  ['photo.jpg', sampleBytes.elf, 'document.type.program'],
  ['run.txt', Buffer.from('#!/bin/sh\nrm -rf /\n'), 'document.type.program'],
  ['setup.msi', sampleBytes.msi, 'document.type.program'],
  ['setup.doc', sampleBytes.msi, 'document.type.unknown'],
  ['bundle.zip', sampleBytes.zip, 'document.type.archive'],
  ['letter.docx', sampleBytes.zip, 'document.type.archive'],
  ['letter.docx', sampleBytes.docm, 'document.type.macros'],
  ['invoice.pdf.exe', sampleBytes.pdf, 'document.type.ending'],
  ['invoice.pdf.html', sampleBytes.text, 'document.type.ending'],
  ['script.js', Buffer.from('alert(1)'), 'document.type.ending'],
  ['noise.pdf', sampleBytes.noise, 'document.type.unknown'],
  ['nothing.pdf', Buffer.alloc(0), 'document.type.empty'],
]

describe('what is refused', () => {
  test.each(refused)(
    '%s is not kept, whatever it is called and the sender says',
    async (name, content, code) => {
      const before = storedFiles()
      const answer = await send(name, content, '', 'application/pdf')
      expect([answer.status, (await answer.json()).code]).toEqual([422, code])
      expect(storedFiles()).toEqual(before)
    },
  )

  test('is what is larger than its kind may be, and what is cut off', async () => {
    const before = storedFiles()
    for (const [content, limit] of [
      [Buffer.alloc(21 * 1024 * 1024, 'text '), 20],
      [Buffer.concat([sampleBytes.mp4, Buffer.alloc(26 * 1024 * 1024)]), 25],
    ] as const) {
      const answer = await send('large.bin', content)
      expect([answer.status, (await answer.json()).params.limit_mb]).toEqual([413, limit])
    }
    const cut = await fetch(`${app.url}/api/v1/customers/${customer}/documents`, {
      method: 'POST',
      headers: { ...headers(), 'content-type': 'multipart/form-data; boundary=x' },
      body: '--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf',
    })
    expect(cut.status).toBe(400)
    expect(storedFiles()).toEqual(before)
  })

  test('are fields that are no field, and a form without a file', async () => {
    const field = (name: string, value: string) =>
      `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
    for (const [name, value] of [
      ['kind', 'secret'],
      ['title', 'x'.repeat(201)],
      ['customer_id', customer],
    ] as const) {
      const answer = await send('a.txt', sampleBytes.text, field(name, value))
      expect([400, 422], name).toContain(answer.status)
    }
    expect((await app.home.admin.post(`/customers/${customer}/documents`, {})).status).toBe(422)
  })
})

test('a refused upload leaves the connection to the next request', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const { hostname, port } = new URL(app.url)
  const ask = (method: string, path: string, more: Record<string, string> = {}, body?: Buffer) =>
    new Promise<number>((tell, fail) => {
      const asked = request(
        { hostname, port, agent, method, path, headers: { ...headers(), ...more } },
        (answer) => {
          answer.resume()
          answer.on('end', () => tell(answer.statusCode!))
        },
      )
      asked.on('error', fail)
      asked.end(body)
    })
  const head =
    '--x\r\nContent-Disposition: form-data; name="kind"\r\n\r\nsecret\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
  const body = Buffer.concat([
    Buffer.from(head),
    Buffer.alloc(4 * 1024 * 1024, 'x'),
    Buffer.from('\r\n--x--\r\n'),
  ])
  const type = { 'content-type': 'multipart/form-data; boundary=x' }
  expect(await ask('POST', `/api/v1/customers/${customer}/documents`, type, body)).toBe(422)
  expect(await ask('GET', `/api/v1/customers/${customer}`)).toBe(200)
  agent.destroy()
})

const names: [given: string, kept: string][] = [
  ['../../../../tmp/regulars-escaped.txt', 'regulars-escaped.txt'],
  ['..\\\\..\\\\regulars-escaped.txt', 'regulars-escaped.txt'],
  ['/etc/passwd', 'passwd'],
  ['a%0D%0ASet-Cookie: b=c.txt', 'a%0D%0ASet-Cookie: b=c.txt'],
  [`${'n'.repeat(300)}.txt`, 'n'.repeat(255)],
]

describe('a name', () => {
  test.each(names)('%s is kept to be read, and is no path and no header', async (given, kept) => {
    const answer = await send(given, sampleBytes.text)
    expect(answer.status).toBe(201)
    const { id, file } = await answer.json()
    expect(file.name).toBe(kept)
    expect(storedFiles().join('\n')).not.toMatch(/escaped|passwd/)
    for (const way of ['content', 'preview']) {
      const got = await fetch(`${app.url}/api/v1/documents/${id}/${way}`, { headers: headers() })
      expect([got.status, got.headers.get('set-cookie')], way).toEqual([200, null])
      expect(got.headers.get('content-disposition'), way).toMatch(
        /^(attachment|inline); filename="[\w. ()-]+"; filename\*=UTF-8''[\w.%!~-]+$/,
      )
      expect(got.headers.get('content-security-policy'), way).toBe("default-src 'none'; sandbox")
      expect(got.headers.get('x-content-type-options'), way).toBe('nosniff')
      expect(got.headers.get('cache-control'), way).toBe('private, no-store')
    }
  })
})

test('markup in a text is handed out as text, and in a title as a title', async () => {
  const title = '<img src=x onerror=alert(1)>'
  const field = `--x\r\nContent-Disposition: form-data; name="title"\r\n\r\n${title}\r\n`
  const answer = await send('claim.md', Buffer.from('hello <script>alert(1)</script>'), field)
  const { id, title: kept } = await answer.json()
  expect(kept).toBe(title)
  const shown = await fetch(`${app.url}/api/v1/documents/${id}/preview`, { headers: headers() })
  expect(shown.headers.get('content-type')).toBe('text/plain; charset=utf-8')
})

test('documents of another workspace and without the right are out of reach, bytes too', async () => {
  const { id } = await (await send('mine.txt', sampleBytes.text)).json()
  const stranger = await app.addWorkspace('Stranger')
  const blind = await app.home.withScopes('customers.read')
  for (const path of ['', '/content', '/preview', '/versions']) {
    expect((await stranger.admin.get(`/documents/${id}${path}`)).status, path).toBe(404)
    expect((await blind.get(`/documents/${id}${path}`)).status, path).toBe(403)
    expect((await app.anonymous.get(`/documents/${id}${path}`)).status, path).toBe(401)
  }
})
