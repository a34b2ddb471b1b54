import { useState } from 'react'
import { Fields } from '../../kit/field.tsx'
import { useT } from '../../kit/words.ts'
import { write } from '../shared/api.ts'
import { CheckField } from './check-field.tsx'
import { DayFields, NoteField } from './day-fields.tsx'
import { FormDialog } from './form-dialog.tsx'
import { PersonInput } from './person-input.tsx'
import { lastDayOf } from './term-days.ts'
import { localToday, useSending } from './use-committees.ts'

type Office = { id: string; name: string; term_months: number | null }

/** Appoints an individual to a position. When its seats are taken, going beyond them is asked for. */
export default function AppointDialog({
  position,
  from,
  onClose,
}: {
  position: Office
  /** The day on which the seat becomes free; today unless given. */
  from?: string | undefined
  onClose: () => void
}) {
  const t = useT('committees')
  const first = from ?? localToday()
  const usual = (day: string) => (position.term_months && day ? lastDayOf(day, position.term_months) : '')
  const [person, setPerson] = useState<{ id: string; name: string } | null>(null)
  const [from_on, setFrom] = useState(first)
  const [until, setUntil] = useState(usual(first))
  const [note, setNote] = useState('')
  const [confirmed, setConfirmed] = useState(false)
  const { busy, errors, problem, code, send } = useSending()
  const begin = (day: string) => {
    // The end goes along as long as nobody chose another.
    if (until === usual(from_on)) setUntil(usual(day))
    setFrom(day)
  }
  const submit = async () => {
    if (!person) return
    const body = {
      position_id: position.id,
      customer_id: person.id,
      from_on,
      until_on: until || null,
      note: note.trim() || null,
      confirmed,
    }
    const text = t('appointed.toast', { name: person.name, position: position.name })
    if (await send(() => write('POST /committee-terms', { body }), text)) onClose()
  }
  return (
    <FormDialog
      title={t('appoint.title', { position: position.name })}
      action={t('appoint')}
      busy={busy}
      problem={problem}
      reason={person && from_on ? null : t('appoint.incomplete')}
      onSubmit={submit}
      onClose={onClose}
    >
      <PersonInput
        label={t('field.person')}
        only="individual"
        value={person}
        onChange={setPerson}
        error={errors['customer_id']}
      />
      <Fields columns={2}>
        <DayFields from={from_on} onFrom={begin} until={until} onUntil={setUntil} errors={errors} />
      </Fields>
      <NoteField value={note} onChange={setNote} />
      {(code === 'seats.taken' || confirmed) && (
        <CheckField label={t('beyond')} hint={t('beyondHint')} checked={confirmed} onChange={setConfirmed} />
      )}
    </FormDialog>
  )
}
