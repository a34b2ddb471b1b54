import { Link } from '@tanstack/react-router'
import { StatusBadge, type Tone } from '../../kit/badge.tsx'
import { EmptyState } from '../../kit/feedback.tsx'
import { useT } from '../../kit/words.ts'
import classes from './roster.module.css'
import { TermDays } from './term-card.tsx'
import { TermMenu } from './term-menu.tsx'
import type { Roster } from './use-committees.ts'

export const stateTones: Record<string, Tone> = { past: 'neutral', current: 'success', future: 'accent' }

/** Everybody who ever held a position, position by position, the latest first. */
export function TermHistory({ roster }: { roster: Roster }) {
  const t = useT('committees')
  if (roster.terms.length === 0)
    return <EmptyState title={t('terms.empty')}>{t('terms.emptyHint')}</EmptyState>
  return (
    <div className={classes.positions}>
      {roster.positions.map(({ id, name }) => {
        const terms = roster.terms.filter(({ position }) => position.id === id)
        if (terms.length === 0) return null
        return (
          <section key={id} className={classes.position} aria-label={name}>
            <header>
              <h2>{name}</h2>
            </header>
            <ul className={classes.past}>
              {terms.map((term) => (
                <li key={term.id}>
                  <Link to={`/customers/${term.customer.id}` as never}>{term.customer.name}</Link>
                  <span>
                    <TermDays term={term} />
                    {term.end_reason && ` · ${t('endedBecause', { reason: term.end_reason })}`}
                  </span>
                  <StatusBadge status={term.state} tones={stateTones} label={t(`state.${term.state}`)} />
                  <TermMenu term={term} />
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}
