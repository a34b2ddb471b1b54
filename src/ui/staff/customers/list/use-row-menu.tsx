import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import {
  IconArchive,
  IconArrowBackUp,
  IconCopy,
  IconExternalLink,
  IconEye,
  IconTag,
  IconUser,
} from '../../../kit/icons.ts'
import type { MenuEntry } from '../../../kit/menu.tsx'
import { toast } from '../../../kit/toast.tsx'
import { type Translate, useT } from '../../../kit/words.ts'
import { useCan } from '../../shared/session.ts'
import { numberOf } from './columns.tsx'
import type { CustomerRow, KeptList } from './kept-lists.ts'
import { changeStatus, type Step, stepsFrom } from './lifecycle.ts'

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const
const stepIcons: Record<Step, React.ReactNode> = {
  deactivation: <IconUser {...icon} />,
  activation: <IconUser {...icon} />,
  archival: <IconArchive {...icon} />,
  restoration: <IconArrowBackUp {...icon} />,
}

async function copy(text: string, t: Translate) {
  try {
    await navigator.clipboard.writeText(text)
    toast({ text: t('list.menu.copied', { text }) })
  } catch {
    // Browsers give no clipboard to pages that came over plain http.
    toast({ tone: 'danger', text: t('list.menu.noClipboard', { text }) })
  }
}

type MenuSetup = {
  rows: KeptList['rows']
  onPreview: (id: string) => void
  onTags: (row: CustomerRow) => void
}

/** The three dots of a row. */
export function useRowMenu({ rows, onPreview, onTags }: MenuSetup) {
  const t = useT('customers')
  const can = useCan()
  const navigate = useNavigate()
  return useCallback(
    (row: CustomerRow): MenuEntry[] => {
      const refused = can('customers.write') ? null : t('list.menu.noRight')
      const { email } = row
      return [
        {
          id: 'open',
          label: t('list.menu.open'),
          icon: <IconUser {...icon} />,
          keys: 'Enter',
          onSelect: () => void navigate({ to: `/customers/${row.id}` }),
        },
        {
          id: 'tab',
          label: t('list.menu.newTab'),
          icon: <IconExternalLink {...icon} />,
          keys: 'Mod+Enter',
          onSelect: () => void window.open(`/customers/${row.id}`, '_blank', 'noopener'),
        },
        {
          id: 'preview',
          label: t('list.menu.preview'),
          icon: <IconEye {...icon} />,
          keys: 'P',
          onSelect: () => onPreview(row.id),
        },
        { id: 'line', divider: true },
        {
          id: 'tags',
          label: t('list.menu.tags'),
          icon: <IconTag {...icon} />,
          reason: refused,
          onSelect: () => onTags(row),
        },
        ...(email
          ? [
              {
                id: 'email',
                label: t('list.menu.copyEmail'),
                icon: <IconCopy {...icon} />,
                onSelect: () => void copy(email, t),
              },
            ]
          : []),
        {
          id: 'number',
          label: t('list.menu.copyNumber'),
          icon: <IconCopy {...icon} />,
          onSelect: () => void copy(numberOf(row), t),
        },
        { id: 'line2', divider: true },
        ...stepsFrom[row.status].map((step) => ({
          id: step,
          label: `${t(`list.step.${step}`)}…`,
          icon: stepIcons[step],
          reason: refused,
          onSelect: () => void changeStatus(row, step, t, rows.reload),
        })),
      ]
    },
    [t, can, navigate, rows, onPreview, onTags],
  )
}
