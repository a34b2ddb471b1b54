import { expect, test } from 'vitest'
import { z } from 'zod'
import { paging } from '#lib/fields.ts'
import { selection } from '#modules/customers/shapes.ts'
import { mostMegabytes } from '#modules/documents/content-types.ts'
import { mostStreams } from '#modules/notifications/live.ts'
import { mostExports } from '#modules/transfer/exporting/slots.ts'
import { limits } from '#platform/limits.ts'
import { loadSettings } from '#platform/settings.ts'
import { readSource } from '../support/sources.ts'

const settings = loadSettings({ REGULARS_CONFIG: '/dev/null' })
const kb = (bytes: number) => `${bytes / 1024} KB`
const mb = (bytes: number) => `${bytes / 1048576} MB`
const seconds = (ms: number) => `${ms / 1000} s`

/** The first number from `from` on that a schema refuses, less one. */
function most(accepts: (n: number) => boolean, from: number): number {
  let n = from
  while (accepts(n + 1)) n += 1
  return n
}

const id = '00000000-0000-7000-8000-000000000000'
const limit = z.object(paging)
const idsAllowed = (n: number) => selection.safeParse({ ids: Array.from({ length: n }, () => id) }).success

/** What the program does, in the words of the table. */
const values: Record<string, string> = {
  'body of a request, files apart': mb(limits.body),
  file: `\`MAX_UPLOAD_MB\`, ${settings.maxUploadMb} MB`,
  'document: image, text, PDF or office file, audio': [
    mostMegabytes.image,
    mostMegabytes.text,
    mostMegabytes.pdf,
    mostMegabytes.audio,
  ]
    .map((megabytes) => `${megabytes} MB`)
    .join(', '),
  'text fields beside a file': `${limits.formFields} of ${kb(limits.formField)}`,
  'query of an address': `${kb(limits.query)}, ${limits.queryParameters} parameters`,
  'headers with the address': kb(limits.headers),
  'page of a list': `${most((n) => limit.safeParse({ limit: n }).success, 400)} records`,
  'records chosen one by one for a bulk action': String(most(idsAllowed, 9_990)),
  'time until headers, body, file have arrived': [limits.headersTime, limits.bodyTime, limits.uploadTime]
    .map(seconds)
    .join(', '),
  'connection on which nothing moves': seconds(limits.stalled),
  'connection between two requests': seconds(limits.keepAlive),
  'connections of one process': `\`MAX_CONNECTIONS\`, ${settings.maxConnections}`,
  'requests of one person or key in a minute': `\`RATE_LIMIT_PER_MINUTE\`, ${settings.rateLimitPerMinute}`,
  'requests of one address in a minute, not signed in': `\`ANONYMOUS_RATE_LIMIT_PER_MINUTE\`, ${settings.anonymousRateLimitPerMinute}`,
  'streams of live hints of one person': String(mostStreams),
  'exports at once in one workspace': String(mostExports),
  'jobs at once in one process': `\`JOB_CONCURRENCY\`, ${settings.jobConcurrency}`,
  'connections of one process to the database, for requests': `\`DATABASE_POOL\`, ${settings.databasePool}`,
  'statement of a request': `\`STATEMENT_TIMEOUT_MS\`, ${seconds(settings.statementTimeoutMs)}`,
  'statement of work in the background': `\`JOB_STATEMENT_TIMEOUT_MS\`, ${seconds(settings.jobStatementTimeoutMs)}`,
  'statement of the queue itself': seconds(limits.queueStatement),
  'waiting for a lock': seconds(limits.lock),
  'idling inside a transaction': seconds(limits.idleInTransaction),
}

/** The table in the guide: limit to value. */
function table(): Map<string, string> {
  const [, part = ''] = readSource('docs/operating.md').text.split('\n## Limits\n')
  const rows = part
    .split('\n## ')[0]!
    .split('\n')
    .filter((line) => line.startsWith('|'))
  return new Map(
    rows.slice(2).map((line) => {
      const [, name = '', value = ''] = line.split('|').map((cell) => cell.trim())
      return [name, value]
    }),
  )
}

test('the table of limits in the operating guide says what the program does', () => {
  const written = table()
  expect(written.size).toBeGreaterThan(20)
  for (const [name, value] of Object.entries(values)) expect(written.get(name), name).toBe(value)
})

test('every limit of the program is in the table', () => {
  const told = Object.values(values).join(' ')
  const kept = Object.entries(limits).filter(
    ([name, value]) =>
      ![mb(value), kb(value), seconds(value), String(value)].some((text) => told.includes(text)) &&
      name !== 'connect',
  )
  expect(kept).toEqual([])
  expect(table().get('connections of one process to the database, for requests')).toBeDefined()
})
