import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import type { Result } from './api.ts'
import { closeLive } from './live.ts'
import { queryClient, read } from './queries.ts'

export type Me = Result<'GET /me'>

export const meQuery = { ...read('GET /me'), staleTime: 60_000 }

/** Who is signed in; the frame draws pages only once this is known. */
export const useMe = (): Me => useSuspenseQuery(meQuery).data

/** Never asks by itself: pages before sign-in use it too. */
export const useMeIfKnown = (): Me | undefined => useQuery({ ...meQuery, enabled: false }).data

/** Whether the reader holds a permission such as `customers.write`. The server decides; this only spares dead ends. */
export const allows = (me: Me, permission: string) => me.administrator || me.permissions.includes(permission)

export function useCan(): (permission: string) => boolean {
  const me = useMe()
  return (permission) => allows(me, permission)
}

/** Nothing that one person saw may be left for the next one at the same screen. */
export function forgetEverything() {
  closeLive()
  queryClient.clear()
  sessionStorage.clear()
}
