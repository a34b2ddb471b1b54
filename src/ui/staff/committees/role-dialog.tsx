import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Fields } from '../../kit/field.tsx'
import { useT } from '../../kit/words.ts'
import { write } from '../shared/api.ts'
import { read } from '../shared/queries.ts'
import { DayFields, NoteField } from './day-fields.tsx'
import { FormDialog } from './form-dialog.tsx'
import { localToday, type Role, useSending } from './use-committees.ts'

/** Gives an individual a role, or changes one they have; with a last day it ends. */
export default function RoleDialog({
  customerId,
  role = null,
  onClose,
}: {
  customerId: string
  role?: Role | null
  onClose: () => void
}) {
  const t = useT('committees')
  const { data } = useQuery(read('GET /role-types'))
  const types = (data?.items ?? []).filter(({ retired, id }) => !retired || id === role?.type.id)
  const [chosen, setChosen] = useState(role?.type.id ?? '')
  const type = chosen || types[0]?.id || ''
  const [from_on, setFrom] = useState(role?.from_on ?? localToday())
  const [until, setUntil] = useState(role?.until_on ?? '')
  const [note, setNote] = useState(role?.note ?? '')
  const { busy, errors, problem, send } = useSending()
  const name = types.find(({ id }) => id === type)?.name ?? ''
  const submit = async () => {
    const body = { from_on, until_on: until || null, note: note.trim() || null }
    const work = role
      ? () => write('PATCH /customer-roles/:id', { params: { id: role.id }, ifMatch: role.version, body })
      : () => write('POST /customer-roles', { body: { ...body, customer_id: customerId, type_id: type } })
    if (await send(work, t(role ? 'changed.toast' : 'added.toast', { name }))) onClose()
  }
  return (
    <FormDialog
      title={role ? t('role.edit', { name: role.type.name }) : t('role.add')}
      action={t('save')}
      busy={busy}
      problem={problem}
      reason={type ? null : t('role.noTypes')}
      onSubmit={submit}
      onClose={onClose}
    >
      {!role && (
        <NativeSelect
          label={t('field.role')}
          data-autofocus
          value={type}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={types.map(({ id, name: label }) => ({ value: id, label }))}
          error={errors['type_id'] ?? errors['customer_id']}
        />
      )}
      <Fields columns={2}>
        <DayFields from={from_on} onFrom={setFrom} until={until} onUntil={setUntil} errors={errors} />
      </Fields>
      <NoteField value={note} onChange={setNote} />
    </FormDialog>
  )
}
