import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Endpoint, RouteKey } from '#lib/contract.ts'
import { modules, registry } from '#server/modules.ts'
import { startTestApp, type TestApp, type TestWorkspace } from '#test/support/app.ts'
import type { TestAnswer, TestClient } from '#test/support/client.ts'
import { addPerson, signedIn } from '#test/support/people.ts'
import { idKinds, makeOwner, makers, marker, type Owner, sampleUpload } from '#test/support/records.ts'
import { type IdPlace, idPlaces, sampleOf } from '#test/support/samples.ts'
import { snapshot } from '#test/support/snapshot.ts'

// Every route of the house × everybody who may not use it. Nothing here names a route that needs no exception:
// a new route is in the matrix by itself, or fails it because the matrix cannot make a request for it.

type Route = { key: RouteKey; method: string; path: string; endpoint: Endpoint }

const routes: Route[] = modules.flatMap((m) =>
  Object.entries((m.contract ?? {}) as Record<RouteKey, Endpoint>).map(([key, endpoint]) => {
    const [method, path] = key.split(' ') as [string, string]
    return { key: key as RouteKey, method, path, endpoint }
  }),
)
const guarded = routes.filter(({ endpoint }) => endpoint.permission !== 'public')
const withRight = guarded.filter(({ endpoint }) => endpoint.permission !== 'signed-in')
const withId = guarded.filter(({ path }) => path.includes(':'))
const withIdsInside = guarded.flatMap((route) =>
  idPlaces(route.endpoint.body).map((place) => ({ ...route, place })),
)

/** The kind of record that an id stands for: by route where that differs, else by the name of the property. */
const kindsByRoute: Record<string, string> = {
  'POST /customers/bulk-preview /selection/ids/*': 'customers',
  'POST /customers/bulk-preview /selection/except/*': 'customers',
  'POST /customers/bulk-actions /selection/ids/*': 'customers',
  'POST /customers/bulk-actions /selection/except/*': 'customers',
  'PUT /customers/:id/security-groups /group_ids/*': 'portal-groups',
  'POST /notifications/read /ids/*': 'notifications',
  'POST /tags/:id/merger /into': 'tags',
}
const kindsByProperty: Record<string, string> = {
  customer_id: 'customers',
  assignee_id: 'staff',
  group_id: 'customer-groups',
  group_ids: 'security-groups',
  segment: 'segments',
  workspace_id: 'workspaces',
  change_id: 'changes',
  operation_id: 'operations',
}
/** Routes that take a selection and do nothing for what they do not find in it. */
const quiet =
  /^POST \/(customers\/bulk-(preview|actions)|notifications\/read|segments)|^PATCH \/(segments|imports)/

const kindOfPath = (path: string) => path.slice(1, path.indexOf('/:'))
const kindOfPlace = (key: RouteKey, { pointer, property }: IdPlace) =>
  idKinds[`${key} ${pointer}`] ??
  kindsByRoute[`${key} ${pointer}`] ??
  idKinds[property] ??
  kindsByProperty[property]

const nobody = '018f4a3e-1111-7111-8111-111111111111'

/** Sends a request that is right in form: what refuses it is not its form. */
function send(client: TestClient, route: Route, id = nobody, body?: unknown): Promise<TestAnswer> {
  const { method, path, endpoint } = route
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries((sampleOf(endpoint.query) ?? {}) as Record<string, unknown>)) {
    if (typeof value !== 'object') query.set(name, String(value))
  }
  const search = query.size > 0 && method === 'GET' ? `?${query}` : ''
  const content = endpoint.upload ? sampleUpload(path) : (body ?? sampleOf(endpoint.body))
  return client.request(method, path.replace(/:\w+/g, id) + search, content)
}

let t: TestApp
let home: TestWorkspace
beforeAll(async () => {
  t = await startTestApp({
    settings: { RATE_LIMIT_PER_MINUTE: '1000000', ANONYMOUS_RATE_LIMIT_PER_MINUTE: '1000000' },
  })
  home = t.home
})
afterAll(() => t.close())

const present = () => snapshot(t.app.database.installation, home.id)

describe('the matrix itself', () => {
  test('can make a request for every route', () => {
    for (const { endpoint, key } of routes) {
      expect(() => sampleOf(endpoint.body), key).not.toThrow()
      expect(() => sampleOf(endpoint.query), key).not.toThrow()
    }
  })
  test('can make a record for every id in a path', () => {
    for (const { key, path } of withId)
      expect(makers[kindOfPath(path)], `${key}: add to test/support/records.ts`).toBeDefined()
  })
  test('knows what every id inside a request stands for', () => {
    for (const { key, place } of withIdsInside) {
      expect(
        kindOfPlace(key, place),
        `${key} ${place.pointer}: name its kind in the ids of the module's samples`,
      ).toBeDefined()
    }
  })
})

describe('who is nobody', () => {
  test('gets 401 everywhere but at the public routes', async () => {
    const before = await present()
    for (const route of guarded) expect((await send(t.anonymous, route)).status, route.key).toBe(401)
    expect(await present()).toEqual(before)
  })
})

describe('who may do nothing', () => {
  test('gets 403 for everything that needs a right', async () => {
    await home.admin.post('/security-groups', { name: 'Nothing' })
    const visitor = await signedIn(t, await addPerson(t, home, { name: 'No Rights', group: 'Nothing' }))
    const before = await present()
    for (const route of withRight) {
      const { status, body } = await send(visitor, route)
      expect({ status, right: body.params?.permission }, route.key).toEqual({
        status: 403,
        right: route.endpoint.permission,
      })
    }
    expect(await present()).toEqual(before)
  })
})

describe('a key with every scope but the one that is needed', () => {
  const { areas, rights } = registry
  const everything = [
    ...areas.flatMap((area) => [`${area}.read`, `${area}.write`, `${area}.full`]),
    ...rights,
  ]
  const levels = ['read', 'write', 'full']
  /** Without the permission and without the levels above it, which include it. */
  const allBut = (permission: string) => {
    const [area, level] = permission.split('.') as [string, string]
    const above = levels.includes(level) && areas.includes(area) ? levels.slice(levels.indexOf(level)) : []
    const holding = above.map((higher) => `${area}.${higher}`)
    return everything.filter((scope) => scope !== permission && !holding.includes(scope))
  }
  test('gets 403', async () => {
    const clients = new Map<string, TestClient>()
    for (const { endpoint } of withRight) {
      const { permission } = endpoint
      if (!clients.has(permission)) clients.set(permission, await home.withScopes(...allBut(permission)))
    }
    const before = await present()
    for (const route of withRight) {
      const { status } = await send(clients.get(route.endpoint.permission)!, route)
      expect(status, route.key).toBe(403)
    }
    expect(await present()).toEqual(before)
  })
})

describe('who may only read', () => {
  test('changes nothing by anything that needs a right', async () => {
    const reader = await home.withScopes(...registry.areas.map((area) => `${area}.read`))
    const before = await present()
    for (const route of withRight) {
      if (route.method === 'GET') continue
      const { status } = await send(reader, route)
      if (!route.endpoint.permission.endsWith('.read')) expect(status, route.key).toBe(403)
    }
    expect(await present()).toEqual(before)
  })
})

describe("another workspace's records", () => {
  let owner: Owner
  let stranger: Owner
  const paths = new Map<RouteKey, string>()
  const inside = new Map<string, string>()
  const insideKey = (key: RouteKey, place: IdPlace) => `${key} ${place.pointer}`
  let before: Record<string, string>

  beforeAll(async () => {
    owner = await makeOwner(t, await t.addWorkspace('Foreign'), `${marker} Owner`)
    stranger = await makeOwner(t, home, 'Home Stranger')
    // One for each route, so that what one request does is in no other's way.
    for (const { key, path } of withId) paths.set(key, await makers[kindOfPath(path)]!(owner))
    for (const { key, place } of withIdsInside) {
      inside.set(insideKey(key, place), await makers[kindOfPlace(key, place)!]!(owner))
    }
    await t.settle()
    before = await snapshot(t.app.database.installation, owner.workspace.id)
  }, 300_000)

  test('are not found by id, by an administrator with session or key', async () => {
    for (const route of withId) {
      for (const client of [stranger.visitor, home.admin]) {
        const { status, body } = await send(client, route, paths.get(route.key))
        // What only a person may do is refused to a key before anything is looked up.
        if (client === home.admin && body?.code === 'session.needed') continue
        expect(status, route.key).toBe(404)
        expect(JSON.stringify(body), route.key).not.toContain(marker)
      }
    }
  })

  test('cannot be named inside a request', async () => {
    for (const { place, ...route } of withIdsInside) {
      const own = route.path.includes(':') ? await makers[kindOfPath(route.path)]!(stranger) : undefined
      const value = inside.get(insideKey(route.key, place))
      const { status, body } = await send(
        stranger.visitor,
        route,
        own,
        sampleOf(route.endpoint.body, { pointer: place.pointer, value }),
      )
      const named = `${route.key} ${place.pointer}: ${JSON.stringify(body)}`
      if (quiet.test(route.key)) expect(status, named).toBeLessThan(500)
      else expect([404, 409, 422], named).toContain(status)
    }
  }, 120_000)

  test('do not show in any list', async () => {
    const visitor = await signedIn(
      t,
      await addPerson(t, await t.addWorkspace('Empty'), { name: 'Empty Handed' }),
    )
    for (const route of guarded) {
      if (
        route.method !== 'GET' ||
        route.path.includes(':') ||
        route.endpoint.produces === 'text/event-stream'
      )
        continue
      const { status, body } = await send(visitor, route)
      expect(status, route.key).toBe(200)
      expect(JSON.stringify(body), route.key).not.toContain(marker)
    }
  })

  test('are as they were after all of this', async () => {
    await t.settle()
    expect(await snapshot(t.app.database.installation, owner.workspace.id)).toEqual(before)
  })

  test('are found by their own people with the very same requests', async () => {
    for (const route of withId) {
      const [place] = idPlaces(route.endpoint.body)
      const own =
        place &&
        sampleOf(route.endpoint.body, {
          pointer: place.pointer,
          value: inside.get(insideKey(route.key, place)),
        })
      const { status, body } = await send(owner.visitor, route, paths.get(route.key), own)
      expect([401, 403, 404], `${route.key}: ${JSON.stringify(body)}`).not.toContain(status)
      expect(status, route.key).toBeLessThan(500)
    }
  })
})
