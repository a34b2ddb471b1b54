import { useQuery } from '@tanstack/react-query'
import type { Result } from '../shared/api.ts'
import { useLive } from '../shared/live.ts'
import { invalidate, queryClient, read } from '../shared/queries.ts'

/** A field that a workspace added to a kind of record. */
export type CustomField = Result<'GET /custom-fields'>['items'][number]
export type FieldType = CustomField['type']

const none: CustomField[] = []
const byTarget = (target: string) => ({
  ...read('GET /custom-fields', { query: { target } }),
  staleTime: 60_000,
})
const inUse = ({ items }: { items: CustomField[] }) => items.filter(({ retired_at }) => retired_at === null)

/** The fields of a kind of record (`customer`, `task`, `record:<type>`) that the reader may see, retired ones too. */
export function useDefinitions(target: string) {
  useLive('custom-fields', () => void refreshFields())
  return useQuery(byTarget(target))
}

/** The field that a list calls `custom.<key>`, also by a key that it had before. */
export function fieldNamed(fields: readonly CustomField[], name: string): CustomField | undefined {
  const wanted = name.replace(/^custom\./, '')
  return (
    fields.find(({ key }) => key === wanted) ?? fields.find(({ former_keys }) => former_keys.includes(wanted))
  )
}

/** Those in use, in their order; none until they are known. */
export function useCustomFields(target: string): CustomField[] {
  useLive('custom-fields', () => void refreshFields())
  return useQuery({ ...byTarget(target), select: inUse }).data ?? none
}

/** A field out of definitions that are on screen or were a moment ago. */
export const knownField = (target: string, id: string): CustomField | undefined =>
  queryClient.getQueryData(byTarget(target).queryKey)?.items.find((field) => field.id === id)

/** Sends for the definitions ahead of the page that needs them. */
export const prefetchFields = (target: string) => void queryClient.prefetchQuery(byTarget(target))

/** Whoever shows definitions reads them again. */
export const refreshFields = () =>
  invalidate('GET /custom-fields', 'GET /custom-field-targets', 'GET /custom-fields/:id/usage')

export const fieldTypes = [
  'text',
  'long_text',
  'number',
  'money',
  'date',
  'choice',
  'multi_choice',
  'yes_no',
  'customer',
] as const satisfies readonly FieldType[]
