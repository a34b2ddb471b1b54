import { Select } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useT } from '../../kit/words.ts'
import { read } from '../shared/queries.ts'
import classes from './value-input.module.css'
import type { PartProps } from './value-input.tsx'

type Option = { value: string; label: string; detail: string }

/** A customer, found as one types by any name, e-mail address or number. */
export function CustomerInput({ value, onChange, shared }: Omit<PartProps, 'field'>) {
  const t = useT('custom-fields')
  const chosen = typeof value === 'string' ? value : null
  const [typed, setTyped] = useState('')
  const { data: present } = useQuery({
    ...read('GET /customers/:id', { params: { id: chosen ?? '' } }),
    enabled: chosen !== null,
  })
  const name = present?.id === chosen ? present?.name : undefined
  const q = typed.trim()
  const { data: found, isFetching } = useQuery({
    ...read('GET /search', { query: { q, limit: 12 } }),
    enabled: q !== '' && q !== name,
    placeholderData: keepPreviousData,
  })
  const options: Option[] = (q === name ? [] : (found?.customers ?? [])).map((hit) => ({
    value: hit.id,
    label: hit.name,
    detail: [`C-${hit.number}`, hit.email ?? hit.phone, hit.city].filter(Boolean).join(' · '),
  }))
  if (chosen && !options.some((option) => option.value === chosen))
    options.unshift({ value: chosen, label: name ?? '…', detail: present ? `C-${present.number}` : '' })
  return (
    <Select
      {...shared}
      data={options}
      // The server has looked already, and finds by more than the name.
      filter={({ options: all }) => all}
      value={chosen}
      searchable
      clearable={!shared.required}
      clearButtonProps={{ 'aria-label': t('customer.clear') }}
      placeholder={t('customer.placeholder')}
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={
        q === '' ? t('customer.type') : isFetching ? t('customer.looking') : t('customer.nobody')
      }
      renderOption={({ option }) => (
        <span className={classes.option}>
          <span>{option.label}</span>
          <span className={classes.soft}>{(option as Option).detail}</span>
        </span>
      )}
      rightSectionWidth={chosen ? 56 : undefined}
      onChange={(next) => onChange(next)}
    />
  )
}
