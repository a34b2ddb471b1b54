import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'

let world: TestApp
beforeAll(async () => {
  world = await startTestApp({ work: false })
})
afterAll(() => world.close())

test('every problem is an RFC 9457 document with a stable code', async () => {
  const cases: [string, string, unknown, number, string][] = [
    ['GET', '/customers/00000000-0000-7000-8000-000000000000', undefined, 404, 'customer.missing'],
    ['GET', '/nowhere', undefined, 404, 'route.missing'],
    ['GET', '/customers?limit=9999', undefined, 422, 'input.invalid'],
    ['GET', '/customers?cursor=rubbish', undefined, 422, 'cursor.invalid'],
    ['POST', '/customers', { first_name: 5 }, 422, 'input.invalid'],
    ['POST', '/customers', { nonsense: true }, 422, 'input.invalid'],
  ]
  for (const [method, path, body, status, code] of cases) {
    const answer = await world.home.admin.request(method, path, body)
    expect([answer.status, answer.body.code], `${method} ${path}`).toEqual([status, code])
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(answer.body).toMatchObject({
      status,
      title: expect.any(String),
      detail: expect.any(String),
      request_id: expect.any(String),
    })
  }
})

test('wrong input names the field', async () => {
  const { body } = await world.home.admin.post('/customers', { first_name: 5, emails: [{ address: 7 }] })
  expect(body.errors.map((error: { pointer: string }) => error.pointer)).toEqual(
    expect.arrayContaining(['/first_name', '/emails/0/address']),
  )
})

test("broken JSON and a NUL byte are the caller's fault, not ours", async () => {
  const headers = { authorization: `Bearer ${world.home.adminKey}`, 'content-type': 'application/json' }
  const broken = await fetch(`${world.url}/api/v1/customers`, {
    method: 'POST',
    headers,
    body: '{"first_name":',
  })
  expect(broken.status).toBe(400)
  const nul = await world.home.admin.post('/customers', { first_name: 'A\u0000B', last_name: 'C' })
  expect(nul.status).toBeLessThan(500)
})

test('a stranger learns nothing about the form of the input', async () => {
  const { status, body } = await world.anonymous.post('/customers', { nonsense: true })
  expect([status, body.code]).toEqual([401, 'sign_in.needed'])
})

test('answers carry the headers that keep browsers safe', async () => {
  for (const path of ['/health/live', '/api/openapi.json', '/api/v1/customers', '/']) {
    const { headers } = await fetch(`${world.url}${path}`, { headers: { accept: 'text/html' } })
    expect(headers.get('content-security-policy'), path).toContain("script-src 'self'")
    expect(headers.get('x-content-type-options'), path).toBe('nosniff')
    expect(headers.get('x-frame-options'), path).toBe('DENY')
  }
})

test('the OpenAPI document lists every route with its answers, and the docs page is there', async () => {
  const document = await (await fetch(`${world.url}/api/openapi.json`)).json()
  expect(document.openapi).toBe('3.1.0')
  expect(
    document.paths['/api/v1/customers/{id}'].patch.parameters.map((p: { name: string }) => p.name),
  ).toEqual(['id', 'Idempotency-Key', 'If-Match'])
  const docs = await fetch(`${world.url}/api/docs/`)
  expect(docs.status).toBe(200)
  expect(await docs.text()).not.toMatch(/<script>[^<]/)
})
