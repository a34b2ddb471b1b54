import { Select } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useT } from '../../kit/words.ts'
import { read } from '../shared/queries.ts'
import classes from './forms.module.css'

type Chosen = { id: string; name: string }
type Option = { value: string; label: string; detail: string }

/** Somebody, found as one types; `only` leaves out organisations. */
export function PersonInput({
  label,
  value,
  onChange,
  error,
  only,
}: {
  label: string
  value: Chosen | null
  onChange: (person: Chosen | null) => void
  error?: string | undefined
  only?: 'individual'
}) {
  const t = useT('committees')
  const [typed, setTyped] = useState('')
  const q = typed.trim()
  const { data, isFetching } = useQuery({
    ...read('GET /search', { query: { q, limit: 20 } }),
    enabled: q !== '' && q !== value?.name,
    placeholderData: keepPreviousData,
  })
  const found = q === '' || q === value?.name ? [] : (data?.customers ?? [])
  const options: Option[] = found
    .filter(({ kind, status }) => (!only || kind === only) && status !== 'archived')
    .map(({ id, name, number, email, city }) => ({
      value: id,
      label: name,
      detail: [`C-${number}`, email, city].filter(Boolean).join(' · '),
    }))
  if (value && !options.some((option) => option.value === value.id))
    options.unshift({ value: value.id, label: value.name, detail: '' })
  return (
    <Select
      label={label}
      required
      data-autofocus
      data={options}
      // The server has looked already, and finds by more than the name.
      filter={({ options: all }) => all}
      value={value?.id ?? null}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      placeholder={t('person.placeholder')}
      nothingFoundMessage={
        q === '' ? t('person.type') : isFetching ? t('person.looking') : t('person.nobody')
      }
      error={error}
      renderOption={({ option }) => (
        <span className={classes.option}>
          <span>{option.label}</span>
          <span className={classes.soft}>{(option as Option).detail}</span>
        </span>
      )}
      onChange={(id, option) => onChange(id && option ? { id, name: option.label } : null)}
    />
  )
}
