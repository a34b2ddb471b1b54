import { useQuery } from '@tanstack/react-query'
import type { Result } from '../shared/api.ts'
import { useLive } from '../shared/live.ts'
import { invalidate, read } from '../shared/queries.ts'
import { useCan } from '../shared/session.ts'
import type { Customer, OwnTab } from '../shared/ui-module.ts'

/** A kind of records that the workspace defined. */
export type RecordType = Result<'GET /custom-record-types'>['items'][number]
export type CustomRecord = Result<'GET /custom-records/:id'>

const allTypes = { ...read('GET /custom-record-types'), staleTime: 60_000 }

/** The types that the reader may know of. */
export const useRecordTypes = () => useQuery(allTypes)

/** Whether the reader goes so far with the records of a type. */
const levels = ['none', 'read', 'write', 'full'] as const
export const goes = ({ level }: RecordType, as: (typeof levels)[number]): boolean =>
  levels.indexOf(level) >= levels.indexOf(as)

export const targetOf = ({ id }: Pick<RecordType, 'id'>) => `record:${id}`

/** Whoever shows types reads them again. */
export const refreshTypes = () =>
  invalidate(
    'GET /custom-record-types',
    'GET /custom-record-types/:id/access',
    'GET /customers/:id/custom-record-types',
  )

/** Everything on screen that shows several records. */
export const refreshLists = () =>
  invalidate(
    'GET /custom-record-types/:id/records',
    'GET /customers/:id/custom-record-types',
    'GET /customers/:id/timeline',
    'GET /customers/:id/history',
  )

/** Everything on screen that shows records. */
export const refreshRecords = () => Promise.all([invalidate('GET /custom-records/:id'), refreshLists()])

const tabPrefix = 'records-'
export const tabOf = ({ key }: Pick<RecordType, 'key'>) => tabPrefix + key
export const keyOfTab = (tab: string) => tab.slice(tabPrefix.length)

const loadTab = () => import('./customer-records.tsx')

/** A tab for each type of which the customer has records, or could get one from the reader. */
export function useRecordTabs({ id }: Customer): OwnTab[] {
  const can = useCan()
  const { data } = useQuery({
    ...read('GET /customers/:id/custom-record-types', { params: { id } }),
    enabled: can('custom-records.read'),
  })
  useLive('customer', (hint) => {
    if (!hint.id || hint.id === id) void invalidate('GET /customers/:id/custom-record-types')
  })
  return (data?.items ?? []).map((type, place) => ({
    id: tabOf(type),
    name: type.many ? type.plural : type.singular,
    order: 50 + place / 1000,
    load: loadTab,
  }))
}
