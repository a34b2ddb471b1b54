import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { type Translate, useT } from '../../kit/words.ts'
import type { Result } from '../shared/api.ts'
import { read } from '../shared/queries.ts'
import records from './locales/records.en.ts'

export type Target = Result<'GET /imports/targets'>['items'][number]
export type TargetColumn = Target['columns'][number]

export const CUSTOMERS = 'customers'

/** What this person may import; undefined until that is known. */
export const useTargets = (): Target[] | undefined => useQuery(read('GET /imports/targets')).data?.items

/** What people call what a file holds. A kind that is gone has only its name. */
export const labelOf = (targets: readonly Target[] | undefined, name: string): string =>
  targets?.find((target) => target.name === name)?.label ?? name

const otherwise = new Set(Object.keys(records).map((key) => key.replace(/_(?:one|other)$/, '')))

/** The words of imports for what the file holds: of records some are others than of customers. */
export function useWordsOf(target: string): Translate {
  const words = useT('imports')
  return useCallback(
    (key, options) =>
      words(target !== CUSTOMERS && otherwise.has(`record.${key}`) ? `record.${key}` : key, options),
    [words, target],
  )
}
