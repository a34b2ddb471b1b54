import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { confirm } from '../../kit/confirm.tsx'
import { IconPlus } from '../../kit/icons.ts'
import { late } from '../../kit/late.tsx'
import { MenuButton } from '../../kit/menu.tsx'
import { toast } from '../../kit/toast.tsx'
import { useT } from '../../kit/words.ts'
import { call, urlOf } from '../shared/api.ts'
import { problemText } from '../shared/problem.ts'
import { useCan } from '../shared/session.ts'
import classes from './roster.module.css'
import { type Roster, refreshOffices } from './use-committees.ts'

const CommitteeDialog = late(() => import('./committee-dialog.tsx'))
const PositionDialog = late(() => import('./position-dialog.tsx'))

/** What can be done with a committee as a whole. */
export function RosterActions({ roster: { committee, terms } }: { roster: Roster }) {
  const t = useT('committees')
  const can = useCan()
  const navigate = useNavigate()
  const [open, setOpen] = useState<'committee' | 'position' | null>(null)
  const remove = async () => {
    const { name, id } = committee
    const question = { title: t('committee.deleteTitle', { name }), body: t('committee.deleteBody') }
    if (!(await confirm({ ...question, action: t('delete'), danger: true }))) return
    try {
      await call('DELETE /committees/:id', { params: { id } })
      await navigate({ to: '/committees' as never })
      toast({ text: t('deleted.toast', { name }), tone: 'success' })
      await refreshOffices()
    } catch (problem) {
      toast({ text: problemText(problem, t), tone: 'danger' })
    }
  }
  const exported = urlOf('GET /exports/records', {
    query: { format: 'csv', target: 'committee-terms', separator: ',' },
  })
  const entries = () => [
    ...(can('committees.write')
      ? [{ id: 'edit', label: t('committee.edit'), onSelect: () => setOpen('committee') }]
      : []),
    { id: 'print', label: t('print'), onSelect: () => window.print() },
    ...(can('customers.export')
      ? [{ id: 'export', label: t('exportTerms'), onSelect: () => window.location.assign(exported) }]
      : []),
    ...(can('committees.full')
      ? [
          {
            id: 'delete',
            label: t('delete'),
            danger: true,
            reason: terms.length > 0 ? t('committee.inUse') : null,
            onSelect: () => void remove(),
          },
        ]
      : []),
  ]
  return (
    <div className={classes.actions}>
      {can('committees.write') && (
        <Button icon={<IconPlus size={16} stroke={1.75} aria-hidden />} onClick={() => setOpen('position')}>
          {t('position.add')}
        </Button>
      )}
      <MenuButton label={t('moreFor', { name: committee.name })} entries={entries} />
      {open === 'committee' && <CommitteeDialog committee={committee} onClose={() => setOpen(null)} />}
      {open === 'position' && (
        <PositionDialog committeeId={committee.id} position={null} onClose={() => setOpen(null)} />
      )}
    </div>
  )
}
