import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { Notice } from '../../kit/feedback.tsx'
import { toast } from '../../kit/toast.tsx'
import { useT } from '../../kit/words.ts'
import { call } from '../shared/api.ts'
import { problemText } from '../shared/problem.ts'
import { CheckStep } from './check-step.tsx'
import { ColumnsStep } from './columns-step.tsx'
import { FileStep } from './file-step.tsx'
import { type Import, judgeMapping, type Options } from './mapping-rules.ts'
import { OptionsStep } from './options-step.tsx'
import { RunStep } from './run-step.tsx'
import { StepBar } from './step-bar.tsx'
import { StepFoot } from './step-foot.tsx'
import classes from './steps.module.css'
import { hasBegun, isStep, refusalOf, type Step, stepFor } from './steps.ts'
import { useColumns } from './use-columns.ts'
import { keep, useSaving } from './use-import.ts'

/** The way of an import: one step at a time, all of them in reach. The address says which. */
export function ImportSteps({ one: stored }: { one: Import }) {
  const t = useT('imports')
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { step?: unknown }
  const saving = useSaving(stored)
  const [starting, setStarting] = useState(false)
  const heading = useRef<HTMLElement>(null)
  const one: Import = { ...stored, options: { ...stored.options, ...saving.options } as Options }
  const { required } = useColumns(stored.target)
  const state = judgeMapping(one, saving.mapping, required)
  const wanted = isStep(search.step) ? search.step : stepFor(one)
  const step: Step = refusalOf(wanted, one, state) ? (wanted === 'import' ? 'check' : 'columns') : wanted
  const frozen = hasBegun(one)

  const go = (to: Step) => void navigate({ to: `/imports/${one.id}`, search: { step: to } as never })
  // A new step begins at its top, for the eyes and for the keyboard.
  const shown = useRef(step)
  useEffect(() => {
    if (shown.current === step) return
    shown.current = step
    heading.current?.focus({ preventScroll: true })
    heading.current?.scrollIntoView({ block: 'start' })
  }, [step])
  // What was pressed is gone once the work has ended; the focus goes on from the result.
  const seen = useRef(stored.state)
  useEffect(() => {
    if (seen.current !== stored.state && document.activeElement === document.body)
      heading.current?.focus({ preventScroll: true })
    seen.current = stored.state
  }, [stored.state])

  const start = async (route: 'POST /imports/:id/check' | 'POST /imports/:id/run', to: Step) => {
    if (starting) return
    setStarting(true)
    try {
      // A choice that is still on its way belongs to what is checked.
      if (!(await saving.settled())) return
      keep(await call(route, { params: { id: one.id } }))
      go(to)
    } catch (problem) {
      toast({ tone: 'danger', text: problemText(problem, t) })
    } finally {
      setStarting(false)
    }
  }
  const check = () => void start('POST /imports/:id/check', 'check')
  const run = () => void start('POST /imports/:id/run', 'import')

  return (
    <>
      <StepBar one={one} mapping={state} current={step} onGo={go} />
      <section ref={heading} tabIndex={-1} className={classes.card} aria-label={t(`step.${step}`)}>
        {saving.problem !== null && <Notice tone="danger">{problemText(saving.problem, t)}</Notice>}
        {frozen && step !== 'import' && <Notice>{t('step.started')}</Notice>}
        <fieldset className={classes.content} disabled={frozen && step !== 'import'}>
          {step === 'file' && <FileStep one={one} saving={saving} />}
          {step === 'columns' && <ColumnsStep one={one} saving={saving} state={state} />}
          {step === 'options' && <OptionsStep one={one} saving={saving} />}
          {step === 'check' && <CheckStep one={one} onCheck={check} busy={starting} />}
          {step === 'import' && <RunStep one={one} />}
        </fieldset>
      </section>
      {!(step === 'import' && frozen) && (
        <StepFoot
          one={one}
          step={step}
          mapping={state}
          saving={saving}
          starting={starting}
          onGo={go}
          onCheck={check}
          onRun={run}
        />
      )}
    </>
  )
}
