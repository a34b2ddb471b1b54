import Fastify from 'fastify'
import pg from 'pg'
import { type Connection, clientConfig } from '#platform/database/connection.ts'
import {
  createSql,
  customSortSql,
  listSql,
  recordSql,
  searchByEmail,
  searchByPart,
  searchByStart,
  timelineSql,
  updateSql,
} from './floor-sql.ts'

// The floor: the same rows by the best SQL we know, through pg, from bare Fastify routes. No permissions, no
// history, no checks, no row level security. Run as a process of its own, as the server under test is.
// Arguments: the connection as JSON, the id of the workspace. Prints its port.

const connection = JSON.parse(process.argv[2] ?? '') as Connection
const workspace = process.argv[3] ?? ''

// Times as text and numbers as numbers, as ours; the same number of connections.
const pool = new pg.Pool({
  ...clientConfig({ connection, as: 'owner', max: 10, statementTimeout: 60_000 }),
  max: 10,
})
const rows = async (text: string, values: unknown[]) => (await pool.query(text, values)).rows

type ListQuery = { where?: string; values?: string; after?: string; offset?: string; count?: string }
type Row = Record<string, unknown>

const server = Fastify({ routerOptions: { maxParamLength: 300 } })

/** `where` is a key of the conditions in floor-sql.ts; `values` are its parameters as JSON. */
server.get('/list', async (request) => {
  const { where = 'active', values = '[]', after, offset, count } = request.query as ListQuery
  const { text, counting } = listSql(where, after ? 'keyset' : offset ? 'offset' : 'first')
  const given = [workspace, ...(JSON.parse(values) as unknown[])]
  const place = after ? (JSON.parse(after) as unknown[]) : offset ? [Number(offset)] : []
  const [items, total] = await Promise.all([
    rows(text, [...given, ...place]),
    count === 'no' ? null : rows(counting, given),
  ])
  return { items: items.slice(0, 50), more: items.length > 50, count: total?.[0].n ?? null }
})

server.get('/custom-sort', async (request) => {
  const { field } = request.query as { field: string }
  const items = await rows(customSortSql, [workspace, field])
  return { items: items.slice(0, 50), more: items.length > 50 }
})

server.get('/search', async (request) => {
  const { start, part } = request.query as { start: string; part: string }
  if (start.includes('@'))
    return { customers: await rows(searchByEmail, [workspace, start, `${start}\u{10ffff}`]) }
  const found = await rows(searchByStart, [workspace, start, `${start}\u{10ffff}`])
  if (found.length >= 12 || part.length < 3) return { customers: found }
  const more = await rows(searchByPart, [workspace, `%${part.replace(/[%_\\]/g, '\\$&')}%`])
  const known = new Set(found.map((row: Row) => row.id))
  return { customers: [...found, ...more.filter((row: Row) => !known.has(row.id))].slice(0, 12) }
})

server.get('/customers/:id', async (request) => {
  const { id } = request.params as { id: string }
  return (await rows(recordSql, [workspace, id]))[0]
})

server.get('/customers/:id/timeline', async (request) => {
  const { id } = request.params as { id: string }
  return { items: await rows(timelineSql, [workspace, id]) }
})

server.post('/customers', async (request) => {
  const { first_name, last_name, email, phone, street, city } = request.body as Record<string, string>
  const values = [
    workspace,
    crypto.randomUUID(),
    first_name,
    last_name,
    email,
    phone,
    street,
    city,
    new Date(),
  ]
  return (await rows(createSql, values))[0]
})

server.patch('/customers/:id', async (request) => {
  const { id } = request.params as { id: string }
  const { job_title } = request.body as { job_title: string }
  return (await rows(updateSql, [workspace, id, job_title, new Date()]))[0]
})

await server.listen({ host: '127.0.0.1', port: 0 })
console.log((server.server.address() as { port: number }).port)
process.once('SIGTERM', async () => {
  await server.close()
  await pool.end()
})
