import { NativeSelect } from '@mantine/core'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { Avatar } from '../../kit/avatar.tsx'
import { Badge } from '../../kit/badge.tsx'
import { Button } from '../../kit/button.tsx'
import { useFormats } from '../../kit/format.ts'
import { IconPlus } from '../../kit/icons.ts'
import { late } from '../../kit/late.tsx'
import { useT } from '../../kit/words.ts'
import { useCan } from '../shared/session.ts'
import classes from './committees.module.css'
import { CommitteesFrame } from './committees-frame.tsx'
import { Paged, usePaged } from './paged.tsx'

const SolicitorDialog = late(() => import('./solicitor-dialog.tsx'))
const statuses = ['active', 'inactive', 'all']

/** Who asks customers for gifts, with what is given to each. */
export default function SolicitorsPage() {
  const t = useT('committees')
  const f = useFormats()
  const can = useCan()
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  const given = useSearch({ strict: false }) as Record<string, unknown>
  const status = statuses.includes(String(given['status'])) ? String(given['status']) : 'active'
  const query = usePaged('GET /solicitors', { status })
  const add = can('solicitors.write') && (
    <Button
      look="primary"
      icon={<IconPlus size={16} stroke={1.75} aria-hidden />}
      onClick={() => setAdding(true)}
    >
      {t('solicitor.add')}
    </Button>
  )
  return (
    <CommitteesFrame actions={add}>
      <search className={classes.filters}>
        <NativeSelect
          aria-label={t('field.status')}
          value={status}
          onChange={(event) =>
            void navigate({
              to: '/committees/solicitors' as never,
              search: { status: event.currentTarget.value } as never,
              replace: true,
            })
          }
          data={statuses.map((value) => ({ value, label: t(`solicitor.${value}`) }))}
        />
      </search>
      <Paged query={query} empty={{ title: t('solicitors.empty'), hint: t('solicitors.emptyHint') }}>
        {(items) => (
          <ul className={classes.list}>
            {items.map(({ id, customer, since_on, prospects, targets, status: own }) => (
              <li key={id} className={classes.row}>
                <div className={classes.person}>
                  <Avatar name={customer.name} photo={customer.photo_url} size="md" />
                  <div className={classes.name}>
                    <Link to={`/committees/solicitors/${id}` as never}>{customer.name}</Link>
                    <span className={classes.soft}>{t('since', { date: f.date(since_on) })}</span>
                  </div>
                </div>
                <div className={classes.meter}>
                  <span>{t('prospectCount', { count: prospects })}</span>
                  <span>{f.list(targets.map(({ amount, currency }) => f.money(amount, currency)))}</span>
                </div>
                <div className={classes.badges}>
                  {own === 'inactive' && <Badge>{t('solicitor.inactive')}</Badge>}
                </div>
              </li>
            ))}
          </ul>
        )}
      </Paged>
      {adding && <SolicitorDialog onClose={() => setAdding(false)} />}
    </CommitteesFrame>
  )
}
