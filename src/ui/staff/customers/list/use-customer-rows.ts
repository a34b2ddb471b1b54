import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { call } from '../../shared/api.ts'
import { useLive } from '../../shared/live.ts'
import { ApiProblem } from '../../shared/problem.ts'
import { type KeptList, keep, listFor } from './kept-lists.ts'
import { keyOf, type Question } from './list-state.ts'

const freshMs = 5_000

/**
 * The rows for a question. While those of a new question are on their way the old ones stay on screen, so typing
 * into a filter never shows an empty grid; `waiting` says that they are about to be replaced.
 */
export function useCustomerRows(question: Question) {
  const key = keyOf(question)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says all of the question
  const list = useMemo(() => listFor(question), [key])
  const seen = useSyncExternalStore(list.rows.subscribe, list.rows.seen)
  const last = useRef<{ list: KeptList; seen: typeof seen } | null>(null)
  const answered = seen.rowCount !== null
  if (answered || last.current === null) last.current = { list, seen }

  useEffect(() => {
    const { rows } = list
    if (list.visited || Date.now() - list.readAt > freshMs) rows.reload()
    else if (rows.seen().error) rows.retry()
    else rows.start()
    return () => {
      rows.stop()
      list.visited = true
      keep(list)
    }
  }, [list])
  useRefresh(list)
  return { ...last.current, waiting: !answered && last.current.list !== list }
}

/** Rows that somebody changed are read again where they stand; many at once are read as pages. */
function useRefresh({ rows }: KeptList) {
  const waiting = useRef({ ids: new Set<string>(), all: false })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const refresh = () => {
    timer.current = undefined
    const { ids, all } = waiting.current
    waiting.current = { ids: new Set(), all: false }
    if (all || ids.size > 8) rows.reload()
    else for (const id of ids) void readAgain(rows, id)
  }
  useLive('customer', ({ id }) => {
    if (id && !rows.find(id)) return
    if (id) waiting.current.ids.add(id)
    else waiting.current.all = true
    timer.current ??= setTimeout(refresh, 400)
  })
  useLive('customers', () => {
    waiting.current.all = true
    timer.current ??= setTimeout(refresh, 400)
  })
  useEffect(() => () => clearTimeout(timer.current), [])
}

async function readAgain(rows: KeptList['rows'], id: string) {
  try {
    rows.replace(await call('GET /customers/:id', { params: { id } }))
  } catch (problem) {
    // The record is gone or out of sight: what stands on screen is no longer true.
    if (problem instanceof ApiProblem && problem.status === 404) rows.reload()
  }
}
