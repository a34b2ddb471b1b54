import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import {
  IconArchive,
  IconArrowBackUp,
  IconCircleCheck,
  IconClock,
  IconCopy,
  IconDownload,
  IconLink,
  IconPencil,
  IconSwitchHorizontal,
  IconTrash,
} from '../../../kit/icons.ts'
import { late } from '../../../kit/late.tsx'
import type { MenuEntry } from '../../../kit/menu.tsx'
import { toast } from '../../../kit/toast.tsx'
import { useT } from '../../../kit/words.ts'
import { modules } from '../../modules.ts'
import { urlOf } from '../../shared/api.ts'
import { invalidate } from '../../shared/queries.ts'
import { useCan } from '../../shared/session.ts'
import type { Customer } from '../../shared/ui-module.ts'
import { changeStatus, type Step, stepsFrom } from '../list/lifecycle.ts'
import { refusalOf } from './abilities.ts'
import { copyText } from './copy.ts'
import { numberOf } from './values.ts'

const KindDialog = late(() => import('./kind-dialog.tsx'))
const DeleteDialog = late(() => import('./delete-dialog.tsx'))

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const
const stepIcons: Record<Step, ReactNode> = {
  deactivation: <IconClock {...icon} />,
  activation: <IconCircleCheck {...icon} />,
  archival: <IconArchive {...icon} />,
  restoration: <IconArrowBackUp {...icon} />,
}
const abilityOf: Record<Step, string> = {
  deactivation: 'deactivate',
  activation: 'activate',
  archival: 'archive',
  restoration: 'restore',
}

/** A file comes by following a link, so that the browser writes it to disk while it streams. */
function download(url: string) {
  const link = document.createElement('a')
  link.href = url
  link.download = ''
  link.click()
}

const refreshRecord = () => void invalidate('GET /customers/:id', 'GET /customers/:id/timeline')

/** The entries of the Actions menu, with the reasons why some are refused, and the dialog that one of them opens. */
export function useRecordActions(customer: Customer, onEdit: () => void) {
  const t = useT('customers')
  const can = useCan()
  const navigate = useNavigate()
  const [open, setOpen] = useState<'kind' | 'delete' | null>(null)
  const refused = (action: string) => refusalOf(customer, action, t)
  const other = customer.kind === 'individual' ? 'organisation' : 'individual'

  const own = (): MenuEntry[] => [
    {
      id: 'edit',
      label: t('record.actions.edit'),
      icon: <IconPencil {...icon} />,
      keys: 'E',
      reason: refused('edit'),
      onSelect: onEdit,
    },
    {
      id: 'kind',
      label: t(`record.actions.to.${other}`),
      icon: <IconSwitchHorizontal {...icon} />,
      reason: refused('edit'),
      onSelect: () => setOpen('kind'),
    },
    { id: 'line-1', divider: true },
    {
      id: 'link',
      label: t('record.actions.link'),
      icon: <IconLink {...icon} />,
      onSelect: () => void copyText(`${location.origin}/customers/${customer.id}`, t),
    },
    {
      id: 'number',
      label: t('record.actions.number'),
      icon: <IconCopy {...icon} />,
      onSelect: () => void copyText(numberOf(customer), t),
    },
    {
      id: 'vcard',
      label: t('record.actions.vcard'),
      icon: <IconDownload {...icon} />,
      reason: refused('export'),
      onSelect: () => {
        const query = { format: 'vcard', ids: customer.id, filter: { status: 'all' } }
        download(urlOf('GET /exports/customers', { query }))
        toast({ text: t('record.actions.vcardStarted') })
      },
    },
  ]
  const fromModules = (): MenuEntry[] => {
    const tools = { t, can, go: (to: string) => void navigate({ to }) }
    const entries = modules.flatMap((module) => module.customerActions?.(customer, tools) ?? [])
    return entries.length > 0 ? [{ id: 'line-modules', divider: true }, ...entries] : []
  }
  const steps = (): MenuEntry[] => [
    { id: 'line-2', divider: true },
    ...stepsFrom[customer.status].map((step) => ({
      id: step,
      label: `${t(`list.step.${step}`)}…`,
      icon: stepIcons[step],
      reason: refused(abilityOf[step]),
      onSelect: () => void changeStatus(customer, step, t, refreshRecord),
    })),
    {
      id: 'delete',
      label: t('record.actions.delete'),
      icon: <IconTrash {...icon} />,
      danger: true,
      reason: refused('delete'),
      onSelect: () => setOpen('delete'),
    },
  ]
  return {
    entries: () => [...own(), ...fromModules(), ...steps()],
    dialog:
      open === 'kind' ? (
        <KindDialog customer={customer} onClose={() => setOpen(null)} />
      ) : (
        open === 'delete' && <DeleteDialog customer={customer} onClose={() => setOpen(null)} />
      ),
  }
}
