import { QueryClient, queryOptions } from '@tanstack/react-query'
import { type Args, call, type ReadRoute, type Result } from './api.ts'
import { ApiProblem } from './problem.ts'

const worthAnotherTry = (error: unknown) =>
  !(error instanceof ApiProblem) || error.status === 0 || error.status >= 500

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && worthAnotherTry(error),
      retryDelay: (failures) => 400 * 2 ** failures,
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
})

/**
 * A read for TanStack Query: `useQuery(read('GET /customers/:id', { params: { id } }))`.
 * Its key is `[route, args]`, so `invalidate('GET /customers/:id')` reaches all of a route.
 */
export const read = <K extends ReadRoute>(
  route: K,
  args: Omit<Args<K>, 'signal' | 'idempotencyKey'> = {} as Args<K>,
) =>
  queryOptions<Result<K>, Error, Result<K>, readonly [K, unknown]>({
    queryKey: [route, args] as const,
    queryFn: ({ signal }) =>
      (call as (route: K, args: unknown) => Promise<Result<K>>)(route, { ...args, signal }),
  })

/** Reads again what is on screen from these routes, and forgets the rest. */
export const invalidate = (...routes: ReadRoute[]) =>
  Promise.all(routes.map((route) => queryClient.invalidateQueries({ queryKey: [route] })))
