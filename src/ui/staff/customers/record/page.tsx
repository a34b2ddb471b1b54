import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Button } from '../../../kit/button.tsx'
import { EmptyState, ErrorState, Notice, Skeleton } from '../../../kit/feedback.tsx'
import { IconSearch } from '../../../kit/icons.ts'
import { Tabs } from '../../../kit/tabs.tsx'
import { toast } from '../../../kit/toast.tsx'
import { useT } from '../../../kit/words.ts'
import { useLive } from '../../shared/live.ts'
import { usePageTitle } from '../../shared/page-title.ts'
import { ApiProblem, problemText } from '../../shared/problem.ts'
import { invalidate, read } from '../../shared/queries.ts'
import { remember } from '../../shared/recent.ts'
import { useShortcut } from '../../shared/shortcuts.ts'
import type { Customer } from '../../shared/ui-module.ts'
import { changeStatus } from '../list/lifecycle.ts'
import { refusalOf } from './abilities.ts'
import { FigureRow } from './figure-row.tsx'
import { BackLink, RecordHeader } from './header.tsx'
import { useParts } from './parts.tsx'
import classes from './record.module.css'
import { numberOf } from './values.ts'
import { wish } from './wish.ts'

/** One customer: who it is, the key figures, and what the modules know of it in tabs. */
export default function RecordPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const t = useT('customers')
  const query = useQuery(read('GET /customers/:id', { params: { id } }))
  useLive('customer', (hint) => {
    if (!hint.id || hint.id === id)
      void invalidate(
        'GET /customers/:id',
        'GET /customers/:id/timeline',
        'GET /customers/:id/history',
        'GET /customers/:id/notes',
      )
  })
  useLive('customers', () => void invalidate('GET /customers/:id'))
  const missing = query.error instanceof ApiProblem && [400, 404].includes(query.error.status)
  if (missing) return <Missing />
  if (query.data) return <Record key={id} customer={query.data} />
  if (query.error)
    return (
      <ErrorState page title={t('record.failed')} onRetry={() => void query.refetch()}>
        {problemText(query.error, t)}
      </ErrorState>
    )
  return <Loading />
}

function Record({ customer }: { customer: Customer }) {
  const t = useT('customers')
  const navigate = useNavigate()
  const { id, name } = customer
  const number = numberOf(customer)
  const { tabs, panels, figures } = useParts(customer)
  const { tab: asked } = useSearch({ strict: false }) as { tab?: string }
  const tab = tabs.find((one) => one.id === asked) ?? tabs[0]
  usePageTitle(`${name} · ${number}`)
  useEffect(() => remember({ to: `/customers/${id}`, label: name, detail: number }), [id, name, number])

  const open = (to: string) => void navigate({ to: '.', search: { tab: to } as never, replace: true })
  const ask = (what: 'edit' | 'tags' | 'note', on: string, action: string) => () => {
    const refused = refusalOf(customer, action, t)
    if (refused) {
      toast({ text: refused })
      return
    }
    if (tab?.id !== on) open(on)
    wish(what)
  }
  const edit = ask('edit', 'overview', 'edit')
  const note = ask('note', 'notes', 'add_note')
  useShortcut('e', t('record.keys.edit'), edit)
  useShortcut('t', t('record.keys.tags'), ask('tags', 'overview', 'edit'))
  useShortcut('m', t('record.keys.note'), note)

  return (
    <div className={classes.page}>
      <BackLink />
      <RecordHeader customer={customer} onEdit={edit} onNote={note} />
      <PutAside customer={customer} />
      <FigureRow customer={customer} figures={figures} tabs={tabs} />
      <div className={panels.length > 0 ? classes.withPanels : undefined}>
        {tab && (
          <Tabs label={t('record.tabs', { name })} tabs={tabs} value={tab.id} onChange={open}>
            <tab.View key={tab.id} customer={customer} tab={tab.id} />
          </Tabs>
        )}
        {panels.length > 0 && (
          <aside className={classes.panels} aria-label={t('record.panels')}>
            {panels.map(({ id, View }) => (
              <View key={id} customer={customer} />
            ))}
          </aside>
        )}
      </div>
    </div>
  )
}

/** Says why an inactive or archived customer cannot be used as usual, and offers the way back. */
function PutAside({ customer }: { customer: Customer }) {
  const t = useT('customers')
  const { status } = customer
  if (status === 'active') return null
  const step = status === 'archived' ? 'restoration' : 'activation'
  const refresh = () => void invalidate('GET /customers/:id', 'GET /customers/:id/timeline')
  return (
    <Notice tone={status === 'archived' ? 'neutral' : 'warning'}>
      <div className={classes.aside}>
        <span>
          <strong>{t(`record.aside.${status}`)}</strong> {t(`record.aside.${status}.text`)}
        </span>
        <Button
          size="sm"
          reason={refusalOf(customer, status === 'archived' ? 'restore' : 'activate', t)}
          onClick={() => void changeStatus(customer, step, t, refresh)}
        >
          {t(`list.step.${step}`)}
        </Button>
      </div>
    </Notice>
  )
}

function Missing() {
  const t = useT('customers')
  usePageTitle(t('record.missing.title'))
  return (
    <EmptyState
      page
      icon={<IconSearch size={20} stroke={1.75} aria-hidden />}
      title={t('record.missing.title')}
      actions={<Link to="/customers">{t('record.missing.back')}</Link>}
    >
      {t('record.missing.text')}
    </EmptyState>
  )
}

function Loading() {
  const t = useT('customers')
  return (
    <div className={classes.page} aria-busy aria-label={t('record.loading')} role="status">
      <div className={classes.loadingHead}>
        <span className={classes.loadingFace} />
        <Skeleton lines={[28, 18]} height={16} />
      </div>
      <Skeleton lines={[100]} height={64} />
      <Skeleton lines={[45]} height={20} />
      <div className={classes.loadingCards}>
        <Skeleton lines={[30, 85, 70, 78, 60, 74]} height={18} />
        <Skeleton lines={[40, 80, 65]} height={18} />
      </div>
    </div>
  )
}
