import { Textarea, TextInput } from '@mantine/core'
import { useT } from '../../kit/words.ts'
import { hintBelow } from './form-dialog.tsx'

type DayFieldsProps = {
  from: string
  onFrom: (day: string) => void
  until: string
  onUntil: (day: string) => void
  errors: Record<string, string>
}

/** First and last day, `YYYY-MM-DD`, of a term, a role or a prospect; an empty last day is open. */
export function DayFields({ from, onFrom, until, onUntil, errors }: DayFieldsProps) {
  const t = useT('committees')
  return (
    <>
      <TextInput
        type="date"
        label={t('field.from')}
        required
        value={from}
        onChange={(event) => onFrom(event.currentTarget.value)}
        error={errors['from_on']}
      />
      <TextInput
        type="date"
        label={t('field.until')}
        description={t('field.untilHint')}
        inputWrapperOrder={hintBelow}
        value={until}
        onChange={(event) => onUntil(event.currentTarget.value)}
        error={errors['until_on']}
      />
    </>
  )
}

/** What else is to be said about it. */
export function NoteField({ value, onChange }: { value: string; onChange: (note: string) => void }) {
  const t = useT('committees')
  return (
    <Textarea
      label={t('field.note')}
      autosize
      maxRows={6}
      maxLength={2000}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
