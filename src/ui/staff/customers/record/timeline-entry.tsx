import { Link } from '@tanstack/react-router'
import type { ComponentType, ReactNode } from 'react'
import { useFormats } from '../../../kit/format.ts'
import {
  IconClock,
  IconHistory,
  IconKey,
  IconSettings,
  IconUpload,
  IconUser,
  IconUsers,
} from '../../../kit/icons.ts'
import { useT } from '../../../kit/words.ts'
import type { Result } from '../../shared/api.ts'
import type { TimelineKind } from '../../shared/ui-module.ts'
import classes from './timeline.module.css'

export type Entry = Result<'GET /customers/:id/timeline'>['items'][number]

const actorIcons: Record<Entry['actor']['kind'], ComponentType<{ size?: number; stroke?: number }>> = {
  staff: IconUser,
  customer: IconUsers,
  import: IconUpload,
  'api-key': IconKey,
  job: IconClock,
  system: IconSettings,
}

/** Who did it: a name, and what kind of actor where that is not a member of staff. */
export function Actor({ actor }: { actor: Entry['actor'] }) {
  const t = useT('customers')
  const Icon = actorIcons[actor.kind]
  const kind = t(`record.actor.${actor.kind}`)
  const plain = actor.kind === 'staff' || actor.kind === 'system'
  return (
    <span className={classes.actor}>
      <Icon size={13} stroke={1.75} aria-hidden />
      {plain ? actor.name || kind : actor.name && actor.name !== kind ? `${kind}: ${actor.name}` : kind}
    </span>
  )
}

/** Leads to what an event is about, where a tab shows it. */
function Subject({
  entry,
  kind,
  children,
}: {
  entry: Entry
  kind: TimelineKind | undefined
  children: ReactNode
}) {
  if (!kind?.tab || !entry.subject_id || /\.deleted$/.test(entry.event)) return children
  return (
    <Link to="." search={{ tab: kind.tab, subject: entry.subject_id } as never}>
      {children}
    </Link>
  )
}

export function TimelineEntry({ entry, kind }: { entry: Entry; kind: TimelineKind | undefined }) {
  const f = useFormats()
  const Icon = kind?.icon ?? IconHistory
  return (
    <li className={classes.entry}>
      <span className={classes.icon}>
        <Icon size={15} stroke={1.75} />
      </span>
      <div className={classes.text}>
        <span>
          <Subject entry={entry} kind={kind}>
            {entry.text}
          </Subject>
        </span>
        <Actor actor={entry.actor} />
      </div>
      <time dateTime={entry.at} title={f.dateTime(entry.at)} className={classes.time}>
        {f.time(entry.at)}
      </time>
    </li>
  )
}
