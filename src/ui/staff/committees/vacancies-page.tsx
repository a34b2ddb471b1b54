import { NativeSelect } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { Avatar } from '../../kit/avatar.tsx'
import { Badge } from '../../kit/badge.tsx'
import { Button } from '../../kit/button.tsx'
import { useFormats } from '../../kit/format.ts'
import { late } from '../../kit/late.tsx'
import { useT } from '../../kit/words.ts'
import { useCan } from '../shared/session.ts'
import classes from './committees.module.css'
import { CommitteesFrame } from './committees-frame.tsx'
import { Paged, usePaged } from './paged.tsx'
import type { Vacancy } from './use-committees.ts'

const AppointDialog = late(() => import('./appoint-dialog.tsx'))

const kinds = ['all', 'vacant', 'ending']
const within = ['30', '90', '180', '366']

/** Seats to fill: vacant ones, and those whose term ends soon, whoever comes next. */
export default function VacanciesPage() {
  const t = useT('committees')
  const navigate = useNavigate()
  const given = useSearch({ strict: false }) as Record<string, unknown>
  const pick = (name: string, choices: string[], usual: string) =>
    choices.includes(String(given[name])) ? String(given[name]) : usual
  const [kind, days] = [pick('kind', kinds, 'all'), pick('within', within, '90')]
  const [filling, setFilling] = useState<Vacancy | null>(null)
  const set = (change: object) =>
    void navigate({
      to: '/committees/vacancies' as never,
      search: { kind, within: days, ...change } as never,
      replace: true,
    })
  const query = usePaged('GET /committee-vacancies', { within: days, ...(kind !== 'all' && { kind }) })
  return (
    <CommitteesFrame>
      <search className={classes.filters}>
        <NativeSelect
          aria-label={t('filter.what')}
          value={kind}
          onChange={(event) => set({ kind: event.currentTarget.value })}
          data={kinds.map((value) => ({ value, label: t(`vacancy.${value}`) }))}
        />
        <NativeSelect
          aria-label={t('filter.within')}
          value={days}
          onChange={(event) => set({ within: event.currentTarget.value })}
          data={within.map((value) => ({ value, label: t('withinDays', { count: Number(value) }) }))}
        />
      </search>
      <Paged query={query} empty={{ title: t('vacancies.empty'), hint: t('vacancies.emptyHint') }}>
        {(items) => (
          <ul className={classes.list}>
            {items.map((vacancy) => (
              <VacancyRow
                key={vacancy.term_id ?? vacancy.position.id}
                vacancy={vacancy}
                onFill={() => setFilling(vacancy)}
              />
            ))}
          </ul>
        )}
      </Paged>
      {filling && (
        <AppointDialog
          position={filling.position}
          from={filling.kind === 'ending' ? filling.free_from : undefined}
          onClose={() => setFilling(null)}
        />
      )}
    </CommitteesFrame>
  )
}

function VacancyRow({ vacancy, onFill }: { vacancy: Vacancy; onFill: () => void }) {
  const t = useT('committees')
  const f = useFormats()
  const can = useCan()
  const { kind, committee, position, customer, free_from, seats, successors } = vacancy
  return (
    <li className={classes.row}>
      <div className={classes.person}>
        {customer && <Avatar name={customer.name} photo={customer.photo_url} size="md" />}
        <div className={classes.name}>
          <Link to={`/committees/${committee.id}` as never}>
            {position.name}, {committee.name}
          </Link>
          <span className={classes.soft}>
            {customer
              ? t('freeFrom', { name: customer.name, date: f.date(free_from) })
              : t('freeSeats', { count: seats })}
          </span>
        </div>
      </div>
      <div className={classes.badges}>
        {kind === 'vacant' ? (
          <Badge tone="warning" dot>
            {t('vacant')}
          </Badge>
        ) : (
          <Badge>{t('endsSoon')}</Badge>
        )}
        {successors > 0 && <Badge tone="success">{t('successor', { count: successors })}</Badge>}
      </div>
      {can('committees.write') && (
        <Button
          size="sm"
          aria-label={t('appointFor', { position: position.name, committee: committee.name })}
          onClick={onFill}
        >
          {t('appoint')}
        </Button>
      )}
    </li>
  )
}
