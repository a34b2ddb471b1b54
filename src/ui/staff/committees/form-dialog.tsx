import type { FormEvent, ReactNode } from 'react'
import { Button } from '../../kit/button.tsx'
import { Actions, Dialog } from '../../kit/dialog.tsx'
import { Notice } from '../../kit/feedback.tsx'
import { Fields } from '../../kit/field.tsx'
import { useT } from '../../kit/words.ts'

/** For fields side by side: with its hint below, an input stands at the height of its neighbour. */
export const hintBelow: ('label' | 'input' | 'description' | 'error')[] = [
  'label',
  'input',
  'description',
  'error',
]

/** A form in a dialog: what is wrong on top, the fields, and the two buttons. */
export function FormDialog({
  title,
  action,
  busy,
  problem,
  reason,
  onSubmit,
  onClose,
  children,
}: {
  title: string
  action: string
  busy: boolean
  problem: string | null
  /** Why it cannot be sent yet. */
  reason?: string | null
  onSubmit: () => Promise<void>
  onClose: () => void
  children: ReactNode
}) {
  const t = useT('committees')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!reason) void onSubmit()
  }
  return (
    <Dialog open onClose={onClose} title={title}>
      <form onSubmit={submit} noValidate>
        <Fields>
          {problem && <Notice tone="danger">{problem}</Notice>}
          {children}
        </Fields>
        <Actions>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" look="primary" busy={busy} reason={reason ?? null}>
            {action}
          </Button>
        </Actions>
      </form>
    </Dialog>
  )
}
