import { TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { useFormats } from '../../kit/format.ts'
import { IconClock, IconX } from '../../kit/icons.ts'
import { useT } from '../../kit/words.ts'
import { dayOf } from '../customers/record/days.ts'
import type { Customer } from '../shared/ui-module.ts'
import classes from './history.module.css'
import { momentOf } from './operations.ts'

type PickerProps = { customer: Customer; at: string; onChange: (at: string) => void }

/** Chooses the day on which one wants to see the record. */
export function AsOfPicker({ customer, at, onChange }: PickerProps) {
  const t = useT('history')
  const f = useFormats()
  const chosen = at ? dayOf(momentOf(at)) : ''
  const [typed, setTyped] = useState(chosen)
  useEffect(() => setTyped(chosen), [chosen])
  const type = (day: string) => {
    setTyped(day)
    // While a year is typed it passes through 0002 and 0020.
    if (day === '' || day >= '1900') onChange(day)
  }
  return (
    <div className={classes.picker}>
      <IconClock size={16} stroke={1.75} aria-hidden />
      <label htmlFor="history-as-of">{t('asOf.label')}</label>
      <TextInput
        id="history-as-of"
        type="date"
        value={typed}
        min={dayOf(customer.created_at)}
        max={dayOf(new Date())}
        onChange={(event) => type(event.currentTarget.value)}
      />
      {at && (
        <>
          <span className={classes.moment}>{t('asOf.moment', { when: f.dateTime(momentOf(at)) })}</span>
          <Button
            look="quiet"
            size="sm"
            icon={<IconX size={14} stroke={1.75} aria-hidden />}
            onClick={() => onChange('')}
          >
            {t('asOf.close')}
          </Button>
        </>
      )}
    </div>
  )
}
