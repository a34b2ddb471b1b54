import { NativeSelect, TagsInput } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { countries } from '#lib/identifiers/country.ts'
import { FieldGroup } from '../../kit/field.tsx'
import { useFormats } from '../../kit/format.ts'
import { useT } from '../../kit/words.ts'
import { read } from '../shared/queries.ts'
import { useMe } from '../shared/session.ts'
import { type Import, isHidden, type Options } from './mapping-rules.ts'
import stepClasses from './steps.module.css'
import { CUSTOMERS } from './targets.ts'
import type { Saving } from './use-import.ts'

type Props = { one: Import; saving: Saving }

/** How values are read that can be meant in more than one way. */
export function Reading({ one, saving }: Props) {
  const t = useT('imports')
  const f = useFormats()
  const byName = useMemo(
    () =>
      countries
        .map((code) => ({ value: code, label: f.country(code) }))
        .sort((a, b) => a.label.localeCompare(b.label, f.locale)),
    [f],
  )
  return (
    <FieldGroup title={t('options.reading')}>
      <div className={stepClasses.choices}>
        {one.target === CUSTOMERS && (
          <NativeSelect
            label={t('options.country')}
            description={t('options.country.hint')}
            value={one.options.country ?? ''}
            onChange={(event) => saving.choose({ country: event.currentTarget.value || null })}
            data={[{ value: '', label: t('options.country.none') }, ...byName]}
          />
        )}
        <NativeSelect
          label={t('options.dates')}
          description={t('options.dates.hint')}
          value={one.options.date_order}
          onChange={(event) =>
            saving.choose({ date_order: event.currentTarget.value as Options['date_order'] })
          }
          data={(['auto', 'dmy', 'mdy', 'ymd'] as const).map((value) => ({
            value,
            label: t(`options.dates.${value}`),
          }))}
        />
      </div>
    </FieldGroup>
  )
}

/** What every imported customer gets. */
export function ForAll({ one, saving }: Props) {
  const t = useT('imports')
  const { hidden_fields } = useMe()
  const [typed, setTyped] = useState('')
  const withTags = !isHidden('tags', hidden_fields)
  const withGroup = !isHidden('group', hidden_fields)
  const tags = useQuery({
    ...read('GET /tags', { query: { q: typed.trim() || undefined, limit: 20 } }),
    placeholderData: keepPreviousData,
    enabled: withTags,
  })
  const groups = useQuery({ ...read('GET /customer-groups'), enabled: withGroup })
  if (!withTags && !withGroup) return null
  return (
    <FieldGroup title={t('options.all')}>
      <div className={stepClasses.choices}>
        {withTags && (
          <TagsInput
            label={t('options.tags')}
            description={t('options.tags.hint')}
            placeholder={one.options.tags.length === 0 ? t('options.tags.placeholder') : undefined}
            data={tags.data?.items.map(({ name }) => name) ?? []}
            value={one.options.tags}
            onChange={(next) => saving.choose({ tags: next })}
            searchValue={typed}
            onSearchChange={setTyped}
            maxTags={20}
            maxLength={60}
            acceptValueOnBlur
          />
        )}
        {withGroup && (
          <NativeSelect
            label={t('options.group')}
            description={t('options.group.hint')}
            value={one.options.group_id ?? ''}
            onChange={(event) => saving.choose({ group_id: event.currentTarget.value || null })}
            data={[
              { value: '', label: t('options.group.none') },
              ...(groups.data?.items ?? [])
                .filter(({ enabled, id }) => enabled || id === one.options.group_id)
                .map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )}
      </div>
    </FieldGroup>
  )
}
