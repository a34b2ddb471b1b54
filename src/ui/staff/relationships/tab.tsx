import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { EmptyState, Skeleton } from '../../kit/feedback.tsx'
import { IconPlus, IconUsersGroup } from '../../kit/icons.ts'
import { late } from '../../kit/late.tsx'
import { useT } from '../../kit/words.ts'
import { useLive } from '../shared/live.ts'
import { read } from '../shared/queries.ts'
import { useCan } from '../shared/session.ts'
import type { Customer } from '../shared/ui-module.ts'
import { Households } from './households.tsx'
import { refresh } from './relations.ts'
import classes from './relationships.module.css'
import { Section } from './section.tsx'

const RelationshipForm = late(() => import('./relationship-form.tsx'))
const HouseholdForm = late(() => import('./household-form.tsx'))
const Picture = late(() => import('./picture/picture.tsx'), <Skeleton lines={[100]} height={240} />)

/** The tab on a customer's page. */
export default function Relationships({ customer }: { customer: Customer }) {
  const t = useT('relationships')
  const can = useCan()
  const [adding, setAdding] = useState<'relationship' | 'household' | null>(null)
  useLive('customer', (hint) => void (!hint.id || hint.id === customer.id ? refresh() : undefined))
  const params = { id: customer.id }
  const { data: counts } = useQuery(read('GET /customers/:id/relationship-counts', { params }))
  const { data: homes } = useQuery(read('GET /customers/:id/households', { params }))
  const writes = can('relationships.write')
  const refused = customer.status === 'archived' ? t('archived') : null
  const current = counts && counts.family.value + counts.people.value + counts.organisations.value
  const nobody =
    counts && homes && current === 0 && counts.past.value + counts.future.value + homes.items.length === 0
  const buttons = writes && (
    <>
      <Button
        icon={<IconPlus size={16} stroke={1.75} aria-hidden />}
        reason={refused}
        onClick={() => setAdding('relationship')}
      >
        {t('add')}
      </Button>
      {customer.kind === 'individual' && homes && !homes.items.some(isHome(customer.id)) && (
        <Button look="quiet" reason={refused} onClick={() => setAdding('household')}>
          {t('household.add')}
        </Button>
      )}
    </>
  )
  return (
    <div className={classes.tab}>
      {nobody ? (
        <EmptyState
          icon={<IconUsersGroup size={20} stroke={1.75} aria-hidden />}
          title={t('empty', { name: customer.name })}
          actions={buttons}
        >
          {t('empty.hint')}
        </EmptyState>
      ) : (
        <>
          <div className={classes.bar}>{buttons}</div>
          {(Boolean(current) || homes?.items.some(isHome(customer.id))) && (
            <Picture customerId={customer.id} />
          )}
          {homes && <Households customer={customer} households={homes.items} />}
          {counts ? (
            <>
              <Section customer={customer} group="family" count={counts.family} />
              <Section customer={customer} group="people" count={counts.people} />
              <Section customer={customer} group="organisations" count={counts.organisations} />
              <Section customer={customer} state="future" count={counts.future} folded />
              <Section customer={customer} state="past" count={counts.past} folded />
            </>
          ) : (
            <Skeleton lines={[40, 80, 65, 72]} height={16} />
          )}
        </>
      )}
      {adding === 'relationship' && <RelationshipForm customer={customer} onClose={() => setAdding(null)} />}
      {adding === 'household' && <HouseholdForm customer={customer} onClose={() => setAdding(null)} />}
    </div>
  )
}

const isHome =
  (customerId: string) =>
  ({ members }: { members: { customer: { id: string }; state: string }[] }) =>
    members.some(({ customer, state }) => customer.id === customerId && state === 'current')
