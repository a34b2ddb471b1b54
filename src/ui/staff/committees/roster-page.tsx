import { TextInput } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { Badge } from '../../kit/badge.tsx'
import { Button, IconButton } from '../../kit/button.tsx'
import { ErrorState, Notice, Skeleton } from '../../kit/feedback.tsx'
import { useFormats } from '../../kit/format.ts'
import { IconChevronLeft, IconChevronRight } from '../../kit/icons.ts'
import { Tabs } from '../../kit/tabs.tsx'
import { useT } from '../../kit/words.ts'
import { useLive } from '../shared/live.ts'
import { usePageTitle } from '../shared/page-title.ts'
import { problemText } from '../shared/problem.ts'
import { invalidate, read } from '../shared/queries.ts'
import classes from './roster.module.css'
import { RosterActions } from './roster-actions.tsx'
import { RosterPositions } from './roster-positions.tsx'
import { yearsAway } from './term-days.ts'
import { TermHistory } from './term-history.tsx'
import { TermTimeline } from './term-timeline.tsx'
import type { Roster } from './use-committees.ts'

const tabs = ['roster', 'timeline', 'history'] as const
type TabId = (typeof tabs)[number]

/** A committee: who holds what on a day, its terms over the years, and everybody who ever held a position. */
export default function RosterPage() {
  const t = useT('committees')
  const { id } = useParams({ strict: false }) as { id: string }
  const given = useSearch({ strict: false }) as Record<string, unknown>
  const navigate = useNavigate()
  const on = /^\d{4}-\d\d-\d\d$/.test(String(given['on'])) ? String(given['on']) : undefined
  const tab = tabs.includes(given['tab'] as TabId) ? (given['tab'] as TabId) : 'roster'
  const { data, error, refetch } = useQuery({
    ...read('GET /committees/:id/roster', { params: { id }, ...(on && { query: { on } }) }),
    placeholderData: keepPreviousData,
  })
  useLive('customer', () => void invalidate('GET /committees/:id/roster'))
  usePageTitle(data?.committee.name)
  const set = (change: { on?: string | undefined; tab?: TabId }) => {
    const next = { on, tab, ...change }
    void navigate({
      to: `/committees/${id}` as never,
      search: {
        ...(next.on && { on: next.on }),
        ...(next.tab !== 'roster' && { tab: next.tab }),
      } as never,
      replace: true,
    })
  }
  if (error && !data) return <ErrorState page title={problemText(error, t)} onRetry={() => void refetch()} />
  if (!data) {
    return (
      <div className={classes.page}>
        <Skeleton lines={[40, 70, 55, 60]} height={18} />
      </div>
    )
  }
  return (
    <div className={classes.page}>
      <RosterHead roster={data} />
      <Tabs
        label={data.committee.name}
        tabs={tabs.map((one) => ({ id: one, label: t(`tab.${one}`) }))}
        value={tab}
        onChange={(next) => set({ tab: next as TabId })}
      >
        {tab !== 'history' && <DayBar roster={data} onDay={(day) => set({ on: day })} />}
        {tab === 'roster' && <RosterPositions roster={data} />}
        {tab === 'timeline' && <TermTimeline roster={data} />}
        {tab === 'history' && <TermHistory roster={data} />}
      </Tabs>
    </div>
  )
}

function RosterHead({ roster }: { roster: Roster }) {
  const t = useT('committees')
  const f = useFormats()
  const { committee, children } = roster
  return (
    <header className={classes.head}>
      <div className={classes.about}>
        <Link to={(committee.parent ? `/committees/${committee.parent.id}` : '/committees') as never}>
          {committee.parent?.name ?? t('nav')}
        </Link>
        <h1>
          {committee.name}
          {committee.state !== 'current' && <Badge>{t(`state.${committee.state}`)}</Badge>}
        </h1>
        {committee.description && <p>{committee.description}</p>}
        {committee.until_on && (
          <p>{t(committee.state === 'past' ? 'endedOn' : 'endsOn', { date: f.date(committee.until_on) })}</p>
        )}
        {children.length > 0 && (
          <p className={classes.children}>
            <span>{t('above')}</span>
            {children.map(({ id, name }) => (
              <Link key={id} to={`/committees/${id}` as never}>
                {name}
              </Link>
            ))}
          </p>
        )}
      </div>
      <RosterActions roster={roster} />
    </header>
  )
}

/** The day as of which the roster is shown: chosen, a year back or on, and today again. */
function DayBar({ roster, onDay }: { roster: Roster; onDay: (day: string | undefined) => void }) {
  const t = useT('committees')
  const f = useFormats()
  const [typed, setTyped] = useState<string | null>(null)
  const { on, today } = roster
  const choose = (day: string) => {
    setTyped(null)
    onDay(day === today ? undefined : day)
  }
  return (
    <div className={classes.day}>
      <IconButton label={t('yearBack')} look="secondary" onClick={() => choose(yearsAway(on, -1))}>
        <IconChevronLeft size={16} stroke={1.75} aria-hidden />
      </IconButton>
      <TextInput
        type="date"
        aria-label={t('asOf')}
        value={typed ?? on}
        onChange={(event) => {
          const { value } = event.currentTarget
          setTyped(value)
          // While a year is being typed it passes through the first centuries.
          if (value >= '1800' && value < '3000') choose(value)
        }}
        onBlur={() => setTyped(null)}
      />
      <IconButton label={t('yearOn')} look="secondary" onClick={() => choose(yearsAway(on, 1))}>
        <IconChevronRight size={16} stroke={1.75} aria-hidden />
      </IconButton>
      {on !== today && <Button onClick={() => choose(today)}>{t('today')}</Button>}
      {on !== today && (
        <Notice tone="accent">{t(on < today ? 'asOf.past' : 'asOf.future', { date: f.date(on) })}</Notice>
      )}
    </div>
  )
}
