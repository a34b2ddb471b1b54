import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { addPerson, signedIn } from '#test/support/people.ts'
import { buildStaffApp } from '#test/support/staff-page.ts'

let app: TestApp
let secure: TestApp
beforeAll(async () => {
  await buildStaffApp()
  app = await startTestApp({ work: false })
  secure = await startTestApp({ work: false, settings: { REGULARS_URL: 'https://crm.example.org' } })
}, 180_000)
afterAll(async () => {
  await app?.close()
  await secure?.close()
})

const html = { accept: 'text/html' }
const pages = ['/', '/customers', '/sign-in', '/no/such/page', '/api/docs/']

describe('every page', () => {
  test('has a policy that lets no inline script run, nothing load from elsewhere, and nobody frame it', async () => {
    for (const path of pages) {
      const answer = await fetch(app.url + path, { headers: html })
      expect(answer.headers.get('content-type'), path).toContain('text/html')
      const policy = answer.headers.get('content-security-policy') ?? ''
      const directives = new Map(
        policy.split('; ').map((line) => [line.split(' ')[0]!, line.split(' ').slice(1).join(' ')]),
      )
      expect(directives.get('script-src'), path).toBe("'self'")
      expect(directives.get('default-src'), path).toBe("'self'")
      for (const name of ['object-src', 'base-uri', 'frame-ancestors'])
        expect(directives.get(name), path).toBe("'none'")
      expect(answer.headers.get('referrer-policy'), path).toBe('same-origin')
    }
  })
  test('has no script in it, and loads its own only', async () => {
    for (const path of pages) {
      const text = await (await fetch(app.url + path, { headers: html })).text()
      for (const [tag, attributes, content] of text.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)) {
        expect(content!.trim(), `${path} ${tag}`).toBe('')
        expect(attributes, path).toMatch(/\bsrc="\.?\//)
      }
      expect(text, path).not.toMatch(/\son\w+="|javascript:|src="https?:|href="https?:[^"]*\.(css|js)"/)
    }
  })
})

test('no answer is open to scripts of other sites', async () => {
  for (const path of ['/api/v1/me', '/', '/api/openapi.json']) {
    const answer = await fetch(app.url + path, { headers: { origin: 'https://evil.example' } })
    expect(answer.headers.get('access-control-allow-origin'), path).toBeNull()
    expect(answer.headers.get('cross-origin-resource-policy'), path).toBe('same-origin')
  }
  const preflight = await fetch(`${app.url}/api/v1/customers`, {
    method: 'OPTIONS',
    headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
  })
  expect(preflight.status).toBe(404)
  expect(preflight.headers.get('access-control-allow-origin')).toBeNull()
})

test('over TLS browsers are told to come no other way for a year; without TLS they are not', async () => {
  for (const path of ['/health/live', '/api/v1/me', '/api/v1/customers/%', '/nowhere']) {
    const answer = await fetch(secure.url + path)
    expect(answer.headers.get('strict-transport-security'), path).toBe('max-age=31536000; includeSubDomains')
    expect((await fetch(app.url + path)).headers.get('strict-transport-security'), path).toBeNull()
  }
})

test('what is personal is kept by no cache', async () => {
  const visitor = await signedIn(app, await addPerson(app, app.home, { name: 'Cache Person' }))
  const { body } = await app.home.admin.post('/customers', { last_name: 'Private' })
  const paths = ['/me', '/customers', `/customers/${body.id}`, '/search?q=pri', '/staff', '/tasks', '/outbox']
  for (const path of paths) {
    const { status, headers } = await visitor.get(path)
    expect([status, headers.get('cache-control')], path).toEqual([200, 'no-store'])
  }
  const file = await visitor.get('/exports/customers?format=csv')
  expect(file.headers.get('cache-control')).toBe('private, no-store')
})

test('nothing is redirected, wherever an address points', async () => {
  for (const path of [
    '//evil.example',
    '/\\evil.example',
    '/%2f%2fevil.example',
    '/?next=https://evil.example',
    '/api/v1//evil.example',
  ]) {
    const answer = await fetch(app.url + path, { headers: html, redirect: 'manual' })
    expect([200, 400, 404], path).toContain(answer.status)
    expect(answer.headers.get('location'), path).toBeNull()
  }
})

test('methods that nothing needs do nothing', async () => {
  const { port } = new URL(app.url)
  const ask = (method: string) =>
    new Promise<string>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1')
      let text = ''
      socket.on('data', (chunk) => {
        text += chunk
      })
      socket.on('close', () => resolve(text))
      socket.write(`${method} /api/v1/me HTTP/1.1\r\nHost: x\r\nX-Secret: echo\r\nConnection: close\r\n\r\n`)
    })
  for (const method of ['TRACE', 'OPTIONS', 'PROPFIND', 'SEARCH', 'LINK']) {
    const answer = await ask(method)
    expect(answer, method).toMatch(/^HTTP\/1\.1 (400|404|405|501)/)
    expect(answer, method).not.toContain('X-Secret')
  }
})

test('no answer tells what it is made with, and no folder is listed', async () => {
  for (const path of [
    '/',
    '/api/v1/me',
    '/assets/',
    '/health/live',
    '/.git/config',
    '/package.json',
    '/..%2fpackage.json',
  ]) {
    const answer = await fetch(app.url + path)
    expect(answer.headers.get('server'), path).toBeNull()
    expect(answer.headers.get('x-powered-by'), path).toBeNull()
    expect(await answer.text(), path).not.toMatch(/fastify|better-auth|Index of|\[core\]/i)
  }
})
