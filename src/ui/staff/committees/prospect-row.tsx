import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { StatusBadge, type Tone } from '../../kit/badge.tsx'
import { useFormats } from '../../kit/format.ts'
import { late } from '../../kit/late.tsx'
import { MenuButton } from '../../kit/menu.tsx'
import { useT } from '../../kit/words.ts'
import { write } from '../shared/api.ts'
import { useCan } from '../shared/session.ts'
import classes from './committees.module.css'
import { TermDays } from './term-card.tsx'
import { attempt, type Prospect } from './use-committees.ts'

const ProspectDialog = late(() => import('./prospect-dialog.tsx'))
const EndDialog = late(() => import('./end-dialog.tsx'))

const tones: Record<string, Tone> = {
  identified: 'neutral',
  cultivating: 'accent',
  asked: 'warning',
  pledged: 'success',
  declined: 'danger',
}

/** A prospect in a list: of a solicitor (`shows` the customer) or of a customer (`shows` the solicitor). */
export function ProspectRow({
  prospect,
  shows,
  leading,
}: {
  prospect: Prospect
  shows: 'customer' | 'solicitor'
  leading?: ReactNode
}) {
  const t = useT('committees')
  const f = useFormats()
  const { customer, solicitor, stage, target, until_on, from_on, end_reason, note } = prospect
  const shown = shows === 'customer' ? customer : solicitor
  return (
    <li className={classes.row}>
      <div className={classes.person}>
        {leading}
        <div className={classes.name}>
          <Link to={`/customers/${shown.id}` as never}>{shown.name}</Link>
          <span className={classes.soft}>
            <TermDays term={{ from_on, ends_on: until_on }} />
            {end_reason && ` · ${t('endedBecause', { reason: end_reason })}`}
          </span>
          {note && <p className={classes.note}>{note}</p>}
        </div>
      </div>
      <div className={classes.badges}>
        {target && <span>{f.money(target.amount, target.currency)}</span>}
        <StatusBadge status={stage} tones={tones} label={t(`stage.${stage}`)} />
      </div>
      <ProspectMenu prospect={prospect} />
    </li>
  )
}

function ProspectMenu({ prospect }: { prospect: Prospect }) {
  const t = useT('committees')
  const can = useCan()
  const [open, setOpen] = useState<'edit' | 'end' | null>(null)
  if (!can('solicitors.write')) return null
  const { id, customer, state, version, next_stages } = prospect
  const { name } = customer
  const move = (stage: Prospect['stage']) =>
    void attempt(
      () => write('PATCH /prospects/:id', { params: { id }, ifMatch: version, body: { stage } }),
      t('stage.toast', { name, stage: t(`stage.${stage}`) }),
      t,
    )
  const remove = () =>
    attempt(() => write('DELETE /prospects/:id', { params: { id } }), t('deleted.toast', { name }), t)
  const entries = () => [
    ...next_stages.map((stage) => ({
      id: stage,
      label: t('stage.to', { stage: t(`stage.${stage}`) }),
      onSelect: () => move(stage),
    })),
    { id: 'line', divider: true as const },
    { id: 'edit', label: t('prospect.change'), onSelect: () => setOpen('edit') },
    {
      id: 'end',
      label: t('end'),
      reason: state === 'past' ? t('end.past') : null,
      onSelect: () => setOpen('end'),
    },
    ...(can('solicitors.full')
      ? [{ id: 'delete', label: t('delete'), danger: true, onSelect: () => void remove() }]
      : []),
  ]
  return (
    <>
      <MenuButton label={t('moreFor', { name })} size="sm" entries={entries} />
      {open === 'edit' && <ProspectDialog prospect={prospect} onClose={() => setOpen(null)} />}
      {open === 'end' && <EndDialog what="prospect" id={id} name={name} onClose={() => setOpen(null)} />}
    </>
  )
}
