import type { Endpoint, RouteKey } from '#lib/contract.ts'

const verbs = { GET: 'read', POST: 'create', PUT: 'set', PATCH: 'update', DELETE: 'delete' } as const

/**
 * What the audit trail calls a route: the words of its path and what the method does with them.
 * `PATCH /customers/:id` is `customers.update`, `POST /customers/:id/archival` is `customers.archival.create`, and a
 * list is told from a record: `GET /customers` is `customers.list`. What changes nothing ends with `read` or `list`.
 */
export function actionOf(key: RouteKey, endpoint: Endpoint): string {
  const [method, path] = key.split(' ') as [keyof typeof verbs, string]
  const parts = path.split('/').slice(1)
  const words = parts.filter((part) => !part.startsWith(':')).map((word) => word.replaceAll('.', '-'))
  const list = method === 'GET' && !path.includes(':')
  return [...words, list ? 'list' : isLook(key, endpoint) ? 'read' : verbs[method]].join('.')
}

/** A call that changes nothing: every GET, and a POST that declares what it shows. */
export const isLook = (key: RouteKey, endpoint: Endpoint): boolean =>
  key.startsWith('GET ') || endpoint.shows !== undefined
