import { NativeSelect } from '@mantine/core'
import { memo } from 'react'
import { Badge, type Tone } from '../../kit/badge.tsx'
import { cx } from '../../kit/cx.ts'
import { IconArrowRight } from '../../kit/icons.ts'
import { useT } from '../../kit/words.ts'
import classes from './columns-step.module.css'
import type { Mark } from './found.ts'
import type { Field } from './mapping-rules.ts'

export type FieldChoices = { group: string; items: { value: string; label: string }[] }[]

type ColumnRowProps = {
  name: string
  samples: string[]
  field: Field
  mark: Mark
  /** Another column that goes to the same field though only one can. */
  other: string | null
  choices: FieldChoices
  nameOf: (field: Field) => string
  onField: (column: string, field: Field) => void
}

const tones: Record<NonNullable<Mark>, Tone> = { found: 'success', remembered: 'success', chosen: 'accent' }

/** One column: what it holds, and where that goes. */
export const ColumnRow = memo(function ColumnRow(props: ColumnRowProps) {
  const { name, samples, field, mark, other, choices, nameOf, onField } = props
  const t = useT('imports')
  const ignored = field === 'ignore'
  return (
    <li className={cx(classes.row, ignored && classes.ignored)}>
      <div className={classes.column}>
        <span className={classes.name}>{name}</span>
        <span className={classes.samples}>
          {samples.length === 0
            ? t('columns.blank')
            : samples.slice(0, 3).map((value) => (
                <span key={value} className={classes.sample}>
                  {value}
                </span>
              ))}
        </span>
      </div>
      <IconArrowRight size={16} stroke={1.75} className={classes.arrow} aria-hidden />
      <NativeSelect
        aria-label={t('columns.field', { column: name })}
        value={field}
        onChange={(event) => onField(name, event.currentTarget.value as Field)}
        data={[{ value: 'ignore', label: t('field.ignore') }, ...choices]}
        error={other && t('columns.twice', { field: nameOf(field), column: other })}
      />
      <span className={classes.mark}>
        {other ? (
          <Badge tone="danger">{t('columns.mark.wrong')}</Badge>
        ) : ignored ? (
          <Badge>{t('columns.mark.ignored')}</Badge>
        ) : (
          mark && <Badge tone={tones[mark]}>{t(`columns.mark.${mark}`)}</Badge>
        )}
      </span>
    </li>
  )
})
