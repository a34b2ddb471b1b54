import { Link } from '@tanstack/react-router'
import { cx } from '../../kit/cx.ts'
import { EmptyState } from '../../kit/feedback.tsx'
import { useT } from '../../kit/words.ts'
import { TermDays } from './term-card.tsx'
import { daysBetween, yearsAway } from './term-days.ts'
import classes from './timeline.module.css'
import type { Roster, Term } from './use-committees.ts'

/** Bars of terms that last until further notice run this far beyond today. */
const OPEN_YEARS = 1

/** The stretch that is drawn, in whole years around all terms and the day. */
function axisOf({ terms, on, today }: Roster) {
  const days = [
    on,
    today,
    yearsAway(today, OPEN_YEARS),
    ...terms.flatMap((term) => [term.from_on, term.ends_on ?? today]),
  ]
  const years = days.map((day) => Number(day.slice(0, 4)))
  const [first, last] = [Math.min(...years), Math.max(...years)]
  const start = `${first}-01-01`
  const length = daysBetween(start, `${last + 1}-01-01`)
  const place = (day: string) => Math.max(0, Math.min(100, (daysBetween(start, day) / length) * 100))
  const step = Math.max(1, Math.ceil((last - first + 1) / 12))
  const ticks = Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => first + i * step)
  return { place, ticks, end: `${last}-12-31` }
}

/** One lane for each person and position, so that who followed whom is seen at once. */
function lanesOf(terms: readonly Term[]): { key: string; name: string; id: string; terms: Term[] }[] {
  const lanes = new Map<string, { key: string; name: string; id: string; terms: Term[] }>()
  for (const term of terms.toSorted((a, b) => (a.from_on < b.from_on ? -1 : 1))) {
    const { id, name } = term.customer
    const lane = lanes.get(id) ?? { key: id, id, name, terms: [] }
    lane.terms.push(term)
    lanes.set(id, lane)
  }
  return [...lanes.values()]
}

/** The terms of each position over the years. Everything that is drawn is also said in words. */
export function TermTimeline({ roster }: { roster: Roster }) {
  const t = useT('committees')
  const { place, ticks, end } = axisOf(roster)
  if (roster.terms.length === 0)
    return <EmptyState title={t('terms.empty')}>{t('terms.emptyHint')}</EmptyState>
  return (
    <div className={classes.chart}>
      <div className={classes.axis} aria-hidden>
        {ticks.map((year) => (
          <span key={year} style={{ left: `${place(`${year}-01-01`)}%` }}>
            {year}
          </span>
        ))}
      </div>
      {roster.positions.map(({ id, name }) => {
        const lanes = lanesOf(roster.terms.filter(({ position }) => position.id === id))
        if (lanes.length === 0) return null
        return (
          <section key={id} className={classes.group} aria-label={name}>
            <h2>{name}</h2>
            <ul>
              {lanes.map((lane) => (
                <li key={lane.key} className={classes.lane}>
                  <Link to={`/customers/${lane.id}` as never}>{lane.name}</Link>
                  <div className={classes.track}>
                    {ticks.map((year) => (
                      <span
                        key={year}
                        className={classes.tick}
                        style={{ left: `${place(`${year}-01-01`)}%` }}
                      />
                    ))}
                    {lane.terms.map((term) => {
                      const from = place(term.from_on)
                      const until = place(term.ends_on ?? end)
                      return (
                        <span
                          key={term.id}
                          className={cx(classes.bar, classes[term.state], !term.ends_on && classes.open)}
                          style={{ left: `${from}%`, width: `${Math.max(0.6, until - from)}%` }}
                        >
                          <span className="visually-hidden">
                            <TermDays term={term} />, {t(`state.${term.state}`)}
                          </span>
                        </span>
                      )
                    })}
                    <span className={classes.now} style={{ left: `${place(roster.on)}%` }} aria-hidden />
                  </div>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
      <p className={classes.key} aria-hidden>
        {(['past', 'current', 'future'] as const).map((state) => (
          <span key={state}>
            <i className={cx(classes.bar, classes[state])} />
            {t(`state.${state}`)}
          </span>
        ))}
      </p>
    </div>
  )
}
