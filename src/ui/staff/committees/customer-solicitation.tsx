import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { Skeleton } from '../../kit/feedback.tsx'
import { useFormats } from '../../kit/format.ts'
import { IconPlus } from '../../kit/icons.ts'
import { late } from '../../kit/late.tsx'
import { useT } from '../../kit/words.ts'
import { read } from '../shared/queries.ts'
import { useCan } from '../shared/session.ts'
import type { Customer } from '../shared/ui-module.ts'
import classes from './committees.module.css'
import { Paged, usePaged } from './paged.tsx'
import { ProspectRow } from './prospect-row.tsx'

const ProspectDialog = late(() => import('./prospect-dialog.tsx'))
const SolicitorDialog = late(() => import('./solicitor-dialog.tsx'))

/** The tab of a customer: who asks them for gifts; of an individual also whether they ask others. */
export default function CustomerSolicitation({ customer }: { customer: Customer }) {
  const t = useT('committees')
  const can = useCan()
  const [adding, setAdding] = useState(false)
  const query = usePaged('GET /prospects', { customer: customer.id, state: 'all' })
  return (
    <div className={classes.panel}>
      <section aria-label={t('customer.askedBy')}>
        <div className={classes.bar}>
          <h2>{t('customer.askedBy')}</h2>
          {can('solicitors.write') && (
            <Button icon={<IconPlus size={16} stroke={1.75} aria-hidden />} onClick={() => setAdding(true)}>
              {t('customer.assign')}
            </Button>
          )}
        </div>
        <Paged
          query={query}
          empty={{ title: t('customer.notAsked'), hint: t('customer.notAskedHint'), small: true }}
        >
          {(items) => (
            <ul className={classes.list}>
              {items.map((prospect) => (
                <ProspectRow key={prospect.id} prospect={prospect} shows="solicitor" />
              ))}
            </ul>
          )}
        </Paged>
      </section>
      {customer.kind === 'individual' && <AsSolicitor customer={customer} />}
      {adding && (
        <ProspectDialog
          customer={{ id: customer.id, name: customer.name }}
          onClose={() => setAdding(false)}
        />
      )}
    </div>
  )
}

function AsSolicitor({ customer }: { customer: Customer }) {
  const t = useT('committees')
  const f = useFormats()
  const can = useCan()
  const [open, setOpen] = useState(false)
  const filter = { customer: customer.id, status: 'all' as const }
  const { data } = useQuery(read('GET /solicitors', { query: { filter } }))
  const solicitor = data?.items[0] ?? null
  return (
    <section aria-label={t('customer.asSolicitor')}>
      <div className={classes.bar}>
        <h2>{t('customer.asSolicitor')}</h2>
        {data && can('solicitors.write') && (
          <Button onClick={() => setOpen(true)}>
            {t(solicitor ? 'solicitor.change' : 'customer.makeSolicitor')}
          </Button>
        )}
      </div>
      {!data && <Skeleton lines={[40]} />}
      {data && !solicitor && <p className={classes.soft}>{t('customer.noSolicitor')}</p>}
      {solicitor && (
        <p>
          {t(`solicitor.${solicitor.status}`)}, {t('since', { date: f.date(solicitor.since_on) })}
          {' · '}
          <Link to={`/committees/solicitors/${solicitor.id}` as never}>
            {t('prospectCount', { count: solicitor.prospects })}
          </Link>
        </p>
      )}
      {open && (
        <SolicitorDialog
          solicitor={solicitor}
          customer={{ id: customer.id, name: customer.name }}
          onClose={() => setOpen(false)}
        />
      )}
    </section>
  )
}
