import { NativeSelect, TextInput } from '@mantine/core'
import { useT } from '../../../../kit/words.ts'
import { useCountries } from '../choices.ts'
import type { Entries } from './entries.ts'
import type { InputsProps } from './list-editor.tsx'
import classes from './lists.module.css'

type Address = Entries['addresses']
const lines = { street: 200, extra: 200, postcode: 20, city: 120, region: 120 } as const

export function AddressInputs({ entry, onChange, errorOf }: InputsProps<Address>) {
  const t = useT('customers')
  const countries = useCountries()
  const line = (field: keyof typeof lines) => (
    <div className={classes[field]}>
      <TextInput
        label={t(`record.address.${field}`)}
        maxLength={lines[field]}
        autoComplete="off"
        value={entry[field] ?? ''}
        error={errorOf(field)}
        onChange={(event) => onChange({ [field]: event.currentTarget.value || null })}
      />
    </div>
  )
  const check = (field: 'billing' | 'shipping') => (
    <label className={classes.check}>
      <input
        type="checkbox"
        checked={entry[field]}
        onChange={(event) => onChange({ [field]: event.currentTarget.checked })}
      />
      {t(`record.address.${field}`)}
    </label>
  )
  return (
    <div className={classes.address}>
      {line('street')}
      {line('extra')}
      {line('postcode')}
      {line('city')}
      {line('region')}
      <div className={classes.country}>
        <NativeSelect
          label={t('record.address.country')}
          value={entry.country ?? ''}
          data={[{ value: '', label: t('record.choose') }, ...countries]}
          error={errorOf('country')}
          onChange={(event) => onChange({ country: event.currentTarget.value || null })}
        />
      </div>
      <div className={classes.uses}>
        {check('billing')}
        {check('shipping')}
      </div>
    </div>
  )
}
