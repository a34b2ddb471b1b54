import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'

// What the fuzz tests found, each kind once, so that it stays mended whatever the seeds find.

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ checkAnswers: false })
})
afterAll(() => app.close())

const cursorOf = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const headers = (type?: string) => ({
  authorization: `Bearer ${app.home.adminKey}`,
  ...(type && { 'content-type': type }),
})

test('an address that cannot be decoded gets a problem with the headers of every answer', async () => {
  for (const path of ['/api/v1/customers/%', `/api/v1/customers/${'a'.repeat(400)}`]) {
    const answer = await fetch(`${app.url}${path}`, { headers: headers() })
    expect([400, 414]).toContain(answer.status)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'")
    expect(answer.headers.get('cache-control')).toBe('no-store')
  }
})

describe('a forged cursor', () => {
  const noId = '-'.repeat(36)
  const forged = [
    noId,
    [noId],
    ['a', 'b'],
    ['2026-02-30', crypto.randomUUID()],
    ['a', crypto.randomUUID()],
    [true, noId],
    [true, crypto.randomUUID(), 'more'],
  ]
  const numbers = [
    [2 ** 40, 0],
    [0, 1e300],
    [1, 2 ** 20],
  ]
  const lists = ['tasks', 'jobs', 'notifications', 'imports', 'outbox', 'customers', 'audit']

  test('is refused by every list, or gives a page', async () => {
    const { body: customer } = await app.home.admin.post('/customers', { last_name: 'Paged' })
    const paths = [
      ...lists,
      `customers/${customer.id}/notes`,
      `customers/${customer.id}/timeline`,
      `customers/${customer.id}/history`,
    ]
    for (const path of paths) {
      for (const value of [...forged, ...numbers]) {
        const { status } = await app.home.admin.get(`/${path}?cursor=${cursorOf(value)}`)
        expect([200, 404, 422], `${path} ${JSON.stringify(value)}`).toContain(status)
      }
    }
  })
  test('of the refused rows of an import as well', async () => {
    const form = new FormData()
    form.append('file', new File(['name\nJansen\n'], 'c.csv'))
    const { body } = await app.home.admin.post('/imports', form)
    for (const value of numbers) {
      const { status } = await app.home.admin.get(`/imports/${body.id}/rejections?cursor=${cursorOf(value)}`)
      expect([200, 422]).toContain(status)
    }
  })
})

test('half a surrogate pair is stored as the sign for what cannot be shown, also inside JSON columns', async () => {
  const post = (path: string, body: string) =>
    fetch(`${app.url}/api/v1${path}`, { method: 'POST', headers: headers('application/json'), body })
  const segment = await post('/segments', '{"name":"A\\ud800","filter":{"name":"\\udfff"}}')
  expect(segment.status).toBe(201)
  expect((await segment.json()).filter.name).toBe('\ufffd')
  const { body: customer } = await app.home.admin.post('/customers', { last_name: 'Tagged' })
  const bulk = await post(
    '/customers/bulk-actions',
    `{"selection":{"ids":["${customer.id}"]},"action":{"type":"add-tags","tags":["\\udfff\\ud800x"]}}`,
  )
  expect(bulk.status).toBe(202)
})

test('a name of nothing but invisible marks is no name', async () => {
  for (const name of ['\u200b', '\u202e\u200b', '\u0001']) {
    const group = await app.home.admin.post('/customer-groups', { name })
    expect([group.status, group.body.errors?.[0].pointer]).toEqual([422, '/name'])
  }
})

test('the year zero, which PostgreSQL does not know, is refused', async () => {
  const key = { name: 'Zero', scopes: ['customers.read'], expires_at: '0000-01-01T00:00:00Z' }
  expect((await app.home.admin.post('/api-keys', key)).status).toBe(422)
  expect((await app.home.admin.get('/customers?filter[created_from]=0000-01-01')).status).toBe(422)
  expect((await app.home.admin.post('/tasks', { title: 'Zero', due_on: '0000-01-01' })).status).toBe(422)
})

describe('an upload', () => {
  const send = (path: string, method: string, body: string) =>
    fetch(`${app.url}/api/v1${path}`, { method, headers: headers('multipart/form-data; boundary=x'), body })

  test('that is cut off is refused, and nothing is kept', async () => {
    const { body: customer } = await app.home.admin.post('/customers', { last_name: 'Pictured' })
    const cut = '--x\r\nContent-Disposition: form-data; name="file"; filename="p.png"\r\n\r\nabc'
    for (const [method, path] of [
      ['PUT', `/customers/${customer.id}/photo`],
      ['POST', '/imports'],
    ] as const) {
      const answer = await send(path, method, cut)
      expect([answer.status, (await answer.json()).code]).toEqual([400, 'request.unreadable'])
    }
  })
  test('without a file name is taken', async () => {
    const part =
      '--x\r\nContent-Disposition: form-data; name="file"\r\nContent-Type: application/octet-stream\r\n\r\n'
    const answer = await send('/imports', 'POST', `${part}name,email\nJansen,j@people.example\n\r\n--x--\r\n`)
    expect([answer.status, (await answer.json()).file_name]).toEqual([201, 'file'])
  })
})
