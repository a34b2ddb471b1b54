import { NativeSelect, TextInput } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { Badge } from '../../kit/badge.tsx'
import { Button } from '../../kit/button.tsx'
import { cx } from '../../kit/cx.ts'
import { useFormats } from '../../kit/format.ts'
import { IconPlus } from '../../kit/icons.ts'
import { late } from '../../kit/late.tsx'
import { useT } from '../../kit/words.ts'
import { useCan } from '../shared/session.ts'
import { useTyped } from '../shared/use-typed.ts'
import classes from './committees.module.css'
import { CommitteesFrame } from './committees-frame.tsx'
import { Paged, usePaged } from './paged.tsx'
import type { Committee } from './use-committees.ts'

const CommitteeDialog = late(() => import('./committee-dialog.tsx'))

const states = ['current', 'past', 'future', 'all']

/** All committees, with how their seats are filled; filters in the address. */
export default function CommitteesPage() {
  const t = useT('committees')
  const can = useCan()
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  const given = useSearch({ strict: false }) as Record<string, unknown>
  const text = (name: string) => (typeof given[name] === 'string' ? (given[name] as string) : '')
  const [q, vacant] = [text('q'), text('vacant') === 'yes']
  const state = states.includes(text('state')) ? text('state') : 'current'
  const set = (change: Record<string, string | undefined>) =>
    void navigate({
      to: '/committees' as never,
      search: { q: q || undefined, state, vacant: vacant ? 'yes' : undefined, ...change } as never,
      replace: true,
    })
  const { typed, onType } = useTyped(q, (value) => set({ q: value || undefined }))
  const query = usePaged('GET /committees', { state, ...(q && { q }), ...(vacant && { vacant: 'yes' }) })
  const add = can('committees.write') && (
    <Button
      look="primary"
      icon={<IconPlus size={16} stroke={1.75} aria-hidden />}
      onClick={() => setAdding(true)}
    >
      {t('committee.add')}
    </Button>
  )
  return (
    <CommitteesFrame actions={add}>
      <search className={classes.filters}>
        <TextInput
          aria-label={t('find')}
          placeholder={t('find')}
          value={typed}
          onChange={(event) => onType(event.currentTarget.value)}
        />
        <NativeSelect
          aria-label={t('filter.state')}
          value={state}
          onChange={(event) => set({ state: event.currentTarget.value })}
          data={states.map((value) => ({ value, label: t(`state.${value}`) }))}
        />
        <NativeSelect
          aria-label={t('filter.seats')}
          value={vacant ? 'yes' : ''}
          onChange={(event) => set({ vacant: event.currentTarget.value || undefined })}
          data={[
            { value: '', label: t('filter.anySeats') },
            { value: 'yes', label: t('filter.vacant') },
          ]}
        />
      </search>
      <Paged query={query} empty={{ title: t('empty'), hint: t('emptyHint') }}>
        {(items) => (
          <ul className={classes.list}>
            {items.map((committee) => (
              <CommitteeRow key={committee.id} committee={committee} />
            ))}
          </ul>
        )}
      </Paged>
      {adding && (
        <CommitteeDialog
          onClose={() => setAdding(false)}
          onAdded={(id) => void navigate({ to: `/committees/${id}` as never })}
        />
      )}
    </CommitteesFrame>
  )
}

function CommitteeRow({ committee }: { committee: Committee }) {
  const t = useT('committees')
  const f = useFormats()
  const { id, name, parent, state, until_on, from_on, vacant, ending } = committee
  const about = [
    parent && t('below', { name: parent.name }),
    state === 'past' && t('endedOn', { date: f.date(until_on!) }),
    state === 'future' && t('beginsOn', { date: f.date(from_on!) }),
  ].filter(Boolean)
  return (
    <li className={classes.row}>
      <div className={classes.name}>
        <Link to={`/committees/${id}` as never}>{name}</Link>
        {about.length > 0 && <span className={classes.soft}>{about.join(' · ')}</span>}
      </div>
      <Seats committee={committee} />
      <div className={classes.badges}>
        {vacant > 0 && (
          <Badge tone="warning" dot>
            {t('vacantCount', { count: vacant })}
          </Badge>
        )}
        {ending > 0 && <Badge>{t('endingCount', { count: ending })}</Badge>}
      </div>
    </li>
  )
}

/** More seats than this are told, not drawn. */
const DRAWN = 12

function Seats({ committee: { seats, held, vacant } }: { committee: Committee }) {
  const t = useT('committees')
  if (seats === 0) return <span className={classes.meter} />
  const filled = seats - vacant
  return (
    <div className={classes.meter}>
      <span>{t('held', { held, seats })}</span>
      {seats <= DRAWN && (
        <span className={classes.track} aria-hidden>
          {Array.from({ length: seats }, (_, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: seats have no identity
            <span key={i} className={cx(i >= filled && classes.free)} />
          ))}
        </span>
      )}
    </div>
  )
}
