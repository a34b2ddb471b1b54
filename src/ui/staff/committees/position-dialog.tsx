import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { Fields } from '../../kit/field.tsx'
import { useT } from '../../kit/words.ts'
import { write } from '../shared/api.ts'
import { CheckField } from './check-field.tsx'
import { FormDialog, hintBelow } from './form-dialog.tsx'
import { type Position, useSending } from './use-committees.ts'

/** Adds a position to a committee, or changes one. */
export default function PositionDialog({
  committeeId,
  position,
  onClose,
}: {
  committeeId: string
  position: Position | null
  onClose: () => void
}) {
  const t = useT('committees')
  const [name, setName] = useState(position?.name ?? '')
  const [seats, setSeats] = useState(String(position?.seats ?? 1))
  const [months, setMonths] = useState(position?.term_months ? String(position.term_months) : '')
  const [exclusive, setExclusive] = useState(position?.exclusive ?? false)
  const [until, setUntil] = useState(position?.until_on ?? '')
  const { busy, errors, problem, send } = useSending()
  const submit = async () => {
    const body = {
      name: name.trim(),
      seats: Number(seats),
      exclusive,
      term_months: months ? Number(months) : null,
    }
    const text = t(position ? 'changed.toast' : 'added.toast', { name: body.name })
    const work = position
      ? () =>
          write('PATCH /committee-positions/:id', {
            params: { id: position.id },
            ifMatch: position.version,
            body: { ...body, until_on: until || null },
          })
      : () => write('POST /committees/:id/positions', { params: { id: committeeId }, body })
    if (await send(work, text)) onClose()
  }
  return (
    <FormDialog
      title={t(position ? 'position.edit' : 'position.add')}
      action={t('save')}
      busy={busy}
      problem={problem}
      reason={name.trim() ? null : t('position.nameNeeded')}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label={t('field.name')}
        required
        data-autofocus
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={errors['name']}
      />
      <Fields columns={2}>
        <TextInput
          type="number"
          min={1}
          max={999}
          label={t('field.seats')}
          required
          value={seats}
          onChange={(event) => setSeats(event.currentTarget.value)}
          error={errors['seats']}
        />
        <TextInput
          type="number"
          min={1}
          max={600}
          label={t('field.months')}
          description={t('field.monthsHint')}
          inputWrapperOrder={hintBelow}
          value={months}
          onChange={(event) => setMonths(event.currentTarget.value)}
          error={errors['term_months']}
        />
      </Fields>
      <CheckField
        label={t('field.exclusive')}
        hint={t('field.exclusiveHint')}
        checked={exclusive}
        onChange={setExclusive}
      />
      {position && (
        <TextInput
          type="date"
          label={t('field.lastDay')}
          description={t('position.untilHint')}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
          error={errors['until_on']}
        />
      )}
    </FormDialog>
  )
}
