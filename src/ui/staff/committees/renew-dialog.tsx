import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useFormats } from '../../kit/format.ts'
import { useT } from '../../kit/words.ts'
import { write } from '../shared/api.ts'
import { CheckField } from './check-field.tsx'
import { FormDialog } from './form-dialog.tsx'
import { dayAfter, lastDayOf } from './term-days.ts'
import { type Term, useSending } from './use-committees.ts'

/** Another term for the same person, from the day after this one. */
export default function RenewDialog({ term, onClose }: { term: Term; onClose: () => void }) {
  const t = useT('committees')
  const f = useFormats()
  const from = dayAfter(term.until_on!)
  const months = term.position.term_months
  const [until, setUntil] = useState(months ? lastDayOf(from, months) : '')
  const [confirmed, setConfirmed] = useState(false)
  const { busy, errors, problem, code, send } = useSending()
  const { name } = term.customer
  const submit = async () => {
    const args = { params: { id: term.id }, body: { until_on: until || null, confirmed } }
    if (await send(() => write('POST /committee-terms/:id/renewal', args), t('renewed.toast', { name })))
      onClose()
  }
  return (
    <FormDialog
      title={t('renew.title', { name })}
      action={t('renew')}
      busy={busy}
      problem={problem ?? errors['from_on'] ?? null}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('renew.from', { position: term.position.name, date: f.date(from) })}</p>
      <TextInput
        type="date"
        label={t('field.until')}
        description={t('field.untilHint')}
        data-autofocus
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
        error={errors['until_on']}
      />
      {(code === 'seats.taken' || confirmed) && (
        <CheckField label={t('beyond')} hint={t('beyondHint')} checked={confirmed} onChange={setConfirmed} />
      )}
    </FormDialog>
  )
}
