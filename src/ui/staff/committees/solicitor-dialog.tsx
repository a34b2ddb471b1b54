import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useT } from '../../kit/words.ts'
import { write } from '../shared/api.ts'
import { FormDialog } from './form-dialog.tsx'
import { PersonInput } from './person-input.tsx'
import { localToday, type Solicitor, useSending } from './use-committees.ts'

type Named = { id: string; name: string }

/** Makes an individual a solicitor, or changes the status of one. */
export default function SolicitorDialog({
  solicitor = null,
  customer = null,
  onClose,
}: {
  solicitor?: Solicitor | null
  customer?: Named | null
  onClose: () => void
}) {
  const t = useT('committees')
  const [person, setPerson] = useState<Named | null>(solicitor?.customer ?? customer)
  const [status, setStatus] = useState<Solicitor['status']>(solicitor?.status ?? 'active')
  const [since_on, setSince] = useState(solicitor?.since_on ?? localToday())
  const [note, setNote] = useState(solicitor?.note ?? '')
  const { busy, errors, problem, send } = useSending()
  const name = person?.name ?? ''
  const submit = async () => {
    const body = { status, since_on, note: note.trim() || null }
    const work = solicitor
      ? () =>
          write('PATCH /solicitors/:id', { params: { id: solicitor.id }, ifMatch: solicitor.version, body })
      : () => write('POST /solicitors', { body: { ...body, customer_id: person!.id } })
    if (await send(work, t(solicitor ? 'changed.toast' : 'added.toast', { name }))) onClose()
  }
  return (
    <FormDialog
      title={solicitor ? t('solicitor.edit', { name }) : t('solicitor.add')}
      action={t('save')}
      busy={busy}
      problem={problem}
      reason={person && since_on ? null : t('solicitor.incomplete')}
      onSubmit={submit}
      onClose={onClose}
    >
      {!solicitor && (
        <PersonInput
          label={t('field.person')}
          only="individual"
          value={person}
          onChange={setPerson}
          error={errors['customer_id']}
        />
      )}
      <NativeSelect
        label={t('field.status')}
        value={status}
        onChange={(event) => setStatus(event.currentTarget.value as Solicitor['status'])}
        data={(['active', 'inactive'] as const).map((value) => ({ value, label: t(`solicitor.${value}`) }))}
      />
      <TextInput
        type="date"
        label={t('field.since')}
        required
        value={since_on}
        onChange={(event) => setSince(event.currentTarget.value)}
        error={errors['since_on']}
      />
      <TextInput
        label={t('field.note')}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
