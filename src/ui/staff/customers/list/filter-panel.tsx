import { type ComboboxParsedItem, MultiSelect, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { startTransition, useEffect, useId, useMemo, useRef, useState } from 'react'
import { ISO_3166 } from '#lib/identifiers/country-codes.ts'
import { Button, IconButton } from '../../../kit/button.tsx'
import { useFormats } from '../../../kit/format.ts'
import { IconX } from '../../../kit/icons.ts'
import { useT } from '../../../kit/words.ts'
import CustomFilters from '../../custom-fields/list-filters.tsx'
import { useTyped } from '../../shared/use-typed.ts'
import { isHidden } from './columns.tsx'
import classes from './filter-panel.module.css'
import frame from './list.module.css'
import { type FilterName, isFiltered, type ListState, listOf } from './list-state.ts'
import { groupsQuery, segmentsQuery, tagsQuery } from './use-filter-names.ts'
import type { SetList } from './use-list-state.ts'
import { useSteps } from './use-steps.ts'

const texts = ['name', 'company', 'vat_number', 'email', 'phone'] as const
const kinds = ['individual', 'organisation']
const statuses = ['active', 'inactive', 'archived']
const sources = ['manual', 'import', 'registration', 'order-sync', 'portal', 'api']

type PanelProps = { state: ListState; set: SetList; hidden: readonly string[]; onClose: () => void }
type Apply = (field: FilterName, value: string, typed?: boolean) => void

/** All filters; each takes effect as it is changed. */
export default function FilterPanel({ state, set, hidden, onClose }: PanelProps) {
  const t = useT('customers')
  const heading = useId()
  const panel = useRef<HTMLElement>(null)
  const step = useSteps(state, set)
  useEffect(() => panel.current?.querySelector<HTMLElement>('input')?.focus(), [])
  // The press is answered with the fields one types into; the lists of choices take longer to draw and follow.
  const [whole, setWhole] = useState(false)
  useEffect(() => {
    const frame = requestAnimationFrame(() => startTransition(() => setWhole(true)))
    return () => cancelAnimationFrame(frame)
  }, [])
  const seen = (field: FilterName) => !isHidden(hidden, field === 'tag' ? 'tags' : field)
  const { filter } = state
  const dates = (field: 'created_from' | 'created_to') => (
    <TextInput
      type="date"
      label={t(`list.filter.${field}`)}
      value={filter[field] ?? ''}
      max={field === 'created_from' ? filter.created_to : undefined}
      min={field === 'created_to' ? filter.created_from : undefined}
      onChange={(event) => step(field, event.currentTarget.value)}
    />
  )
  return (
    <section
      ref={panel}
      className={frame.filters}
      aria-labelledby={heading}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose()
      }}
    >
      <header className={classes.head}>
        <h2 id={heading}>{t('list.filter')}</h2>
        <Button
          look="quiet"
          size="sm"
          reason={isFiltered({ ...state, q: '' }) ? null : t('list.filter.nothing')}
          onClick={() => set({ filter: {} })}
        >
          {t('list.filter.clearPanel')}
        </Button>
        <IconButton label={t('list.filter.close')} onClick={onClose}>
          <IconX size={16} stroke={1.75} aria-hidden />
        </IconButton>
      </header>
      <div className={classes.fields}>
        {texts.filter(seen).map((field) => (
          <TextFilter key={field} field={field} value={filter[field] ?? ''} apply={step} />
        ))}
        {whole && (
          <>
            <Choices field="kind" values={kinds} filter={filter} apply={step} />
            <Choices
              field="status"
              values={statuses}
              filter={filter}
              apply={step}
              usual={t('list.filter.statusUsual')}
            />
            {seen('country') && <Countries value={filter.country} apply={step} />}
            {seen('group') && <Groups value={filter.group} apply={step} />}
            {seen('tag') && <Tags value={filter.tag} apply={step} />}
            <Segments value={filter.segment} apply={step} />
            <Choices field="source" values={sources} filter={filter} apply={step} />
            <fieldset className={classes.pair}>
              <legend>{t('list.filter.created')}</legend>
              {dates('created_from')}
              {dates('created_to')}
            </fieldset>
            <CustomFilters target="customer" filter={filter} apply={step} />
          </>
        )}
      </div>
      <footer className={classes.foot}>
        <Button look="primary" onClick={onClose}>
          {t('list.filter.show')}
        </Button>
      </footer>
    </section>
  )
}

function TextFilter({ field, value, apply }: { field: (typeof texts)[number]; value: string; apply: Apply }) {
  const t = useT('customers')
  const { typed, onType } = useTyped(value, (next) => apply(field, next, true))
  return (
    <TextInput
      label={t(`list.filter.${field}`)}
      value={typed}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onType(event.currentTarget.value)}
    />
  )
}

type Option = { value: string; label: string }
type ManyProps = {
  field: FilterName
  options: Option[]
  value: string | undefined
  apply: Apply
  /** What holds without a choice. */
  usual?: string
}

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase()

/** What begins with the typed text comes before what only holds it: "nether" means the Netherlands. */
function bestFirst({ options, search }: { options: ComboboxParsedItem[]; search: string }) {
  const typed = fold(search.trim())
  const place = (option: ComboboxParsedItem) => ('label' in option ? fold(option.label).indexOf(typed) : -1)
  const found = options.filter((option) => place(option) >= 0)
  return typed ? found.sort((a, b) => Math.min(place(a), 1) - Math.min(place(b), 1)) : found
}

function Many({ field, options, value, apply, usual }: ManyProps) {
  const t = useT('customers')
  const chosen = listOf(value)
  return (
    <MultiSelect
      label={t(`list.filter.${field}`)}
      data={options}
      value={chosen}
      placeholder={chosen.length > 0 ? undefined : (usual ?? t('list.filter.any'))}
      searchable
      clearable={chosen.length > 0}
      clearButtonProps={{ 'aria-label': t('list.filter.clearOne', { filter: t(`list.filter.${field}`) }) }}
      limit={300}
      filter={bestFirst}
      selectFirstOptionOnChange
      comboboxProps={{ keepMounted: false }}
      nothingFoundMessage={t('list.filter.nobody')}
      hidePickedOptions
      onChange={(next) => apply(field, next.join(','))}
    />
  )
}

type ChoicesProps = {
  field: 'kind' | 'status' | 'source'
  values: string[]
  filter: ListState['filter']
  apply: Apply
  /** What holds without a choice. */
  usual?: string
}

function Choices({ field, values, filter, apply, usual }: ChoicesProps) {
  const t = useT('customers')
  const chosen = filter[field] === 'all' ? values.join(',') : filter[field]
  return (
    <Many
      field={field}
      value={chosen}
      options={values.map((value) => ({ value, label: t(`list.${field}.${value}`) }))}
      apply={apply}
      usual={usual}
    />
  )
}

type OneProps = { value: string | undefined; apply: Apply }

function Countries({ value, apply }: OneProps) {
  const t = useT('customers')
  const f = useFormats()
  const options = useMemo(() => {
    const named = ISO_3166.map((codes) => ({ value: codes.slice(0, 2), label: f.country(codes.slice(0, 2)) }))
    const { compare } = new Intl.Collator(f.locale)
    named.sort((a, b) => compare(a.label, b.label))
    return [...named, { value: 'none', label: t('list.filter.noCountry') }]
  }, [f, t])
  return <Many field="country" value={value} options={options} apply={apply} />
}

function Groups({ value, apply }: OneProps) {
  const t = useT('customers')
  const groups = useQuery(groupsQuery).data?.items ?? []
  const options = groups.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Many
      field="group"
      value={value}
      options={[...options, { value: 'none', label: t('list.filter.noGroup') }]}
      apply={apply}
    />
  )
}

function Tags({ value, apply }: OneProps) {
  const tags = useQuery(tagsQuery).data?.items ?? []
  return (
    <Many
      field="tag"
      value={value}
      options={tags.map(({ id, name }) => ({ value: id, label: name }))}
      apply={apply}
    />
  )
}

function Segments({ value, apply }: OneProps) {
  const t = useT('customers')
  const segments = useQuery(segmentsQuery).data?.items ?? []
  if (segments.length === 0 && !value) return null
  return (
    <Select
      label={t('list.filter.segment')}
      data={segments.map(({ id, name }) => ({ value: id, label: name }))}
      value={value ?? null}
      placeholder={t('list.filter.any')}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('list.filter.clearOne', { filter: t('list.filter.segment') }) }}
      nothingFoundMessage={t('list.filter.nobody')}
      onChange={(next) => apply('segment', next ?? '')}
    />
  )
}
