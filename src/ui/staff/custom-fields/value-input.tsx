import { MultiSelect, NativeSelect, Select, Textarea, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useFormats } from '../../kit/format.ts'
import { useT } from '../../kit/words.ts'
import type { CustomField } from './custom-field.ts'
import { CustomerInput } from './customer-input.tsx'
import classes from './value-input.module.css'
import { offered, readText, writeText } from './value-text.ts'

type ValueInputProps = {
  field: CustomField
  value: unknown
  /** `null` when blank. What cannot be read as a number is given as it was typed, so that the server refuses it by name. */
  onChange: (value: unknown) => void
  error?: ReactNode
  /** The label stands elsewhere; it is only said. */
  bare?: boolean
  autoFocus?: boolean
  onBlur?: () => void
  id?: string
  'aria-describedby'?: string | undefined
}

/** An input for a value of a custom field, with its label, help and error. */
export function CustomValueInput({ bare = false, ...props }: ValueInputProps) {
  const { field, error, autoFocus, onBlur, id } = props
  const shared: Shared = {
    ...(id && { id }),
    label: bare ? undefined : field.label,
    'aria-label': bare ? field.label : undefined,
    'aria-describedby': props['aria-describedby'],
    description: bare ? undefined : field.help,
    inputWrapperOrder: ['label', 'input', 'description', 'error'],
    required: field.required,
    error,
    autoFocus,
    onBlur,
  }
  switch (field.type) {
    case 'number':
    case 'money':
      return <DecimalInput {...props} shared={shared} />
    case 'choice':
      return <OneChoice {...props} shared={shared} />
    case 'multi_choice':
      return <ManyChoices {...props} shared={shared} />
    case 'yes_no':
      return <YesOrNo {...props} shared={shared} />
    case 'customer':
      return <CustomerInput value={props.value} onChange={props.onChange} shared={shared} />
    case 'long_text':
      return (
        <Textarea
          {...shared}
          autosize
          minRows={2}
          maxRows={10}
          maxLength={20_000}
          value={String(props.value ?? '')}
          onChange={(event) => props.onChange(event.currentTarget.value || null)}
        />
      )
    default:
      return (
        <TextInput
          {...shared}
          type={field.type === 'date' ? 'date' : 'text'}
          maxLength={field.type === 'text' ? 500 : undefined}
          autoComplete="off"
          value={String(props.value ?? '')}
          onChange={(event) => props.onChange(event.currentTarget.value || null)}
        />
      )
  }
}

/** What every control is given. */
type Shared = {
  id?: string
  label?: string | undefined
  'aria-label'?: string | undefined
  'aria-describedby'?: string | undefined
  description?: string | null | undefined
  inputWrapperOrder?: ('label' | 'input' | 'description' | 'error')[]
  required?: boolean
  error?: ReactNode
  autoFocus?: boolean | undefined
  onBlur?: (() => void) | undefined
}
export type PartProps = {
  field: CustomField
  value: unknown
  onChange: (value: unknown) => void
  shared: Shared
}

/** A number or an amount as it is written in the reader's language; what is wrong with it is said when one leaves it. */
function DecimalInput({ field, value, onChange, shared }: PartProps) {
  const t = useT('custom-fields')
  const { locale } = useFormats()
  const written = (given: unknown) => (typeof given === 'string' ? given : writeText(field, given, locale))
  const [typed, setTyped] = useState(() => written(value))
  const [left, setLeft] = useState(false)
  const read = readText(field, typed, locale)
  const fault = 'fault' in read ? t(read.fault) : null
  return (
    <TextInput
      {...shared}
      inputMode="decimal"
      autoComplete="off"
      maxLength={40}
      leftSection={
        field.type === 'money' ? <span className={classes.currency}>{field.currency}</span> : undefined
      }
      leftSectionWidth={field.type === 'money' ? 48 : undefined}
      value={typed}
      error={(left && fault) || shared.error}
      onChange={(event) => {
        const text = event.currentTarget.value
        setTyped(text)
        setLeft(false)
        const now = readText(field, text, locale)
        onChange('value' in now ? now.value : text)
      }}
      onBlur={() => {
        setLeft(true)
        shared.onBlur?.()
      }}
    />
  )
}

/** So many are found faster by typing than by looking. */
const many = 12

function OneChoice({ field, value, onChange, shared }: PartProps) {
  const t = useT('custom-fields')
  const chosen = typeof value === 'string' ? value : null
  const data = offered(field, chosen ? [chosen] : [])
  if (data.length <= many)
    return (
      <NativeSelect
        {...shared}
        value={chosen ?? ''}
        data={[{ value: '', label: t('blank') }, ...data]}
        onChange={(event) => onChange(event.currentTarget.value || null)}
      />
    )
  return (
    <Select
      {...shared}
      data={data}
      value={chosen}
      searchable
      clearable={!field.required}
      clearButtonProps={{ 'aria-label': t('clear', { label: field.label }) }}
      placeholder={t('blank')}
      nothingFoundMessage={t('nothingFound')}
      onChange={(next) => onChange(next)}
    />
  )
}

function ManyChoices({ field, value, onChange, shared }: PartProps) {
  const t = useT('custom-fields')
  const chosen = Array.isArray(value) ? (value as string[]) : []
  return (
    <MultiSelect
      {...shared}
      data={offered(field, chosen)}
      value={chosen}
      searchable
      clearable={chosen.length > 0}
      clearButtonProps={{ 'aria-label': t('clear', { label: field.label }) }}
      placeholder={chosen.length > 0 ? undefined : t('blank')}
      nothingFoundMessage={t('nothingFound')}
      comboboxProps={{ keepMounted: false }}
      hidePickedOptions
      // In the order of the list, whichever was chosen first.
      onChange={(next) => onChange(next.length === 0 ? null : ordered(field, next))}
    />
  )
}

const ordered = ({ choices }: CustomField, chosen: string[]) =>
  choices.filter(({ id }) => chosen.includes(id)).map(({ id }) => id)

/** Three states: not yet asked is another thing than no. */
function YesOrNo({ field, value, onChange, shared }: PartProps) {
  const t = useT('custom-fields')
  const { locale } = useFormats()
  return (
    <NativeSelect
      {...shared}
      value={writeText(field, value, locale)}
      data={[
        ...(field.required && value != null ? [] : [{ value: '', label: t('blank') }]),
        { value: 'yes', label: t('yes') },
        { value: 'no', label: t('no') },
      ]}
      onChange={(event) => {
        const read = readText(field, event.currentTarget.value, locale)
        if ('value' in read) onChange(read.value)
      }}
    />
  )
}
