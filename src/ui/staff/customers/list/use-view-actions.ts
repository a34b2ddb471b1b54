import { useState } from 'react'
import { confirm } from '../../../kit/confirm.tsx'
import type { Layout } from '../../../kit/grid/layout.ts'
import type { MenuEntry } from '../../../kit/menu.tsx'
import { toast } from '../../../kit/toast.tsx'
import { useT } from '../../../kit/words.ts'
import { type Args, call } from '../../shared/api.ts'
import { problemText } from '../../shared/problem.ts'
import { invalidate, queryClient } from '../../shared/queries.ts'
import { useCan } from '../../shared/session.ts'
import { isFiltered, type ListState, questionOf } from './list-state.ts'
import type { SetList } from './use-list-state.ts'
import { keptFilter, questionOfView, type View, viewsQuery } from './use-views.ts'

type Setup = {
  view: View | null
  state: ListState
  set: SetList
  layout: Layout
  forgetDraft: (view: string) => void
}
type Asks = { rename: () => void; saveAs: () => void; segment: () => void }

/** Saving, sharing and deleting views. Those that ask for a name reject with the API's problem, for its field. */
export function useViewActions({ view, state, set, layout, forgetDraft }: Setup) {
  const t = useT('customers')
  const can = useCan()
  const [busy, setBusy] = useState(false)
  const mayChange = view !== null && (view.mine || can('customers.full'))
  const now = () => {
    const question = questionOf(state)
    return { filter: keptFilter(question), sort: question.sort, columns: layout }
  }
  const put = (changed: View) =>
    queryClient.setQueryData(
      viewsQuery.queryKey,
      (old) =>
        old && {
          items: [...old.items.filter((one) => one.id !== changed.id), changed].sort((a, b) =>
            a.name.localeCompare(b.name),
          ),
        },
    )
  const change = async (body: NonNullable<Args<'PATCH /views/:id'>['body']>, done: string) => {
    if (!view) return
    setBusy(true)
    try {
      put(await call('PATCH /views/:id', { params: { id: view.id }, body, ifMatch: view.version }))
      toast({ tone: 'success', text: t(done, { name: body.name ?? view.name }) })
    } finally {
      setBusy(false)
      void invalidate('GET /views')
    }
  }
  const orSay = async (work: Promise<void>) => {
    try {
      await work
    } catch (problem) {
      toast({ tone: 'danger', text: problemText(problem, t) })
    }
  }
  const save = () =>
    orSay(
      change(now(), 'list.view.saved').then(() => {
        if (view) forgetDraft(view.id)
      }),
    )
  const reset = () => {
    if (!view) return
    forgetDraft(view.id)
    set(questionOfView(view))
  }
  const remove = async () => {
    if (!view) return
    const sure = await confirm({
      title: t('list.view.delete.title', { name: view.name }),
      body: t(view.shared ? 'list.view.delete.shared' : 'list.view.delete.text'),
      action: t('list.view.delete'),
      danger: true,
    })
    if (!sure) return
    await call('DELETE /views/:id', { params: { id: view.id } })
    set({ view: null, q: '', filter: {}, sort: 'name' })
    toast({ text: t('list.view.deleted', { name: view.name }) })
    void invalidate('GET /views')
  }

  return {
    busy,
    mayChange,
    save,
    reset,
    view: async (name: string, shared: boolean) => {
      const made = await call('POST /views', { body: { list: 'customers', name, shared, ...now() } })
      put(made)
      if (view) forgetDraft(view.id)
      set({ view: made.id })
      toast({ tone: 'success', text: t('list.view.saved', { name }) })
      void invalidate('GET /views')
    },
    rename: (name: string) => change({ name }, 'list.view.renamed'),
    segment: async (name: string) => {
      await call('POST /segments', { body: { name, filter: questionOf(state).filter } })
      toast({ tone: 'success', text: t('list.segment.saved', { name }) })
      void invalidate('GET /segments')
    },
    entries: (ask: Asks): MenuEntry[] => {
      const refused = mayChange ? null : t('list.view.notYours')
      const own: MenuEntry[] = view
        ? [
            {
              id: 'name',
              heading: view.owner ? t('list.view.by', { view: view.name, name: view.owner.name }) : view.name,
            },
            { id: 'rename', label: t('list.view.rename'), reason: refused, onSelect: ask.rename },
            {
              id: 'share',
              label: t('list.view.share'),
              checked: view.shared,
              reason: refused,
              onSelect: () =>
                void orSay(
                  change(
                    { shared: !view.shared },
                    view.shared ? 'list.view.unshared' : 'list.view.nowShared',
                  ),
                ),
            },
            { id: 'reset', label: t('list.view.reset'), onSelect: reset },
            {
              id: 'delete',
              label: t('list.view.delete'),
              danger: true,
              reason: refused,
              onSelect: () => void orSay(remove()),
            },
            { id: 'line', divider: true },
          ]
        : []
      const { filter, q } = questionOf(state)
      const noSegment =
        Object.keys(filter).length === 0
          ? t('list.segment.needsFilter')
          : q
            ? t('list.segment.noSearch')
            : null
      return [
        ...own,
        { id: 'new', label: t(view ? 'list.view.saveAs' : 'list.view.saveNew'), onSelect: ask.saveAs },
        {
          id: 'segment',
          label: t('list.segment.save'),
          reason: can('customers.write')
            ? isFiltered(state)
              ? noSegment
              : t('list.segment.needsFilter')
            : t('list.segment.noRight'),
          onSelect: ask.segment,
        },
      ]
    },
  }
}
