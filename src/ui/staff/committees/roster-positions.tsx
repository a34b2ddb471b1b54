import { useState } from 'react'
import { Badge } from '../../kit/badge.tsx'
import { Button } from '../../kit/button.tsx'
import { cx } from '../../kit/cx.ts'
import { EmptyState } from '../../kit/feedback.tsx'
import { useFormats } from '../../kit/format.ts'
import { IconUser } from '../../kit/icons.ts'
import { late } from '../../kit/late.tsx'
import { MenuButton } from '../../kit/menu.tsx'
import { toast } from '../../kit/toast.tsx'
import { type Translate, useT } from '../../kit/words.ts'
import { call, write } from '../shared/api.ts'
import { problemText } from '../shared/problem.ts'
import { useCan } from '../shared/session.ts'
import classes from './roster.module.css'
import { TermCard } from './term-card.tsx'
import { attempt, type Roster, type RosterPosition, refreshOffices } from './use-committees.ts'

const AppointDialog = late(() => import('./appoint-dialog.tsx'))
const PositionDialog = late(() => import('./position-dialog.tsx'))

/** The positions of a committee below each other, each with who holds it, what is free, and who comes next. */
export function RosterPositions({ roster }: { roster: Roster }) {
  const t = useT('committees')
  const shown = roster.positions.filter(
    ({ held, until_on }) => held > 0 || !until_on || until_on >= roster.on,
  )
  if (shown.length === 0) {
    return <EmptyState title={t('positions.empty')}>{t('positions.emptyHint')}</EmptyState>
  }
  return (
    <div className={cx(classes.positions, classes.blocks)}>
      {shown.map((position, i) => (
        <PositionBlock
          key={position.id}
          position={position}
          roster={roster}
          first={i === 0}
          last={i === shown.length - 1}
        />
      ))}
    </div>
  )
}

type BlockProps = { position: RosterPosition; roster: Roster; first: boolean; last: boolean }

function PositionBlock({ position, roster, first, last }: BlockProps) {
  const t = useT('committees')
  const f = useFormats()
  const can = useCan()
  const [open, setOpen] = useState<'appoint' | 'edit' | null>(null)
  const own = roster.terms.filter((term) => term.position.id === position.id)
  const holders = own.filter(({ state }) => state === 'current').toReversed()
  const next = own.filter(({ state }) => state === 'future').toReversed()
  const { name, seats, held, vacant } = position
  const appoint = t('appointTo', { position: name })
  return (
    <section className={cx(classes.position, seats === 1 && held < 2 && classes.single)} aria-label={name}>
      <header>
        <h2>{name}</h2>
        <span className={classes.seats}>{t('held', { held, seats })}</span>
        {held > seats && <Badge tone="warning">{t('tooMany', { count: held - seats })}</Badge>}
        {position.until_on && <Badge>{t('endsOn', { date: f.date(position.until_on) })}</Badge>}
        {can('committees.write') && (
          <span className={classes.tools}>
            <Button size="sm" look="quiet" aria-label={appoint} onClick={() => setOpen('appoint')}>
              {t('appoint')}
            </Button>
            <MenuButton
              label={t('moreFor', { name })}
              size="sm"
              entries={() => entries(position, { first, last }, () => setOpen('edit'), t)}
            />
          </span>
        )}
      </header>
      <ul className={classes.holders}>
        {holders.map((term) => (
          <TermCard key={term.id} term={term} on={roster.on} />
        ))}
        {Array.from({ length: Math.min(vacant, 12) }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: empty seats have no identity
          <li key={`free-${i}`} className={cx(classes.card, classes.vacant)}>
            <span className={classes.empty} aria-hidden>
              <IconUser size={18} stroke={1.75} />
            </span>
            <strong>{t('vacant')}</strong>
          </li>
        ))}
        {vacant > 12 && (
          <li className={cx(classes.card, classes.vacant)}>{t('freeMore', { count: vacant - 12 })}</li>
        )}
      </ul>
      {next.length > 0 && (
        <p className={classes.next}>
          <span>{t('next')}</span>
          {f.list(
            next.map((term) => t('nextPerson', { name: term.customer.name, date: f.date(term.from_on) })),
          )}
        </p>
      )}
      {open === 'appoint' && (
        <AppointDialog
          position={position}
          from={roster.on === roster.today ? undefined : roster.on}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'edit' && (
        <PositionDialog committeeId={roster.committee.id} position={position} onClose={() => setOpen(null)} />
      )}
    </section>
  )
}

function entries(
  position: RosterPosition,
  { first, last }: { first: boolean; last: boolean },
  onEdit: () => void,
  t: Translate,
) {
  const { id, name, version, place, terms } = position
  const move = (to: number) =>
    void attempt(
      () =>
        write('PATCH /committee-positions/:id', { params: { id }, ifMatch: version, body: { place: to } }),
      t('moved.toast', { name }),
      t,
    )
  const remove = async () => {
    try {
      await call('DELETE /committee-positions/:id', { params: { id } })
      toast({ text: t('deleted.toast', { name }), tone: 'success' })
    } catch (problem) {
      toast({ text: problemText(problem, t), tone: 'danger' })
    }
    await refreshOffices()
  }
  return [
    { id: 'edit', label: t('position.edit'), onSelect: onEdit },
    {
      id: 'up',
      label: t('moveUp'),
      reason: first ? t('isFirst') : null,
      onSelect: () => move(Math.max(1, place - 1)),
    },
    { id: 'down', label: t('moveDown'), reason: last ? t('isLast') : null, onSelect: () => move(place + 1) },
    {
      id: 'delete',
      label: t('delete'),
      danger: true,
      reason: terms > 0 ? t('position.inUse') : null,
      onSelect: () => void remove(),
    },
  ]
}
