import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Endpoint, RouteKey } from '#lib/contract.ts'
import { actionOf, isLook } from '#platform/http/action-names.ts'
import { modules } from '#server/modules.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { makeOwner, makers, type Owner, sampleUpload } from '#test/support/records.ts'
import { sampleOf } from '#test/support/samples.ts'

// Every route leaves in the audit trail what it did or showed, or says that it shows nothing of anybody.

type Route = { key: RouteKey; method: string; path: string; endpoint: Endpoint; action: string }

const routes: Route[] = modules.flatMap((m) =>
  Object.entries((m.contract ?? {}) as Record<RouteKey, Endpoint>).map(([name, endpoint]) => {
    const key = name as RouteKey
    const [method, path] = key.split(' ') as [string, string]
    return { key, method, path, endpoint, action: actionOf(key, endpoint) }
  }),
)
const known = routes.filter(({ endpoint }) => endpoint.permission !== 'public')

let t: TestApp
let owner: Owner
beforeAll(async () => {
  t = await startTestApp({ settings: { RATE_LIMIT_PER_MINUTE: '1000000' } })
  owner = await makeOwner(t, t.home, 'Alice Audited')
}, 60_000)
afterAll(() => t.close())

/** The record that a route needs, made before its entries are counted. */
const recordFor = async ({ path }: Route): Promise<string> =>
  path.includes(':') ? makers[path.slice(1, path.indexOf('/:'))]!(owner) : ''

async function call({ method, path, endpoint }: Route, id: string): Promise<number> {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries((sampleOf(endpoint.query) ?? {}) as Record<string, unknown>))
    if (typeof value !== 'object') query.set(name, String(value))
  const search = method === 'GET' && query.size > 0 ? `?${query}` : ''
  const body = endpoint.upload ? sampleUpload(path) : sampleOf(endpoint.body)
  return (await owner.visitor.request(method, path.replace(/:\w+/, id) + search, body)).status
}

/** How often somebody did something, as the trail has it. */
async function told(action: string): Promise<number> {
  await t.app.audit.seal()
  const [row] = await t.app.database.installation.rows<{ n: number }>(
    `SELECT count(*) AS n FROM audit_entries WHERE workspace_id = $1 AND action = $2 AND actor_id = $3 AND outcome = 'done'`,
    [t.home.id, action, owner.person.staffId],
  )
  return row!.n
}

test('every GET says whose data it shows', () => {
  for (const { key, endpoint } of known)
    if (key.startsWith('GET ')) expect(endpoint.shows, `${key}: add "shows" to its contract`).toBeDefined()
})

test('no two routes have one name in the trail', () => {
  const actions = routes.map(({ action }) => action)
  expect(actions.filter((action, i) => actions.indexOf(action) !== i)).toEqual([])
})

test('every write that succeeds leaves an entry', async () => {
  const failed: string[] = []
  for (const route of known.filter(({ key, endpoint }) => !isLook(key, endpoint))) {
    const id = await recordFor(route)
    const before = await told(route.action)
    const status = await call(route, id)
    if (status < 300) expect(await told(route.action), route.key).toBe(before + 1)
    else failed.push(route.key)
  }
  // Refused with the least input that is right in form; all of them go the same way as the others.
  expect(known.length - failed.length, failed.join(', ')).toBeGreaterThan(40)
}, 120_000)

test('every look at what tells about people leaves an entry, and no other', async () => {
  for (const route of known.filter(({ key, endpoint }) => isLook(key, endpoint))) {
    if (route.endpoint.produces === 'text/event-stream') continue
    const id = await recordFor(route)
    const before = await told(route.action)
    const status = await call(route, id)
    if (status >= 300) continue
    const more = (await told(route.action)) - before
    if (route.endpoint.shows === 'nobody') expect(more, route.key).toBe(0)
    else expect(more + before, route.key).toBeGreaterThan(0)
  }
}, 120_000)

test('what anybody may call is told by its verb', () => {
  // Who it is, and in which workspaces, comes out only while these run. Each has its test: accounts, audit.
  const open = routes.filter(({ endpoint, method }) => endpoint.permission === 'public' && method !== 'GET')
  expect(open.map(({ key }) => key).sort()).toEqual([
    'DELETE /session',
    'POST /invitations/:token/acceptance',
    'POST /password-reset-requests',
    'POST /password-resets',
    'POST /session',
    'POST /session/second-factor',
    'POST /setup',
  ])
})
