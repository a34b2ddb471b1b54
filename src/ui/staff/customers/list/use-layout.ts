import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Layout } from '../../../kit/grid/layout.ts'
import { toast } from '../../../kit/toast.tsx'
import { useT } from '../../../kit/words.ts'
import { call } from '../../shared/api.ts'
import { problemText } from '../../shared/problem.ts'
import { queryClient } from '../../shared/queries.ts'
import { type Me, meQuery, useMe } from '../../shared/session.ts'
import { usualLayout } from './columns.tsx'
import type { View } from './use-views.ts'

const preference = 'customers.columns'

const isLayout = (value: unknown): value is Layout =>
  Array.isArray(value) && value.length > 0 && value.every((entry) => typeof entry?.id === 'string')

export const preferredLayout = (me: Me): Layout => {
  const kept = me.staff.preferences[preference]
  return isLayout(kept) ? kept : usualLayout
}

/**
 * The columns on screen: those of the chosen view, with changes that are not saved yet, or else the reader's own,
 * which are kept with the account.
 */
export function useColumnLayout(view: View | null) {
  const me = useMe()
  const t = useT('customers')
  const [drafts, setDrafts] = useState<Record<string, Layout>>({})
  const [own, setOwn] = useState(() => preferredLayout(me))
  const layout = view ? (drafts[view.id] ?? view.columns) : own
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const unsaved = useRef<Layout | null>(null)

  const save = useCallback(async () => {
    const columns = unsaved.current
    unsaved.current = null
    if (!columns) return
    const preferences = { [preference]: columns }
    // Known at once, for whoever comes back to the list before the answer does.
    queryClient.setQueryData(
      meQuery.queryKey,
      (old: Me | undefined) =>
        old && { ...old, staff: { ...old.staff, preferences: { ...old.staff.preferences, ...preferences } } },
    )
    try {
      await call('PATCH /me', { body: { preferences } })
    } catch (problem) {
      toast({ tone: 'danger', text: problemText(problem, t) })
    }
  }, [t])
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      void save()
    },
    [save],
  )
  const id = view?.id
  const setLayout = useCallback(
    (next: Layout) => {
      if (id) return setDrafts((all) => ({ ...all, [id]: next }))
      setOwn(next)
      unsaved.current = next
      clearTimeout(timer.current)
      timer.current = setTimeout(save, 700)
    },
    [id, save],
  )
  const forgetDraft = useCallback((of: string) => setDrafts(({ [of]: _, ...rest }) => rest), [])
  return useMemo(() => ({ layout, setLayout, forgetDraft }), [layout, setLayout, forgetDraft])
}
