import { expect, test } from 'vitest'
import type { Endpoint, RouteKey } from '#lib/contract.ts'
import { modules, registry } from '#server/modules.ts'

const routes = modules.flatMap((m) =>
  Object.entries((m.contract ?? {}) as Record<RouteKey, Endpoint>).map(([key, endpoint]) => ({
    module: m,
    key,
    endpoint,
  })),
)

test('every contract is implemented by its own module', () => {
  for (const m of modules) expect(m.routes?.contract, m.name).toBe(m.contract)
})

test('no two routes are the same', () => {
  const shapes = routes.map(({ key }) => key.replace(/:\w+/g, ':'))
  expect(new Set(shapes).size).toBe(shapes.length)
})

test('every route names a permission that security groups can hold', () => {
  const known = new Set([
    'public',
    'signed-in',
    ...registry.areas.flatMap((area) => [`${area}.read`, `${area}.write`, `${area}.full`]),
    ...registry.rights,
  ])
  for (const { key, endpoint } of routes) expect(known, key).toContain(endpoint.permission)
})

test('what changes something is no GET, and a GET asks for no more than to read', () => {
  for (const { key, endpoint } of routes) {
    if (key.startsWith('GET ')) expect(endpoint.body, key).toBeUndefined()
  }
})

test('every route says in a line what it does', () => {
  for (const { key, endpoint } of routes) expect(endpoint.summary, key).toMatch(/^[A-Z].{5,}/)
})
