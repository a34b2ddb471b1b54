import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Avatar } from '../../kit/avatar.tsx'
import { Badge } from '../../kit/badge.tsx'
import { Button } from '../../kit/button.tsx'
import { useFormats } from '../../kit/format.ts'
import { late } from '../../kit/late.tsx'
import { MenuButton, type MenuEntry } from '../../kit/menu.tsx'
import { useT } from '../../kit/words.ts'
import { write } from '../shared/api.ts'
import { useCan } from '../shared/session.ts'
import type { Customer } from '../shared/ui-module.ts'
import { type Household, type Member, press, stretchText } from './relations.ts'
import classes from './relationships.module.css'

const HouseholdForm = late(() => import('./household-form.tsx'))
const MemberForm = late(() => import('./member-form.tsx'))

/** Households of a customer: that of now open, earlier ones folded. */
export function Households({ customer, households }: { customer: Customer; households: Household[] }) {
  const t = useT('relationships')
  const lives = ({ members }: Household) =>
    members.some((one) => one.customer.id === customer.id && one.state !== 'past')
  const now = households.filter(lives)
  const earlier = households.filter((household) => !lives(household))
  return (
    <>
      {now.map((household) => (
        <HouseholdCard key={household.id} household={household} customer={customer} />
      ))}
      {earlier.length > 0 && (
        <details className={classes.section}>
          <summary>
            {t('household.earlier')} <span className={classes.number}>{earlier.length}</span>
          </summary>
          {earlier.map((household) => (
            <HouseholdCard key={household.id} household={household} customer={customer} />
          ))}
        </details>
      )}
    </>
  )
}

const addressLine = ({ street, extra, postcode, city, region }: Household) =>
  [street, extra, [postcode, city].filter(Boolean).join(' '), region].filter(Boolean).join(', ')

function HouseholdCard({ household, customer }: { household: Household; customer: Customer }) {
  const t = useT('relationships')
  const can = useCan()
  const [open, setOpen] = useState<'edit' | 'member' | null>(null)
  const [edited, setEdited] = useState<Member | null>(null)
  const address = addressLine(household)
  const living = household.members.filter(({ state }) => state !== 'past')
  const gone = household.members.filter(({ state }) => state === 'past')
  const elsewhere = living.filter(({ has_address, state }) => !has_address && state === 'current')
  const writes = can('relationships.write')
  const adopt = () =>
    press(
      () =>
        write('POST /households/:id/address-adoptions', {
          params: { id: household.id },
          body: { customer_ids: elsewhere.map((member) => member.customer.id) },
        }),
      t('household.adopted'),
      t,
    )
  const menu = (): MenuEntry[] => [
    { id: 'edit', label: t('household.edit'), onSelect: () => setOpen('edit') },
    { id: 'member', label: t('household.addMember'), onSelect: () => setOpen('member') },
  ]
  return (
    <section className={classes.card} aria-label={household.name}>
      <header className={classes.cardHead}>
        <div>
          <h2>{household.name}</h2>
          {address && <p>{address}</p>}
        </div>
        {writes && <MenuButton label={t('row.menu', { name: household.name })} entries={menu} />}
      </header>
      <ul className={classes.list}>
        {[...living, ...gone].map((member) => (
          <MemberRow
            key={member.id}
            member={member}
            self={member.customer.id === customer.id}
            onEdit={() => setEdited(member)}
          />
        ))}
      </ul>
      {address && elsewhere.length > 0 && can('customers.write') && (
        <div>
          <Button size="sm" onClick={() => void adopt()}>
            {t('household.adopt', { names: elsewhere.map((member) => member.customer.name).join(', ') })}
          </Button>
        </div>
      )}
      {open === 'edit' && (
        <HouseholdForm customer={customer} household={household} onClose={() => setOpen(null)} />
      )}
      {open === 'member' && <MemberForm household={household} onClose={() => setOpen(null)} />}
      {edited && <MemberForm household={household} member={edited} onClose={() => setEdited(null)} />}
    </section>
  )
}

function MemberRow({ member, self, onEdit }: { member: Member; self: boolean; onEdit: () => void }) {
  const t = useT('relationships')
  const can = useCan()
  const f = useFormats()
  const { customer, role, state } = member
  const when = stretchText(member, t, f.date)
  const params = { id: member.id }
  const out = () =>
    press(
      () => write('POST /household-members/:id/ending', { params, body: {} }),
      t('household.out', { name: customer.name }),
      t,
    )
  const remove = () =>
    press(
      () => write('DELETE /household-members/:id', { params }),
      t('deleted.toast', { name: customer.name }),
      t,
    )
  const entries = (): MenuEntry[] => [
    { id: 'edit', label: t('row.edit'), onSelect: onEdit },
    ...(state === 'current'
      ? [{ id: 'out', label: t('household.moveOut'), onSelect: () => void out() }]
      : []),
    {
      id: 'open',
      label: t('row.open'),
      onSelect: () => void window.open(`/customers/${customer.id}`, '_blank', 'noopener'),
    },
    ...(can('relationships.full')
      ? [{ id: 'delete', label: t('delete'), danger: true, onSelect: () => void remove() }]
      : []),
  ]
  return (
    <li className={classes.row}>
      <Avatar name={customer.name} photo={customer.photo_url} />
      <div className={classes.body}>
        <div className={classes.line}>
          {self ? (
            <span className={classes.name}>{customer.name}</span>
          ) : (
            <Link to={`/customers/${customer.id}` as never} className={classes.name}>
              {customer.name}
            </Link>
          )}
          <Badge>{t(`role.${role}`)}</Badge>
          {state === 'past' && <Badge tone="warning">{t('household.past')}</Badge>}
        </div>
        {when && (
          <div className={classes.facts}>
            <span>{when}</span>
          </div>
        )}
      </div>
      {can('relationships.write') && (
        <MenuButton label={t('row.menu', { name: customer.name })} entries={entries} />
      )}
    </li>
  )
}
