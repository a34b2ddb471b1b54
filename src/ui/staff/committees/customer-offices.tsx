import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { StatusBadge } from '../../kit/badge.tsx'
import { Button } from '../../kit/button.tsx'
import { IconPlus } from '../../kit/icons.ts'
import { late } from '../../kit/late.tsx'
import { MenuButton } from '../../kit/menu.tsx'
import { useT } from '../../kit/words.ts'
import { write } from '../shared/api.ts'
import { useCan } from '../shared/session.ts'
import type { Customer } from '../shared/ui-module.ts'
import classes from './committees.module.css'
import { Paged, usePaged } from './paged.tsx'
import { TermDays } from './term-card.tsx'
import { stateTones } from './term-history.tsx'
import { TermMenu } from './term-menu.tsx'
import { attempt, type Role } from './use-committees.ts'

const RoleDialog = late(() => import('./role-dialog.tsx'))

/** The tab of an individual: positions in committees and roles, now, before and to come. */
export default function CustomerOffices({ customer }: { customer: Customer }) {
  return (
    <div className={classes.panel}>
      <Terms customer={customer} />
      <Roles customer={customer} />
    </div>
  )
}

function Terms({ customer }: { customer: Customer }) {
  const t = useT('committees')
  const query = usePaged('GET /committee-terms', { customer: customer.id, state: 'all' })
  return (
    <section aria-label={t('customer.terms')}>
      <div className={classes.bar}>
        <h2>{t('customer.terms')}</h2>
      </div>
      <Paged
        query={query}
        empty={{ title: t('customer.noTerms'), hint: t('customer.noTermsHint'), small: true }}
      >
        {(items) => (
          <ul className={classes.list}>
            {items.map((term) => (
              <li key={term.id} className={classes.row}>
                <div className={classes.name}>
                  <Link to={`/committees/${term.committee.id}` as never}>
                    {term.position.name}, {term.committee.name}
                  </Link>
                  <span className={classes.soft}>
                    <TermDays term={term} />
                    {term.end_reason && ` · ${t('endedBecause', { reason: term.end_reason })}`}
                  </span>
                  {term.note && <p className={classes.note}>{term.note}</p>}
                </div>
                <div className={classes.badges}>
                  <StatusBadge status={term.state} tones={stateTones} label={t(`state.${term.state}`)} />
                </div>
                <TermMenu term={term} />
              </li>
            ))}
          </ul>
        )}
      </Paged>
    </section>
  )
}

function Roles({ customer }: { customer: Customer }) {
  const t = useT('committees')
  const can = useCan()
  const [open, setOpen] = useState<Role | 'new' | null>(null)
  const query = usePaged('GET /customer-roles', { customer: customer.id, state: 'all' })
  const add = can('committees.write') && (
    <Button icon={<IconPlus size={16} stroke={1.75} aria-hidden />} onClick={() => setOpen('new')}>
      {t('role.add')}
    </Button>
  )
  return (
    <section aria-label={t('customer.roles')}>
      <div className={classes.bar}>
        <h2>{t('customer.roles')}</h2>
        {add}
      </div>
      <Paged
        query={query}
        empty={{ title: t('customer.noRoles'), hint: t('customer.noRolesHint'), small: true }}
      >
        {(items) => (
          <ul className={classes.list}>
            {items.map((role) => (
              <li key={role.id} className={classes.row}>
                <div className={classes.name}>
                  <strong>{role.type.name}</strong>
                  <span className={classes.soft}>
                    <TermDays term={{ from_on: role.from_on, ends_on: role.until_on }} />
                  </span>
                  {role.note && <p className={classes.note}>{role.note}</p>}
                </div>
                <div className={classes.badges}>
                  <StatusBadge status={role.state} tones={stateTones} label={t(`state.${role.state}`)} />
                </div>
                <RoleMenu role={role} onEdit={() => setOpen(role)} />
              </li>
            ))}
          </ul>
        )}
      </Paged>
      {open && (
        <RoleDialog
          customerId={customer.id}
          role={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
        />
      )}
    </section>
  )
}

function RoleMenu({ role, onEdit }: { role: Role; onEdit: () => void }) {
  const t = useT('committees')
  const can = useCan()
  if (!can('committees.write')) return null
  const { id, type } = role
  const remove = () =>
    attempt(
      () => write('DELETE /customer-roles/:id', { params: { id } }),
      t('deleted.toast', { name: type.name }),
      t,
    )
  return (
    <MenuButton
      label={t('moreFor', { name: type.name })}
      size="sm"
      entries={() => [
        { id: 'edit', label: t('role.change'), onSelect: onEdit },
        ...(can('committees.full')
          ? [{ id: 'delete', label: t('delete'), danger: true, onSelect: () => void remove() }]
          : []),
      ]}
    />
  )
}
