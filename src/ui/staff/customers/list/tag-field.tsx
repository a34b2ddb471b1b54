import { TagsInput } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useT } from '../../../kit/words.ts'
import { read } from '../../shared/queries.ts'

type TagFieldProps = {
  label: string
  hint?: string
  value: string[]
  onChange: (tags: string[]) => void
  /** New names are not taken. */
  existingOnly?: boolean
}

/** Tags by name: type and press Enter; existing ones are suggested. */
export function TagField({ label, hint, value, onChange, existingOnly }: TagFieldProps) {
  const t = useT('customers')
  const [typed, setTyped] = useState('')
  const [open, setOpen] = useState(false)
  const { data } = useQuery({
    ...read('GET /tags', { query: { q: typed.trim() || undefined, limit: 20 } }),
    placeholderData: keepPreviousData,
  })
  const known = data?.items.map(({ name }) => name) ?? []
  const accept = (next: string[]) => {
    // What follows from the choice stands below and must not stay covered.
    setOpen(false)
    const added = next.filter((name) => !value.includes(name))
    const fits = (name: string) =>
      !existingOnly || known.some((one) => one.toLowerCase() === name.toLowerCase())
    onChange([...next.filter((name) => value.includes(name)), ...added.filter(fits)])
  }
  return (
    <TagsInput
      label={label}
      description={hint}
      data={known}
      value={value}
      onChange={accept}
      searchValue={typed}
      onSearchChange={setTyped}
      dropdownOpened={open}
      onDropdownOpen={() => setOpen(true)}
      onDropdownClose={() => setOpen(false)}
      maxTags={20}
      maxLength={60}
      placeholder={value.length === 0 ? t('list.tags.placeholder') : undefined}
      clearable={false}
      acceptValueOnBlur={!existingOnly}
      data-autofocus
    />
  )
}
