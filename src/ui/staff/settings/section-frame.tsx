import { Link, useLocation } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
import { cx } from '../../kit/cx.ts'
import { EmptyState, ErrorState, Skeleton } from '../../kit/feedback.tsx'
import { useT } from '../../kit/words.ts'
import { problemText } from '../shared/problem.ts'
import { useCan } from '../shared/session.ts'
import { sectionsFor } from './sections.ts'
import classes from './settings.module.css'

type FrameProps = { /** Of its `SettingsEntry`. */ id: string; actions?: ReactNode; children: ReactNode }

/** One page of the settings: the list of all beside it, its title with what it is for, then its content. */
export function SectionFrame({ id, actions, children }: FrameProps) {
  const t = useT('settings')
  const { title, hint } = sectionsFor(() => true).find((one) => one.id === id) ?? { title: '', hint: '' }
  return (
    <div className={classes.page}>
      <SectionList />
      <section className={classes.content} aria-labelledby="section-title">
        <header className={classes.head}>
          <div>
            <h1 id="section-title">{t(title)}</h1>
            <p>{t(hint)}</p>
          </div>
          {actions && <div className={classes.actions}>{actions}</div>}
        </header>
        {children}
      </section>
    </div>
  )
}

function SectionList() {
  const t = useT('settings')
  const can = useCan()
  const { pathname } = useLocation()
  const list = useRef<HTMLElement>(null)
  // On a phone the list is a strip, and the page may stand far along it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is another place
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [pathname])
  return (
    <nav ref={list} className={classes.list} aria-label={t('nav')}>
      {sectionsFor(can).map(({ id, title }) => {
        const here = pathname === `/settings/${id}`
        return (
          <Link
            key={id}
            to={`/settings/${id}` as never}
            className={cx(here && classes.here)}
            aria-current={here ? 'page' : undefined}
          >
            {t(title)}
          </Link>
        )
      })}
    </nav>
  )
}

type LoadedProps<T> = {
  query: { data: T | undefined; error: unknown; refetch: () => unknown }
  /** Whether there is nothing to show, with what to do about it. */
  empty?: { when: (data: T) => boolean; title: string; hint: string; actions?: ReactNode }
  children: (data: T) => ReactNode
}

/** What was asked of the server, in every state it can be in. */
export function Loaded<T>({ query, empty, children }: LoadedProps<T>) {
  const t = useT('settings')
  if (query.data === undefined && query.error) {
    return <ErrorState title={problemText(query.error, t)} onRetry={() => void query.refetch()} />
  }
  if (query.data === undefined) return <Skeleton lines={[90, 70, 80, 60]} height={20} />
  if (empty?.when(query.data)) {
    return (
      <EmptyState title={empty.title} actions={empty.actions}>
        {empty.hint}
      </EmptyState>
    )
  }
  return children(query.data)
}
