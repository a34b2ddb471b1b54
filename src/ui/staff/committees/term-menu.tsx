import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { late } from '../../kit/late.tsx'
import { MenuButton } from '../../kit/menu.tsx'
import { useT } from '../../kit/words.ts'
import { write } from '../shared/api.ts'
import { useCan } from '../shared/session.ts'
import { attempt, type Term } from './use-committees.ts'

const EndDialog = late(() => import('./end-dialog.tsx'))
const RenewDialog = late(() => import('./renew-dialog.tsx'))
const TermDialog = late(() => import('./term-dialog.tsx'))

/** What can be done with a term. */
export function TermMenu({ term }: { term: Term }) {
  const t = useT('committees')
  const can = useCan()
  const navigate = useNavigate()
  const [open, setOpen] = useState<'end' | 'renew' | 'edit' | null>(null)
  const close = () => setOpen(null)
  const { id, customer, position, state, until_on } = term
  const mayWrite = can('committees.write')
  const remove = () =>
    attempt(
      () => write('DELETE /committee-terms/:id', { params: { id } }),
      t('deleted.toast', { name: customer.name }),
      t,
    )
  const entries = () => [
    ...(mayWrite
      ? [
          {
            id: 'renew',
            label: t('renew'),
            reason: until_on ? null : t('renew.open'),
            onSelect: () => setOpen('renew'),
          },
          { id: 'edit', label: t('term.edit'), onSelect: () => setOpen('edit') },
          {
            id: 'end',
            label: t('end'),
            reason: state === 'past' ? t('end.past') : null,
            onSelect: () => setOpen('end'),
          },
        ]
      : []),
    {
      id: 'open',
      label: t('openPerson'),
      onSelect: () => void navigate({ to: `/customers/${customer.id}` as never }),
    },
    ...(can('committees.full')
      ? [{ id: 'delete', label: t('delete'), danger: true, onSelect: () => void remove() }]
      : []),
  ]
  return (
    <>
      <MenuButton
        label={t('moreFor', { name: `${customer.name}, ${position.name}` })}
        size="sm"
        entries={entries}
      />
      {open === 'end' && <EndDialog what="term" id={id} name={customer.name} onClose={close} />}
      {open === 'renew' && <RenewDialog term={term} onClose={close} />}
      {open === 'edit' && <TermDialog term={term} onClose={close} />}
    </>
  )
}
