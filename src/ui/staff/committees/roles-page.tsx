import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Avatar } from '../../kit/avatar.tsx'
import { StatusBadge } from '../../kit/badge.tsx'
import { useT } from '../../kit/words.ts'
import { read } from '../shared/queries.ts'
import classes from './committees.module.css'
import { CommitteesFrame } from './committees-frame.tsx'
import { Paged, usePaged } from './paged.tsx'
import { TermDays } from './term-card.tsx'
import { stateTones } from './term-history.tsx'

const states = ['current', 'past', 'future', 'all']

/** Who has which role; filters in the address. */
export default function RolesPage() {
  const t = useT('committees')
  const navigate = useNavigate()
  const given = useSearch({ strict: false }) as Record<string, unknown>
  const state = states.includes(String(given['state'])) ? String(given['state']) : 'current'
  const { data: types } = useQuery(read('GET /role-types'))
  const type = types?.items.find(({ id }) => id === given['type'])?.id ?? ''
  const set = (change: object) =>
    void navigate({
      to: '/committees/roles' as never,
      search: { state, ...(type && { type }), ...change } as never,
      replace: true,
    })
  const query = usePaged('GET /customer-roles', { state, ...(type && { type }) })
  return (
    <CommitteesFrame>
      <search className={classes.filters}>
        <NativeSelect
          aria-label={t('field.role')}
          value={type}
          onChange={(event) => set({ type: event.currentTarget.value || undefined })}
          data={[
            { value: '', label: t('roles.all') },
            ...(types?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <NativeSelect
          aria-label={t('filter.state')}
          value={state}
          onChange={(event) => set({ state: event.currentTarget.value })}
          data={states.map((value) => ({ value, label: t(`state.${value}`) }))}
        />
      </search>
      <Paged query={query} empty={{ title: t('roles.empty'), hint: t('roles.emptyHint') }}>
        {(items) => (
          <ul className={classes.list}>
            {items.map(({ id, customer, type: { name }, from_on, until_on, state: own }) => (
              <li key={id} className={classes.row}>
                <div className={classes.person}>
                  <Avatar name={customer.name} photo={customer.photo_url} size="md" />
                  <div className={classes.name}>
                    <Link to={`/customers/${customer.id}` as never} search={{ tab: 'committees' } as never}>
                      {customer.name}
                    </Link>
                    <span className={classes.soft}>
                      <TermDays term={{ from_on, ends_on: until_on }} />
                    </span>
                  </div>
                </div>
                <strong>{name}</strong>
                <div className={classes.badges}>
                  <StatusBadge status={own} tones={stateTones} label={t(`state.${own}`)} />
                </div>
              </li>
            ))}
          </ul>
        )}
      </Paged>
    </CommitteesFrame>
  )
}
