import { useState } from 'react'
import { Fields } from '../../kit/field.tsx'
import { useT } from '../../kit/words.ts'
import { write } from '../shared/api.ts'
import { CheckField } from './check-field.tsx'
import { DayFields, NoteField } from './day-fields.tsx'
import { FormDialog } from './form-dialog.tsx'
import { type Term, useSending } from './use-committees.ts'

/** Changes the days or the note of a term. */
export default function TermDialog({ term, onClose }: { term: Term; onClose: () => void }) {
  const t = useT('committees')
  const [from_on, setFrom] = useState(term.from_on)
  const [until, setUntil] = useState(term.until_on ?? '')
  const [note, setNote] = useState(term.note ?? '')
  const [confirmed, setConfirmed] = useState(false)
  const { busy, errors, problem, code, send } = useSending()
  const { name } = term.customer
  const submit = async () => {
    const body = { from_on, until_on: until || null, note: note.trim() || null, confirmed }
    const args = { params: { id: term.id }, ifMatch: term.version, body }
    if (await send(() => write('PATCH /committee-terms/:id', args), t('changed.toast', { name }))) onClose()
  }
  return (
    <FormDialog
      title={t('term.title', { name, position: term.position.name })}
      action={t('save')}
      busy={busy}
      problem={problem}
      onSubmit={submit}
      onClose={onClose}
    >
      <Fields columns={2}>
        <DayFields from={from_on} onFrom={setFrom} until={until} onUntil={setUntil} errors={errors} />
      </Fields>
      <NoteField value={note} onChange={setNote} />
      {(code === 'seats.taken' || confirmed) && (
        <CheckField label={t('beyond')} hint={t('beyondHint')} checked={confirmed} onChange={setConfirmed} />
      )}
    </FormDialog>
  )
}
