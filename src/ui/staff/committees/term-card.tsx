import { Link } from '@tanstack/react-router'
import { Avatar } from '../../kit/avatar.tsx'
import { Badge } from '../../kit/badge.tsx'
import { cx } from '../../kit/cx.ts'
import { useFormats } from '../../kit/format.ts'
import { useT } from '../../kit/words.ts'
import classes from './roster.module.css'
import { daysBetween } from './term-days.ts'
import { TermMenu } from './term-menu.tsx'
import type { Term } from './use-committees.ts'

const SOON = 90

/** Somebody who holds a position: since when, until when, and how much of the term has passed on a day. */
export function TermCard({ term, on }: { term: Term; on: string }) {
  const t = useT('committees')
  const { customer, ends_on, from_on } = term
  const left = ends_on === null ? null : daysBetween(on, ends_on)
  const soon = left !== null && left <= SOON
  const whole = ends_on === null ? null : Math.max(1, daysBetween(from_on, ends_on))
  const passed = whole === null ? 0 : Math.min(100, (daysBetween(from_on, on) / whole) * 100)
  return (
    <li className={classes.card}>
      <Avatar name={customer.name} photo={customer.photo_url} size="md" />
      <div className={classes.holder}>
        <Link to={`/customers/${customer.id}` as never}>{customer.name}</Link>
        <span>
          <TermDays term={term} />
        </span>
        {whole !== null && (
          <span className={classes.passed} aria-hidden>
            <span className={cx(soon && classes.soon)} style={{ width: `${passed}%` }} />
          </span>
        )}
        {(soon || term.beyond_seats || term.end_reason) && (
          <span className={classes.marks}>
            {soon && <Badge tone="warning">{t('daysLeft', { count: left })}</Badge>}
            {term.beyond_seats && <Badge>{t('beyondSeats')}</Badge>}
            {term.end_reason && <Badge>{t('endedBecause', { reason: term.end_reason })}</Badge>}
          </span>
        )}
      </div>
      <TermMenu term={term} />
    </li>
  )
}

/** The days of a term in words. */
export function TermDays({ term }: { term: Pick<Term, 'from_on'> & { ends_on: string | null } }) {
  const t = useT('committees')
  const f = useFormats()
  return term.ends_on
    ? t('days', { from: f.date(term.from_on), until: f.date(term.ends_on) })
    : t('daysOpen', { from: f.date(term.from_on) })
}
