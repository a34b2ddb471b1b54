import { NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../kit/button.tsx'
import { IconSearch, IconX } from '../../kit/icons.ts'
import { useT } from '../../kit/words.ts'
import { read } from '../shared/queries.ts'
import { useTyped } from '../shared/use-typed.ts'
import classes from './audit.module.css'
import { type AuditSearch, addressOf } from './audit-filter.ts'

type FilterProps = {
  search: AuditSearch
  onChange: (change: Partial<AuditSearch>) => void
  onClear: () => void
}

/** What is looked for: words, reads or changes, who, how it went, and when. */
export function Filters({ search, onChange, onClear }: FilterProps) {
  const t = useT('audit')
  const { typed, onType } = useTyped(search.q, (q) => onChange({ q }))
  const set = (name: keyof AuditSearch) => (event: { currentTarget: { value: string } }) =>
    onChange({ [name]: event.currentTarget.value })
  const { customer: _, ...rest } = addressOf(search)
  return (
    <search className={classes.filters} aria-label={t('filter.label')}>
      <TextInput
        type="search"
        className={classes.find}
        aria-label={t('find')}
        placeholder={t('find')}
        leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
        value={typed}
        onChange={(event) => onType(event.currentTarget.value)}
      />
      <NativeSelect
        aria-label={t('filter.only')}
        value={search.only}
        onChange={set('only')}
        data={[
          { value: '', label: t('filter.any') },
          { value: 'changes', label: t('filter.changes') },
          { value: 'reads', label: t('filter.reads') },
        ]}
      />
      <Who value={search.actor} onChange={set('actor')} />
      <NativeSelect
        aria-label={t('filter.outcome')}
        value={search.outcome}
        onChange={set('outcome')}
        data={[
          { value: '', label: t('filter.anyOutcome') },
          ...(['done', 'refused', 'failed'] as const).map((value) => ({
            value,
            label: t(`outcome.${value}`),
          })),
        ]}
      />
      <span className={classes.days}>
        {(['from', 'to'] as const).map((name) => (
          <span key={name} className={classes.day}>
            <label htmlFor={`audit-${name}`}>{t(`filter.${name}`)}</label>
            <TextInput
              id={`audit-${name}`}
              type="date"
              value={search[name]}
              min={name === 'to' ? search.from || undefined : undefined}
              max={name === 'from' ? search.to || undefined : undefined}
              onChange={set(name)}
            />
          </span>
        ))}
      </span>
      {Object.keys(rest).length > 0 && (
        <Button look="quiet" size="sm" icon={<IconX size={14} stroke={1.75} aria-hidden />} onClick={onClear}>
          {t('filter.clear')}
        </Button>
      )}
    </search>
  )
}

function Who({
  value,
  onChange,
}: {
  value: string
  onChange: (event: { currentTarget: { value: string } }) => void
}) {
  const t = useT('audit')
  const { data } = useQuery(read('GET /audit/actors'))
  const of = (kind: string) =>
    (data?.items ?? []).flatMap((actor) =>
      actor.kind === kind && actor.id ? [{ value: actor.id, label: actor.name }] : [],
    )
  const groups = [
    { group: t('filter.staff'), items: of('staff') },
    { group: t('filter.keys'), items: of('api-key') },
  ].filter(({ items }) => items.length > 0)
  return (
    <NativeSelect
      aria-label={t('filter.who')}
      className={classes.who}
      value={value}
      onChange={onChange}
      data={[{ value: '', label: t('filter.anybody') }, ...groups]}
    />
  )
}
