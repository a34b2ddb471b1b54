import { NativeSelect, TextInput } from '@mantine/core'
import { Button } from '../../kit/button.tsx'
import { cx } from '../../kit/cx.ts'
import { IconX } from '../../kit/icons.ts'
import { useT } from '../../kit/words.ts'
import { type CustomField, useDefinitions } from '../custom-fields/custom-field.ts'
import { dayOf } from '../customers/record/days.ts'
import chips from '../customers/record/timeline.module.css'
import { useTimelineKinds } from '../customers/record/timeline-kinds.ts'
import type { Customer } from '../shared/ui-module.ts'
import classes from './history.module.css'
import { fieldLabel, kindOf } from './kinds.ts'
import { anything, type HistoryFilter } from './use-history.ts'

const reasons = ['edit', 'revert', 'undo', 'bulk', 'import', 'api'] as const
const outputOf: Record<string, string> = { photo: 'photo_url' }

type BarProps = { customer: Customer; filter: HistoryFilter; onChange: (filter: HistoryFilter) => void }

/** Which kinds, which field, why, and from which to which day. */
export function FilterBar({ customer, filter, onChange }: BarProps) {
  const t = useT('history')
  // Retired ones too: what they were is still told.
  const custom: Record<string, CustomField[] | undefined> = {
    customer: useDefinitions('customer').data?.items,
    task: useDefinitions('task').data?.items,
  }
  const kinds = useTimelineKinds().filter(({ kind }) => kindOf(kind))
  const chosen = filter.kind ? filter.kind.split(',') : []
  const toggle = (kind: string) => {
    const next = chosen.includes(kind) ? chosen.filter((one) => one !== kind) : [...chosen, kind]
    onChange({ ...filter, kind: next.join(',') })
  }
  const set = (name: keyof HistoryFilter) => (event: { currentTarget: { value: string } }) =>
    onChange({ ...filter, [name]: event.currentTarget.value })
  const offered = kinds
    .filter(({ kind }) => chosen.length === 0 || chosen.includes(kind))
    .map(({ kind, label }) => ({
      group: t(label),
      items: [
        ...(kindOf(kind)?.fields ?? [])
          .filter(
            (field) => kind !== 'customer' || !customer.hidden_fields.includes(outputOf[field] ?? field),
          )
          .map((field) => ({ value: field, label: fieldLabel(kind, field) })),
        ...(custom[kind]?.map(({ id, label }) => ({ value: `custom.${id}`, label })) ?? []),
      ],
    }))
  const day = (name: 'from' | 'to') => (
    <span className={chips.day}>
      <label htmlFor={`history-${name}`}>{t(`filter.${name}`)}</label>
      <TextInput
        id={`history-${name}`}
        type="date"
        value={filter[name]}
        min={name === 'to' ? filter.from || undefined : undefined}
        max={name === 'from' && filter.to ? filter.to : dayOf(new Date())}
        onChange={set(name)}
      />
    </span>
  )
  return (
    <fieldset className={classes.filter}>
      <legend className="visually-hidden">{t('filter')}</legend>
      <div className={chips.kinds}>
        {kinds.map(({ kind, label, icon: Icon }) => (
          <button
            key={kind}
            type="button"
            aria-pressed={chosen.includes(kind)}
            className={cx(chips.kind, chosen.includes(kind) && chips.on)}
            onClick={() => toggle(kind)}
          >
            <Icon size={14} stroke={1.75} />
            {t(label)}
          </button>
        ))}
      </div>
      <div className={classes.selects}>
        <NativeSelect
          aria-label={t('filter.field')}
          value={filter.field}
          onChange={set('field')}
          data={[{ value: '', label: t('filter.anyField') }, ...offered]}
        />
        <NativeSelect
          aria-label={t('filter.reason')}
          value={filter.reason}
          onChange={set('reason')}
          data={[
            { value: '', label: t('filter.anyReason') },
            ...reasons.map((value) => ({ value, label: t(`why.${value}`) })),
          ]}
        />
        {day('from')}
        {day('to')}
        {Object.values(filter).some(Boolean) && (
          <Button
            look="quiet"
            size="sm"
            icon={<IconX size={14} stroke={1.75} aria-hidden />}
            onClick={() => onChange(anything)}
          >
            {t('filter.clear')}
          </Button>
        )}
      </div>
    </fieldset>
  )
}
