import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { makeClient, type TestClient } from '../support/client.ts'
import { type ServerProcess, startServer, until } from '../support/server-process.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 })

type Value = { stringValue?: string; intValue?: string | number }
type Span = {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: number
  attributes: { key: string; value: Value }[]
  links?: { traceId: string; spanId: string }[]
  status?: { code?: number }
}

/** A receiver of OTLP over HTTP, as JSON (opentelemetry-proto, trace service). */
let receiver: Server
let endpoint: string
const spans: Span[] = []
const services = new Set<string | undefined>()
let server: ServerProcess
let admin: TestClient

beforeAll(async () => {
  receiver = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece) => pieces.push(piece))
    request.on('end', () => {
      expect(request.url).toBe('/v1/traces')
      const sent = JSON.parse(Buffer.concat(pieces).toString())
      for (const { resource, scopeSpans } of sent.resourceSpans) {
        services.add(
          resource.attributes.find(({ key }: { key: string }) => key === 'service.name')?.value.stringValue,
        )
        for (const scope of scopeSpans) spans.push(...scope.spans)
      }
      response.setHeader('content-type', 'application/json').end('{}')
    })
  })
  await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening))
  endpoint = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`
  server = await startServer({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SERVICE_NAME: 'front desk' })
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
  admin = makeClient(server.url, { authorization: `Bearer ${told.trim().split('\n').at(-1)}` })
})
afterAll(async () => {
  await server?.end()
  receiver?.close()
})

const trace = 'a'.repeat(32)
const caller = 'b'.repeat(16)
const attribute = (span: Span | undefined, key: string) =>
  span?.attributes.find((found) => found.key === key)?.value.stringValue
const arrived = (wanted: (span: Span) => boolean) =>
  until(
    async () => spans.find(wanted),
    (found) => found !== undefined,
  )

test('a request goes on with the trace of its caller, and its statements hang below it, without values', async () => {
  const made = await admin.post(
    '/customers',
    { first_name: 'Quixotica', last_name: 'Visser', tags: ['quixotic tag'] },
    { traceparent: `00-${trace}-${caller}-01`, 'idempotency-key': 'quixotic-key' },
  )
  expect(made.status).toBe(201)
  const request = (await arrived(({ name }) => name === 'POST /api/v1/customers'))!
  expect([request.traceId, request.parentSpanId, request.kind]).toEqual([trace, caller, 2])
  expect(attribute(request, 'http.route')).toBe('/api/v1/customers')
  await arrived(({ name, parentSpanId }) => name === 'COMMIT' && parentSpanId === request.spanId)
  const below = spans.filter(({ parentSpanId }) => parentSpanId === request.spanId)
  const texts = below.map((span) => attribute(span, 'db.query.text') ?? '')
  expect(texts.some((text) => /INSERT INTO customers/i.test(text))).toBe(true)
  expect(below.every(({ traceId }) => traceId === trace)).toBe(true)
  expect(JSON.stringify(spans)).not.toMatch(/quixotic/i)
  expect([...services]).toEqual(['front desk'])
})

test('a job is linked to the request that asked for it', async () => {
  const form = new FormData()
  form.append('file', new Blob(['Last name\nBakker\nVisser']), 'a.csv')
  const { id } = (await admin.post('/imports', form)).body
  await admin.post(`/imports/${id}/run`)
  const request = (await arrived(({ name }) => name === 'POST /api/v1/imports/:id/run'))!
  const job = (await arrived(({ name }) => name === 'job transfer.run'))!
  expect(job.links?.map((link) => [link.traceId, link.spanId])).toEqual([[request.traceId, request.spanId]])
  expect(job.traceId).not.toBe(request.traceId)
  const batch = await arrived(({ name }) => name === 'import batch')
  expect([batch?.traceId, batch?.parentSpanId]).toEqual([job.traceId, job.spanId])
})

test('a receiver that is away disturbs nothing, and what is left is sent at the end', async () => {
  const { port } = receiver.address() as AddressInfo
  await new Promise((closed) => {
    receiver.close(closed)
    receiver.closeAllConnections()
  })
  for (let n = 0; n < 20; n++) expect((await admin.get('/customers')).status).toBe(200)
  await new Promise<void>((listening) => receiver.listen(port, '127.0.0.1', listening))
  spans.length = 0
  expect((await admin.get('/tags')).status).toBe(200)
  expect(await server.end()).toBe(0)
  expect(spans.map(({ name }) => name)).toContain('GET /api/v1/tags')
  expect(server.output()).not.toMatch(/ECONNREFUSED|otlp/i)
})
