import { Select } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useT } from '../../kit/words.ts'
import { type CustomField, useCustomFields } from './custom-field.ts'
import { CustomFilterInput } from './filter-input.tsx'
import classes from './list-filters.module.css'

type FiltersProps = {
  target: string
  /** By `custom.<key>`. */
  filter: Readonly<Record<string, string | undefined>>
  apply: (name: `custom.${string}`, value: string, typed?: boolean) => void
}

/** More than these are asked for by name instead of standing there all at once. */
const few = 8
const nameOf = ({ key }: CustomField): `custom.${string}` => `custom.${key}`

/** The custom fields among the filters of a list: all of a few; of many those in use, and any that one looks up. */
export default function CustomFilters({ target, filter, apply }: FiltersProps) {
  const t = useT('custom-fields')
  const fields = useCustomFields(target)
  const [added, setAdded] = useState<string[]>([])
  const box = useRef<HTMLElement>(null)
  const latest = added.at(-1)
  useEffect(() => {
    if (!latest) return
    const place = box.current?.querySelector(`[data-filter="${latest}"]`)
    place?.querySelector<HTMLElement>('input, select')?.focus()
  }, [latest])
  if (fields.length === 0) return null
  const isShown = (field: CustomField) =>
    fields.length <= few || added.includes(field.id) || Boolean(filter[nameOf(field)])
  const hidden = fields.filter((field) => !isShown(field))
  return (
    <section ref={box} className={classes.filters} aria-label={t('filter.fields')}>
      <h3>{t('filter.fields')}</h3>
      {fields.filter(isShown).map((field) => (
        <div key={field.id} data-filter={field.id}>
          <CustomFilterInput
            field={field}
            value={filter[nameOf(field)] ?? ''}
            apply={(value, typed) => apply(nameOf(field), value, typed)}
          />
        </div>
      ))}
      {hidden.length > 0 && (
        <Select
          aria-label={t('filter.find')}
          placeholder={t('filter.find')}
          data={hidden.map(({ id, label }) => ({ value: id, label }))}
          value={null}
          searchable
          limit={100}
          selectFirstOptionOnChange
          comboboxProps={{ keepMounted: false }}
          nothingFoundMessage={t('filter.nothing')}
          onChange={(id) => id && setAdded([...added, id])}
        />
      )}
    </section>
  )
}
