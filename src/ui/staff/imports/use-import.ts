import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useHints } from '../jobs/use-hints.ts'
import { call } from '../shared/api.ts'
import { invalidate, queryClient, read } from '../shared/queries.ts'
import { keepFound } from './found.ts'
import { fieldsTwice, type Import, type ImportChange, type Mapping } from './mapping-rules.ts'
import { isBusy, isUndoing } from './steps.ts'

type OptionChange = NonNullable<ImportChange['options']>

export const queryOf = (id: string) => read('GET /imports/:id', { params: { id } })

export function keep(one: Import) {
  queryClient.setQueryData(queryOf(one.id).queryKey, one)
  void invalidate('GET /imports')
}

/** An import as it is: told live while work goes on, and asked for now and then in case a hint was lost. */
export function useImport(id: string) {
  const query = useQuery({
    ...queryOf(id),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data && (isBusy(state.data) || isUndoing(state.data)) ? 1_500 : false,
  })
  useHints('import', id, () => void query.refetch())
  return query
}

/** These say how the file is read, so that its columns are found anew. */
const readingAnew = ['encoding', 'separator', 'has_header', 'sheet'] as const

/**
 * Keeps what a person chooses, one request after the other so that the last choice wins. What is chosen shows at once.
 * A mapping with a field given twice is held here until it is mended.
 */
export function useSaving({ id, mapping: mappingNow, target }: Pick<Import, 'id' | 'mapping' | 'target'>) {
  const [options, setOptions] = useState<OptionChange | null>(null)
  const [mapping, setMapping] = useState<Mapping | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const wanted = useRef<ImportChange | null>(null)
  const flushing = useRef<Promise<boolean> | null>(null)

  const flush = async (): Promise<boolean> => {
    setBusy(true)
    setProblem(null)
    try {
      while (wanted.current) {
        const body = wanted.current
        wanted.current = null
        const one = await call('PATCH /imports/:id', { params: { id }, body })
        keep(one)
        if (readingAnew.some((name) => body.options && name in body.options)) {
          keepFound(one)
          setMapping(null)
        } else if (body.mapping && !wanted.current) setMapping(null)
      }
      setOptions(null)
      return true
    } catch (failed) {
      wanted.current = null
      setOptions(null)
      setMapping(null)
      setProblem(failed)
      return false
    } finally {
      flushing.current = null
      setBusy(false)
    }
  }
  const want = (change: ImportChange) => {
    const options = { ...wanted.current?.options, ...change.options }
    wanted.current = {
      ...wanted.current,
      ...change,
      ...(Object.keys(options).length > 0 && { options }),
    }
    flushing.current ??= flush()
  }
  return {
    options,
    mapping: mapping ?? mappingNow,
    busy,
    /** Something is chosen that cannot be kept yet. */
    held: mapping !== null && !busy,
    problem,
    choose(change: OptionChange) {
      setOptions((old) => ({ ...old, ...change }))
      want({ options: change })
    },
    map(next: Mapping) {
      setMapping(next)
      if (fieldsTwice(next, target).size === 0) want({ mapping: next })
    },
    /** Resolves once all is kept; false when the server refused. */
    settled: () => flushing.current ?? Promise.resolve(true),
  }
}

export type Saving = ReturnType<typeof useSaving>
