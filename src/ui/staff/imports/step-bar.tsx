import { cx } from '../../kit/cx.ts'
import { useFormats } from '../../kit/format.ts'
import { IconCheck } from '../../kit/icons.ts'
import { useT } from '../../kit/words.ts'
import type { Import, MappingState } from './mapping-rules.ts'
import classes from './steps.module.css'
import { hasBegun, refusalOf, type Step, steps } from './steps.ts'

type StepBarProps = {
  one: Import
  mapping: MappingState
  current: Step
  onGo: (step: Step) => void
}

/** Where one is on the way; a press leads to a step. */
export function StepBar({ one, mapping, current, onGo }: StepBarProps) {
  const t = useT('imports')
  const f = useFormats()
  const checked = one.preview !== null
  const isDone: Record<Step, boolean> = {
    file: steps.indexOf(current) > 0 || checked || hasBegun(one),
    columns: mapping.sound && (steps.indexOf(current) > 1 || checked || hasBegun(one)),
    options: steps.indexOf(current) > 2 || checked || hasBegun(one),
    check: checked || hasBegun(one),
    import: one.state === 'done',
  }
  const { format, columns } = one.description
  const rows = (count: number) => t('list.rows', { count, n: f.number(count) })
  const notes: Record<Step, string | null> = {
    file: t(`file.format.${format}`),
    columns: format === 'vcard' ? null : `${f.number(mapping.used)}/${f.number(columns.length)}`,
    options: null,
    check: one.preview && rows(one.preview.rows_read),
    import: one.rows_read > 0 ? rows(one.rows_read) : null,
  }
  return (
    <nav aria-label={t('step.label')}>
      <ol className={classes.bar}>
        {steps.map((step, i) => {
          const refused = refusalOf(step, one, mapping)
          return (
            <li key={step}>
              <button
                type="button"
                className={cx(classes.step, isDone[step] && classes.done)}
                aria-current={step === current ? 'step' : undefined}
                aria-disabled={refused !== null || undefined}
                title={refused ? t(refused) : undefined}
                onClick={() => refused === null && onGo(step)}
              >
                <span className={classes.number} aria-hidden>
                  {isDone[step] && step !== current ? <IconCheck size={13} stroke={2.5} /> : i + 1}
                </span>
                <span className={classes.stepName}>{t(`step.${step}`)}</span>
                {isDone[step] && <span className="visually-hidden">{t('step.done')}</span>}
                {notes[step] && <span className={classes.stepNote}>{notes[step]}</span>}
              </button>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
