import { Button } from '../../kit/button.tsx'
import { useFormats } from '../../kit/format.ts'
import { IconArrowLeft, IconArrowRight } from '../../kit/icons.ts'
import { useT } from '../../kit/words.ts'
import type { Import, MappingState } from './mapping-rules.ts'
import classes from './steps.module.css'
import { hasBegun, refusalOf, type Step, steps } from './steps.ts'
import type { Saving } from './use-import.ts'

type StepFootProps = {
  one: Import
  step: Step
  mapping: MappingState
  saving: Saving
  starting: boolean
  onGo: (step: Step) => void
  onCheck: () => void
  onRun: () => void
}

/** The way back, and the one thing to do next. */
export function StepFoot({ one, step, mapping, saving, starting, onGo, onCheck, onRun }: StepFootProps) {
  const t = useT('imports')
  const f = useFormats()
  const at = steps.indexOf(step)
  const [before, after] = [steps[at - 1], steps[at + 1]]
  const frozen = hasBegun(one)
  const reasonFor = (next: Step) => {
    const refused = refusalOf(next, one, mapping)
    return refused && t(refused)
  }
  const going = one.preview ? one.preview.created + one.preview.updated : 0
  const checks = !frozen && one.state === 'uploaded' && (step === 'options' || step === 'check')
  const next = checks
    ? { label: t('check.start'), reason: reasonFor('check'), run: onCheck }
    : step === 'import'
      ? {
          label: t('run.go', { count: going, n: f.number(going) }),
          reason: going === 0 ? t('run.nothing') : null,
          run: onRun,
        }
      : after && {
          label: t('step.next', { step: t(`step.${after}`) }),
          reason: reasonFor(after),
          run: () => onGo(after),
        }
  return (
    <footer className={classes.foot}>
      {before && (
        <Button icon={<IconArrowLeft size={16} stroke={1.75} aria-hidden />} onClick={() => onGo(before)}>
          {t('step.back')}
        </Button>
      )}
      <span className={classes.saved} role="status">
        {!frozen && at < 3 && !saving.held && t(saving.busy ? 'step.saving' : 'step.saved')}
      </span>
      {next && (
        <Button
          look="primary"
          busy={starting}
          reason={next.reason}
          icon={<IconArrowRight size={16} stroke={1.75} aria-hidden />}
          onClick={next.run}
        >
          {next.label}
        </Button>
      )}
    </footer>
  )
}
