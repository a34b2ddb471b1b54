import type { FastifyInstance } from 'fastify'

/** How JSON may spell half of a surrogate pair; whole pairs match too, which only costs a look. */
const spelledSurrogate = /\\u[dD][89a-fA-F]/

/** Text that JSON allows and UTF-8 does not (RFC 8259, 8.2) becomes text: half a pair is U+FFFD, as in browsers. */
function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed()
  if (Array.isArray(value)) return value.map(wellFormed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key.toWellFormed(), wellFormed(item)]),
  )
}

/** JSON as Fastify reads it (no `__proto__`), and with every text one that can be stored. */
export function readJsonBodies(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error')
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = body as string
    parse(request, text, (error, value) =>
      done(error, !error && spelledSurrogate.test(text) ? wellFormed(value) : value),
    )
  })
}
