import { NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useT } from '../../kit/words.ts'
import { write } from '../shared/api.ts'
import { read } from '../shared/queries.ts'
import { FormDialog } from './form-dialog.tsx'
import { localToday, useSending } from './use-committees.ts'

/** Gives prospects to another solicitor from a day on. */
export default function ReassignDialog({
  prospects,
  from,
  onClose,
  onDone,
}: {
  prospects: readonly string[]
  /** The solicitor who has them. */
  from: string
  onClose: () => void
  onDone: () => void
}) {
  const t = useT('committees')
  const { data } = useQuery(read('GET /solicitors', { query: { filter: { status: 'active' }, limit: 500 } }))
  const others = (data?.items ?? []).filter(({ customer }) => customer.id !== from)
  const [chosen, setChosen] = useState('')
  const solicitor_id = chosen || others[0]?.customer.id || ''
  const [on, setOn] = useState(localToday)
  const { busy, errors, problem, send } = useSending()
  const name = others.find(({ customer }) => customer.id === solicitor_id)?.customer.name ?? ''
  const submit = async () => {
    const body = { prospect_ids: [...prospects], solicitor_id, on }
    const text = t('reassigned.toast', { count: prospects.length, name })
    if (!(await send(() => write('POST /prospects/reassignment', { body }), text))) return
    onDone()
    onClose()
  }
  return (
    <FormDialog
      title={t('reassign.title', { count: prospects.length })}
      action={t('reassign')}
      busy={busy}
      problem={problem}
      reason={solicitor_id ? null : t('reassign.nobody')}
      onSubmit={submit}
      onClose={onClose}
    >
      <NativeSelect
        label={t('field.newSolicitor')}
        data-autofocus
        value={solicitor_id}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={others.map(({ customer }) => ({ value: customer.id, label: customer.name }))}
        error={errors['solicitor_id']}
      />
      <TextInput
        type="date"
        label={t('field.from')}
        required
        value={on}
        onChange={(event) => setOn(event.currentTarget.value)}
        error={errors['on']}
      />
    </FormDialog>
  )
}
