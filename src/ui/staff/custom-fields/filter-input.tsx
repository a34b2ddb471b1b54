import { Checkbox, MultiSelect, NativeSelect, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useFormats } from '../../kit/format.ts'
import { useT } from '../../kit/words.ts'
import { useTyped } from '../shared/use-typed.ts'
import type { CustomField } from './custom-field.ts'
import { CustomerInput } from './customer-input.tsx'
import classes from './filter-input.module.css'
import { anyValue, isRange, noValue, rangeOf, rangeText } from './filter-text.ts'
import { decimalText, parseDecimal } from './number-text.ts'

type FilterInputProps = {
  field: CustomField
  /** As in the address; blank for no filter. */
  value: string
  /** `typed`: letter by letter, so that Back takes back the whole word. */
  apply: (value: string, typed?: boolean) => void
}

/** What a list can be asked about a custom field, by its type. */
export function CustomFilterInput(props: FilterInputProps) {
  const { field } = props
  if (isRange(field)) return <RangeFilter {...props} />
  switch (field.type) {
    case 'choice':
    case 'multi_choice':
      return <ChoiceFilter {...props} />
    case 'yes_no':
      return <YesNoFilter {...props} />
    case 'customer':
      return <CustomerFilter {...props} />
    default:
      return <WordFilter {...props} />
  }
}

/** A control of its own, and the question whether there is a value at all. */
function Blank({ field, value, apply, children }: FilterInputProps & { children: ReactNode }) {
  const t = useT('custom-fields')
  return (
    <fieldset className={classes.filter}>
      <legend>{field.label}</legend>
      {value !== noValue && children}
      <Checkbox
        size="xs"
        label={t('filter.empty')}
        aria-label={`${field.label}: ${t('filter.empty')}`}
        checked={value === noValue}
        onChange={(event) => apply(event.currentTarget.checked ? noValue : '')}
      />
    </fieldset>
  )
}

function WordFilter(props: FilterInputProps) {
  const { field, value, apply } = props
  const { typed, onType } = useTyped(value, (next) => apply(next, true))
  return (
    <Blank {...props}>
      <TextInput
        aria-label={field.label}
        value={typed}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onType(event.currentTarget.value)}
      />
    </Blank>
  )
}

function RangeFilter(props: FilterInputProps) {
  const { field, value, apply } = props
  const t = useT('custom-fields')
  const range = rangeOf(value)
  const side = (name: 'from' | 'to') => (
    <BoundInput
      field={field}
      label={t(`filter.${name}`)}
      value={range[name]}
      onChange={(bound, typed) => apply(rangeText({ ...range, [name]: bound }), typed)}
    />
  )
  return (
    <Blank {...props}>
      <div className={classes.pair}>
        {side('from')}
        {side('to')}
      </div>
    </Blank>
  )
}

type BoundProps = {
  field: CustomField
  label: string
  value: string
  onChange: (bound: string, typed: boolean) => void
}

/** One end of a range. What is no number takes no effect, and says so. */
function BoundInput({ field, label, value, onChange }: BoundProps) {
  const t = useT('custom-fields')
  const { locale } = useFormats()
  const day = field.type === 'date'
  const [fault, setFault] = useState(false)
  const { typed, onType } = useTyped(day ? value : decimalText(value, locale), (text) => {
    const bound = text.trim() === '' || day ? text.trim() : parseDecimal(text, locale)
    setFault(bound === null)
    if (bound !== null) onChange(bound, true)
  })
  return (
    <TextInput
      type={day ? 'date' : 'text'}
      inputMode={day ? undefined : 'decimal'}
      label={label}
      aria-label={`${field.label}: ${label}`}
      value={typed}
      autoComplete="off"
      error={fault ? t('filter.noNumber') : undefined}
      onChange={(event) => onType(event.currentTarget.value)}
    />
  )
}

function ChoiceFilter({ field, value, apply }: FilterInputProps) {
  const t = useT('custom-fields')
  const chosen = value.split(',').filter(Boolean)
  return (
    <MultiSelect
      label={field.label}
      data={[
        ...field.choices
          .filter(({ id, retired }) => !retired || chosen.includes(id))
          .map(({ id, label }) => ({ value: id, label })),
        { value: noValue, label: t('filter.empty') },
      ]}
      value={chosen}
      placeholder={chosen.length > 0 ? undefined : t('filter.any')}
      searchable
      clearable={chosen.length > 0}
      clearButtonProps={{ 'aria-label': t('filter.clear', { label: field.label }) }}
      selectFirstOptionOnChange
      comboboxProps={{ keepMounted: false }}
      nothingFoundMessage={t('filter.nothing')}
      hidePickedOptions
      onChange={(next) => apply(next.join(','))}
    />
  )
}

function YesNoFilter({ field, value, apply }: FilterInputProps) {
  const t = useT('custom-fields')
  return (
    <NativeSelect
      label={field.label}
      value={value}
      data={[
        { value: '', label: t('filter.any') },
        { value: 'yes', label: t('yes') },
        { value: 'no', label: t('no') },
        { value: noValue, label: t('filter.empty') },
        { value: anyValue, label: t('filter.filled') },
      ]}
      onChange={(event) => apply(event.currentTarget.value)}
    />
  )
}

function CustomerFilter(props: FilterInputProps) {
  const { field, value, apply } = props
  return (
    <Blank {...props}>
      <CustomerInput
        value={value === '' || value === anyValue ? null : (value.split(',')[0] ?? null)}
        onChange={(id) => apply(typeof id === 'string' ? id : '')}
        shared={{ 'aria-label': field.label }}
      />
    </Blank>
  )
}
