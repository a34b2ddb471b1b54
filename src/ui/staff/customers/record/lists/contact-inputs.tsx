import { TextInput } from '@mantine/core'
import { useT } from '../../../../kit/words.ts'
import type { Entries } from './entries.ts'
import type { InputsProps } from './list-editor.tsx'
import classes from './lists.module.css'

export function EmailInputs({ name, entry, onChange, errorOf }: InputsProps<Entries['emails']>) {
  return (
    <TextInput
      type="email"
      inputMode="email"
      aria-label={name}
      maxLength={254}
      autoComplete="off"
      value={entry.address}
      error={errorOf('address')}
      onChange={(event) => onChange({ address: event.currentTarget.value })}
    />
  )
}

/** A number in any usual spelling; the server keeps it in E.164. */
export function PhoneInputs({ name, entry, onChange, errorOf }: InputsProps<Entries['phones']>) {
  const t = useT('customers')
  return (
    <div className={classes.phone}>
      <TextInput
        type="tel"
        aria-label={name}
        maxLength={40}
        autoComplete="off"
        value={entry.number}
        error={errorOf('number')}
        onChange={(event) => onChange({ number: event.currentTarget.value })}
      />
      <TextInput
        aria-label={t('record.list.extensionOf', { name })}
        placeholder={t('record.list.extension')}
        maxLength={12}
        autoComplete="off"
        value={entry.extension ?? ''}
        error={errorOf('extension')}
        onChange={(event) => onChange({ extension: event.currentTarget.value || null })}
      />
    </div>
  )
}
