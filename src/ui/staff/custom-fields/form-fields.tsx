import { TextInput } from '@mantine/core'
import { memo, type ReactNode, useCallback, useRef, useState } from 'react'
import { Fields } from '../../kit/field.tsx'
import { IconSearch } from '../../kit/icons.ts'
import { useT } from '../../kit/words.ts'
import type { CustomField } from './custom-field.ts'
import classes from './form-fields.module.css'
import { useGradually } from './use-gradually.ts'
import { CustomValueInput } from './value-input.tsx'
import { isBlank } from './value-text.ts'

export type CustomDraft = Readonly<Record<string, unknown>>

type FormProps = {
  fields: readonly CustomField[]
  /** By key: what was filled in; of a new record the defaults stand where nothing was. */
  values: CustomDraft
  onChange: (key: string, value: unknown) => void
  /** By place, `custom.<key>`. */
  errors: Record<string, string>
  isNew?: boolean
}

/** So many that need not be filled in stand there openly. */
const few = 4
/** From so many on one looks for a field by its name. */
const many = 12

/** The custom fields in a form: first what must be filled in and what is, then the others, folded away when many. */
export function CustomFormFields({ fields, values, onChange, errors, isNew = false }: FormProps) {
  const t = useT('custom-fields')
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const writable = fields.filter((field) => field.writable)
  const given = ({ key, default_value }: CustomField) => {
    const value = values[key]
    return value === undefined && isNew ? default_value : value
  }
  const [firstAtStart] = useState(
    () => new Set(writable.filter((field) => !isBlank(given(field))).map(({ key }) => key)),
  )
  const isFirst = ({ key, required }: CustomField) =>
    required || firstAtStart.has(key) || `custom.${key}` in errors
  const folded = writable.filter((field) => !isFirst(field))
  const openly = folded.length <= few ? writable : writable.filter(isFirst)
  const rest = folded.length <= few ? [] : folded
  const wanted = text.trim().toLocaleLowerCase()
  const latest = useRef(onChange)
  latest.current = onChange
  const put = useCallback((key: string, value: unknown) => latest.current(key, value), [])
  const inputs = (some: readonly CustomField[]) => (
    <Fields columns={2}>
      {some.map((field) => (
        <FormInput
          key={field.id}
          field={field}
          value={given(field)}
          error={errors[`custom.${field.key}`]}
          put={put}
        />
      ))}
    </Fields>
  )
  return (
    <div className={classes.fields}>
      {openly.length > 0 && inputs(openly)}
      {rest.length > 0 && (
        <details className={classes.more} onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{t('form.more', { count: rest.length })}</summary>
          {open && (
            <div className={classes.fields}>
              {rest.length > many && (
                <TextInput
                  type="search"
                  className={classes.find}
                  aria-label={t('group.find')}
                  placeholder={t('group.find')}
                  leftSection={<IconSearch size={15} stroke={1.75} aria-hidden />}
                  value={text}
                  onChange={(event) => setText(event.currentTarget.value)}
                />
              )}
              <Gradually list={rest.filter(({ label }) => label.toLocaleLowerCase().includes(wanted))}>
                {inputs}
              </Gradually>
            </div>
          )}
        </details>
      )}
    </div>
  )
}

type InputProps = {
  field: CustomField
  value: unknown
  error: string | undefined
  put: (key: string, value: unknown) => void
}

/** Drawn anew only when it changes, so that typing is quick among hundreds. */
const FormInput = memo(function FormInput({ field, value, error, put }: InputProps) {
  return (
    <CustomValueInput field={field} value={value} error={error} onChange={(next) => put(field.key, next)} />
  )
})

type GraduallyProps = {
  list: readonly CustomField[]
  children: (some: readonly CustomField[]) => ReactNode
}
const Gradually = ({ list, children }: GraduallyProps) => children(useGradually(list))
