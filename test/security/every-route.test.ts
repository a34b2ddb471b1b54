import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Endpoint, RouteKey } from '#lib/contract.ts'
import { modules } from '#server/modules.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { addPerson, signedIn } from '#test/support/people.ts'
import { sampleUpload } from '#test/support/records.ts'
import { sampleOf } from '#test/support/samples.ts'
import { snapshot } from '#test/support/snapshot.ts'
import type { Visitor } from '#test/support/visitor.ts'

// Generated: a new route is in here by itself.

const routes = modules.flatMap((m) =>
  Object.entries((m.contract ?? {}) as Record<RouteKey, Endpoint>).map(([key, endpoint]) => {
    const [method, path] = key.split(' ') as [string, string]
    return { key, method, path: path.replace(/:\w+/g, '018f4a3e-1111-7111-8111-111111111111'), endpoint }
  }),
)
const writes = routes.filter(({ method }) => method !== 'GET')
const withBody = writes.filter(({ endpoint }) => endpoint.body)

let app: TestApp
let visitor: Visitor
beforeAll(async () => {
  app = await startTestApp({
    work: false,
    settings: { RATE_LIMIT_PER_MINUTE: '1000000', ANONYMOUS_RATE_LIMIT_PER_MINUTE: '1000000' },
  })
  visitor = await signedIn(app, await addPerson(app, app.home, { name: 'Every Route' }))
})
afterAll(() => app.close())

const bodyOf = ({ endpoint, path }: (typeof routes)[number]) =>
  endpoint.upload ? sampleUpload(path) : sampleOf(endpoint.body)

describe('a write that another site makes a browser send', () => {
  const signs: [sign: string, headers: Record<string, string>][] = [
    ['Sec-Fetch-Site: cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['Sec-Fetch-Site: same-site', { 'sec-fetch-site': 'same-site' }],
    ['Origin of another site', { origin: 'https://evil.example' }],
    ['Origin: null', { origin: 'null' }],
  ]
  test.each(signs)('is refused at every route by %s', async (_sign, headers) => {
    const before = await snapshot(app.app.database.installation, app.home.id)
    for (const route of writes) {
      const { status, body } = await visitor.request(route.method, route.path, bodyOf(route), headers)
      expect([status, body.code], route.key).toEqual([403, 'origin.foreign'])
    }
    expect((await visitor.get('/me')).status).toBe(200)
    expect(await snapshot(app.app.database.installation, app.home.id)).toEqual(before)
  })
  test('is refused as a plain form, which needs no preflight', async () => {
    for (const route of withBody) {
      for (const type of ['application/x-www-form-urlencoded', 'text/plain']) {
        const { status } = await visitor.request(route.method, route.path, bodyOf(route), {
          'content-type': type,
        })
        expect([415, 422], `${route.key} ${type}`).toContain(status)
      }
    }
  })
})

test('fields that a route does not name are refused, so that none can be set by the way', async () => {
  const extras = {
    workspace_id: app.home.id,
    administrator_of_all: true,
    id: '018f4a3e-1111-7111-8111-111111111111',
  }
  for (const route of withBody) {
    for (const [name, value] of Object.entries(extras)) {
      const sample = bodyOf(route) as Record<string, unknown>
      if (name in sample) continue
      const { status, body } = await visitor.request(route.method, route.path, { ...sample, [name]: value })
      expect([status, body.code], `${route.key} ${name}: ${JSON.stringify(body)}`).toEqual([
        422,
        'input.invalid',
      ])
    }
  }
})

test('names of the prototype set nothing anywhere', async () => {
  const bodies = [
    '{"__proto__":{"administrator":true}}',
    '{"constructor":{"prototype":{"administrator":true}}}',
  ]
  for (const route of withBody) {
    for (const body of bodies) {
      const answer = await fetch(`${app.url}/api/v1${route.path}`, {
        method: route.method,
        headers: { authorization: `Bearer ${app.home.adminKey}`, 'content-type': 'application/json' },
        body,
      })
      expect([400, 401, 403, 404, 422], `${route.key} ${body}`).toContain(answer.status)
    }
  }
  const queries = [
    '__proto__[administrator]=1',
    'filter[__proto__]=1',
    'constructor[prototype]=1',
    '__proto__=1',
  ]
  for (const query of queries) expect((await visitor.get(`/customers?${query}`)).status).toBeLessThan(500)
  expect(({} as Record<string, unknown>)['administrator']).toBeUndefined()
  expect(Object.prototype).not.toHaveProperty('polluted')
})

test('a parameter that comes twice is one value, never a list that a check overlooks', async () => {
  const { status, body } = await visitor.get('/customers?limit=1&limit=500')
  expect([status, body.code]).toEqual([422, 'input.invalid'])
})
