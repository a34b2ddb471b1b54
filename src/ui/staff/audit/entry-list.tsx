import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { Badge } from '../../kit/badge.tsx'
import { cx } from '../../kit/cx.ts'
import { useFormats } from '../../kit/format.ts'
import { type Translate, useT } from '../../kit/words.ts'
import classes from './audit.module.css'
import { byDay, type Entry } from './audit-filter.ts'
import { besides, didWhat, whoDid } from './sentence.ts'

type ListProps = { entries: readonly Entry[]; open: Entry | null; onOpen: (entry: Entry) => void }

/** Entries under their days, each a sentence. */
export function EntryList({ entries, open, onOpen }: ListProps) {
  const t = useT('audit')
  const format = useFormats()
  return byDay(entries).map(({ day, entries: some }) => (
    <section key={day} className={classes.group} aria-labelledby={`day-${day}`}>
      <h2 id={`day-${day}`}>{dayInWords(day, t, format.date)}</h2>
      <ol>
        {some.map((entry) => (
          <Row key={entry.id} entry={entry} isOpen={open?.id === entry.id} onOpen={onOpen} />
        ))}
      </ol>
    </section>
  ))
}

function dayInWords(day: string, t: Translate, date: (day: string) => string): string {
  const local = (ago: number) => {
    const then = new Date()
    then.setDate(then.getDate() - ago)
    return new Date(then.getTime() - then.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
  }
  if (day === local(0)) return t('today')
  return day === local(1) ? t('yesterday') : date(day)
}

const tones = { refused: 'warning', failed: 'danger' } as const

const Row = memo(function Row({
  entry,
  isOpen,
  onOpen,
}: {
  entry: Entry
  isOpen: boolean
  onOpen: (entry: Entry) => void
}) {
  const t = useT('audit')
  const format = useFormats()
  const { customer, outcome } = entry
  const what = didWhat(entry)
  const more = besides(entry, t).join(' · ')
  return (
    <li className={cx(classes.row, isOpen && classes.isOpen)}>
      <time dateTime={entry.at} title={format.dateTime(entry.at)}>
        {format.time(entry.at)}
      </time>
      <div className={classes.sentence}>
        <button type="button" className={classes.what} aria-expanded={isOpen} onClick={() => onOpen(entry)}>
          <strong>{whoDid(entry, t)}</strong> {what}
        </button>
        {customer && (
          <Link to={`/customers/${customer.id}` as never} className={classes.customer}>
            {customer.name}
          </Link>
        )}
        {outcome !== 'done' && <Badge tone={tones[outcome]}>{t(`outcome.${outcome}`)}</Badge>}
        {more && <span className={classes.besides}>{more}</span>}
      </div>
    </li>
  )
})
