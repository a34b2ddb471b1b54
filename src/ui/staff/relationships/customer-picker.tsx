import { Select } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useT } from '../../kit/words.ts'
import { read } from '../shared/queries.ts'
import classes from './relationships.module.css'

export type Picked = { id: string; name: string }
type Kind = 'individual' | 'organisation'

type Props = {
  label: string
  value: Picked | null
  onChange: (picked: Picked | null) => void
  /** Only customers of this kind; null: any. */
  kind: Kind | null
  /** Who cannot be chosen. */
  without: readonly string[]
  error?: string | undefined
  /** Offered where what was typed is somebody new. */
  onNew?: (typed: string) => void
}

const NEW = 'new'

/** A customer, found as one types by any name, e-mail address or number. */
export function CustomerPicker({ label, value, onChange, kind, without, error, onNew }: Props) {
  const t = useT('relationships')
  const [typed, setTyped] = useState('')
  const q = typed.trim()
  const asked = q !== '' && q !== value?.name
  const { data: found, isFetching } = useQuery({
    ...read('GET /search', { query: { q, limit: 20 } }),
    enabled: asked,
    placeholderData: keepPreviousData,
  })
  const hits = (asked ? (found?.customers ?? []) : []).filter(
    (hit) => hit.status !== 'archived' && (!kind || hit.kind === kind) && !without.includes(hit.id),
  )
  const options = hits.map((hit) => ({
    value: hit.id,
    label: hit.name,
    detail: [`C-${hit.number}`, hit.email ?? hit.phone, hit.city].filter(Boolean).join(' · '),
  }))
  if (value && !options.some((option) => option.value === value.id))
    options.unshift({ value: value.id, label: value.name, detail: '' })
  if (onNew && asked && !isFetching)
    options.push({ value: NEW, label: t('new.named', { name: q }), detail: t('new.start') })
  return (
    <Select
      label={label}
      required
      data={options}
      // The server has looked already, and finds by more than the name.
      filter={({ options: all }) => all}
      value={value?.id ?? null}
      searchable
      placeholder={t('picker.placeholder')}
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={
        q === '' ? t('picker.type') : isFetching ? t('picker.looking') : t('picker.nobody')
      }
      renderOption={({ option }) => (
        <span className={classes.option}>
          <span>{option.label}</span>
          <span>{(option as (typeof options)[number]).detail}</span>
        </span>
      )}
      error={error}
      onChange={(id, option) => {
        if (id === NEW) onNew?.(q)
        else onChange(id && option ? { id, name: option.label } : null)
      }}
    />
  )
}
