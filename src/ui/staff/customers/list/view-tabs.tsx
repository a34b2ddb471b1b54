import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { CountBadge } from '../../../kit/badge.tsx'
import { Button } from '../../../kit/button.tsx'
import { cx } from '../../../kit/cx.ts'
import { useFormats } from '../../../kit/format.ts'
import type { Layout } from '../../../kit/grid/layout.ts'
import { IconUsers } from '../../../kit/icons.ts'
import { late } from '../../../kit/late.tsx'
import { MenuButton } from '../../../kit/menu.tsx'
import { useT } from '../../../kit/words.ts'
import { toQueryString } from '../../shared/query-string.ts'
import { isFiltered, type ListState, writeSearch } from './list-state.ts'
import type { Total } from './row-store.ts'
import type { SetList } from './use-list-state.ts'
import { useViewActions } from './use-view-actions.ts'
import { isChanged, questionOfView, type View } from './use-views.ts'
import classes from './view-tabs.module.css'

const NameDialog = late(() => import('./name-dialog.tsx'))

type TabsProps = {
  views: View[]
  state: ListState
  set: SetList
  layout: Layout
  forgetDraft: (view: string) => void
  /** How many the list on screen holds. */
  total: Total | null
}

const plain: ListState = { q: '', filter: {}, sort: 'name', view: null, preview: null }

/** Saved views as a row of links, and what can be done with the one that is chosen. */
export function ViewTabs({ views, state, set, layout, forgetDraft, total }: TabsProps) {
  const t = useT('customers')
  const f = useFormats()
  const navigate = useNavigate()
  const [asking, setAsking] = useState<'view' | 'rename' | 'segment' | null>(null)
  const view = views.find(({ id }) => id === state.view) ?? null
  const changed = view ? isChanged(view, state, layout) : isFiltered(state)
  const act = useViewActions({ view, state, set, layout, forgetDraft })

  const tab = (id: string | null, label: string, to: ListState, count: View['count'], shared: boolean) => {
    const current = state.view === id
    const search = writeSearch(to)
    const text = toQueryString(search)
    return (
      <li key={id ?? 'all'}>
        <a
          href={`/customers${text && `?${text}`}`}
          className={classes.tab}
          aria-current={current ? 'page' : undefined}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return
            event.preventDefault()
            void navigate({ to: '/customers', search })
          }}
        >
          {shared && (
            <span title={t('list.view.shared')}>
              <IconUsers size={13} stroke={1.75} aria-hidden />
              <span className="visually-hidden">{t('list.view.shared')}</span>
            </span>
          )}
          <span className={classes.name}>{label}</span>
          {count && (
            <CountBadge>
              {f.number(count.value)}
              {count.exact ? '' : '+'}
            </CountBadge>
          )}
          {current && changed && id && (
            <span className={classes.dot} title={t('list.view.changed')}>
              <span className="visually-hidden">{t('list.view.changed')}</span>
            </span>
          )}
        </a>
      </li>
    )
  }
  return (
    <div className={classes.bar}>
      <nav aria-label={t('list.view.label')} className={classes.nav}>
        <ul className={classes.tabs}>
          {tab(null, t('list.view.all'), plain, null, false)}
          {views.map((one) =>
            tab(
              one.id,
              one.name,
              { ...plain, ...questionOfView(one), view: one.id },
              one === view && !changed ? total : one.count,
              one.shared,
            ),
          )}
        </ul>
      </nav>
      <span className={classes.actions}>
        {changed && view && act.mayChange && (
          <Button look="quiet" size="sm" busy={act.busy} onClick={() => void act.save()}>
            {t('list.view.save')}
          </Button>
        )}
        {changed && (
          <Button
            look="quiet"
            size="sm"
            className={cx(view !== null && classes.wide)}
            onClick={() => setAsking('view')}
          >
            {t(view ? 'list.view.saveAs' : 'list.view.saveNew')}
          </Button>
        )}
        {changed && view && (
          <Button look="quiet" size="sm" className={classes.wide} onClick={act.reset}>
            {t('list.view.reset')}
          </Button>
        )}
        <MenuButton
          size="sm"
          label={t('list.view.menu')}
          entries={() =>
            act.entries({
              rename: () => setAsking('rename'),
              saveAs: () => setAsking('view'),
              segment: () => setAsking('segment'),
            })
          }
        />
      </span>
      {asking && (
        <NameDialog
          kind={asking}
          initial={asking === 'rename' ? (view?.name ?? '') : ''}
          onSubmit={act[asking]}
          onClose={() => setAsking(null)}
        />
      )}
    </div>
  )
}
