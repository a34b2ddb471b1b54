import { TextInput } from '@mantine/core'
import { Button } from '../../../kit/button.tsx'
import { cx } from '../../../kit/cx.ts'
import { IconX } from '../../../kit/icons.ts'
import { useT } from '../../../kit/words.ts'
import classes from './timeline.module.css'
import { useTimelineKinds } from './timeline-kinds.ts'

export type TimelineFilter = { kind: string; from: string; to: string }

type FilterProps = { filter: TimelineFilter; onChange: (filter: TimelineFilter) => void }

/** Which kinds, and from which to which day. No kind chosen means every kind. */
export function TimelineFilterBar({ filter, onChange }: FilterProps) {
  const t = useT('customers')
  const kinds = useTimelineKinds()
  const chosen = filter.kind ? filter.kind.split(',') : []
  const toggle = (kind: string) => {
    const next = chosen.includes(kind) ? chosen.filter((one) => one !== kind) : [...chosen, kind]
    onChange({ ...filter, kind: next.join(',') })
  }
  const on = filter.kind || filter.from || filter.to
  const day = (field: 'from' | 'to') => (
    <span className={classes.day}>
      <label htmlFor={`timeline-${field}`}>{t(`record.timeline.${field}`)}</label>
      <TextInput
        id={`timeline-${field}`}
        type="date"
        value={filter[field]}
        min={field === 'to' ? filter.from || undefined : undefined}
        max={field === 'from' ? filter.to || undefined : undefined}
        onChange={(event) => onChange({ ...filter, [field]: event.currentTarget.value })}
      />
    </span>
  )
  return (
    <fieldset className={classes.filter}>
      <legend className="visually-hidden">{t('record.timeline.filter')}</legend>
      <div className={classes.kinds}>
        {kinds.map(({ kind, label, icon: Icon }) => (
          <button
            key={kind}
            type="button"
            aria-pressed={chosen.includes(kind)}
            className={cx(classes.kind, chosen.includes(kind) && classes.on)}
            onClick={() => toggle(kind)}
          >
            <Icon size={14} stroke={1.75} />
            {t(label)}
          </button>
        ))}
      </div>
      <div className={classes.days}>
        {day('from')}
        {day('to')}
        {on && (
          <Button
            look="quiet"
            size="sm"
            icon={<IconX size={14} stroke={1.75} aria-hidden />}
            onClick={() => onChange({ kind: '', from: '', to: '' })}
          >
            {t('record.timeline.clear')}
          </Button>
        )}
      </div>
    </fieldset>
  )
}
