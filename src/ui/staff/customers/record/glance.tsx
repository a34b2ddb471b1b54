import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Skeleton } from '../../../kit/feedback.tsx'
import { useFormats } from '../../../kit/format.ts'
import { useLanguage, useT } from '../../../kit/words.ts'
import { problemText } from '../../shared/problem.ts'
import { read } from '../../shared/queries.ts'
import type { Customer } from '../../shared/ui-module.ts'
import { Card } from './card.tsx'
import { NoteBody } from './note-card.tsx'
import classes from './overview.module.css'
import { Actor } from './timeline-entry.tsx'
import { useNotes } from './use-notes.ts'

type Props = { customer: Customer }

const AllOf = ({ tab, text }: { tab: string; text: string }) => (
  <Link to="." search={{ tab } as never}>
    {text}
  </Link>
)

/** What colleagues want to be seen first. */
export function PinnedNotes({ customer }: Props) {
  const t = useT('customers')
  const f = useFormats()
  const allowed = customer.abilities['read_notes']?.allowed ?? false
  const { notes } = useNotes(customer.id, allowed)
  const pinned = notes?.filter((note) => note.pinned).slice(0, 3) ?? []
  if (!allowed || pinned.length === 0) return null
  return (
    <Card title={t('record.group.pinned')} actions={<AllOf tab="notes" text={t('record.notes.all')} />}>
      <ul className={classes.events}>
        {pinned.map((note) => (
          <li key={note.id}>
            <NoteBody body={note.body} />
            <span className={classes.hint} title={f.dateTime(note.created_at)}>
              {[note.author.name, f.relative(note.created_at)].join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

export const latestOf = (id: string, language: string) =>
  read('GET /customers/:id/timeline', { params: { id }, query: { limit: 5, language } })

/** The last few things that happened. */
export function Latest({ customer }: Props) {
  const t = useT('customers')
  const f = useFormats()
  const { data, error } = useQuery(latestOf(customer.id, useLanguage()))
  return (
    <Card title={t('record.group.latest')} actions={<AllOf tab="timeline" text={t('record.timeline.all')} />}>
      {error ? (
        <p className={classes.soft}>{problemText(error, t)}</p>
      ) : data ? (
        <ul className={classes.events}>
          {data.items.map((entry) => (
            <li key={entry.id}>
              <span>{entry.text}</span>
              <span className={classes.hint} title={f.dateTime(entry.at)}>
                <Actor actor={entry.actor} />
                <span>· {f.relative(entry.at)}</span>
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <Skeleton lines={[80, 60, 75, 55]} />
      )}
    </Card>
  )
}
