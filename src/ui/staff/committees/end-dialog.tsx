import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useT } from '../../kit/words.ts'
import { write } from '../shared/api.ts'
import { FormDialog } from './form-dialog.tsx'
import { localToday, useSending } from './use-committees.ts'

/** Ends a term or takes a prospect from its solicitor before the time, with the reason. */
export default function EndDialog({
  what,
  id,
  name,
  onClose,
}: {
  what: 'term' | 'prospect'
  id: string
  name: string
  onClose: () => void
}) {
  const t = useT('committees')
  const [on, setOn] = useState(localToday)
  const [reason, setReason] = useState('')
  const { busy, errors, problem, send } = useSending()
  const submit = async () => {
    const args = { params: { id }, body: { on, reason: reason.trim() } }
    const work =
      what === 'term'
        ? () => write('POST /committee-terms/:id/ending', args)
        : () => write('POST /prospects/:id/ending', args)
    if (await send(work, t('ended.toast', { name }))) onClose()
  }
  return (
    <FormDialog
      title={t(`end.${what}`, { name })}
      action={t('end')}
      busy={busy}
      problem={problem}
      reason={reason.trim() && on ? null : t('end.incomplete')}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        type="date"
        label={t('field.lastDay')}
        required
        value={on}
        onChange={(event) => setOn(event.currentTarget.value)}
        error={errors['on']}
      />
      <TextInput
        label={t('field.reason')}
        description={t('field.reasonHint')}
        required
        data-autofocus
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={errors['reason']}
      />
    </FormDialog>
  )
}
