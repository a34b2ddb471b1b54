import { useEffect, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { confirm } from '../../kit/confirm.tsx'
import { ProgressBar } from '../../kit/feedback.tsx'
import { useFormats } from '../../kit/format.ts'
import type { Translate } from '../../kit/words.ts'
import type { Import } from './mapping-rules.ts'
import { paceOf, type Reading, withReading } from './rate.ts'
import classes from './steps.module.css'
import { Figures } from './tally.tsx'
import { useWordsOf } from './targets.ts'
import { useCancel } from './use-cancel.ts'

function leftText(seconds: number, t: Translate): string {
  if (seconds < 60) return t('run.left.seconds')
  const minutes = Math.round(seconds / 60)
  return minutes < 90
    ? t('run.left.minutes', { count: minutes })
    : t('run.left.hours', { count: Math.round(minutes / 60) })
}

/** How far it is, how quick, and a way to stop. */
export function Running({ one }: { one: Import }) {
  const t = useWordsOf(one.target)
  const f = useFormats()
  const { stopping, cancel } = useCancel(one.id)
  const [readings, setReadings] = useState<readonly Reading[]>([])
  const { rows_read: rows, progress: share, state, preview } = one
  useEffect(
    () => setReadings((old) => withReading(old, { at: performance.now(), rows, share })),
    [rows, share],
  )
  const pace = paceOf(readings)
  const stop = async () => {
    const sure = await confirm({
      title: t('run.cancel.title'),
      body: t('run.cancel.body', { n: f.number(rows) }),
      action: t('run.cancel.action'),
      danger: true,
    })
    if (sure) await cancel()
  }
  const waiting = state === 'queued'
  const soFar = preview
    ? t('run.rows', { n: f.number(rows), total: f.number(Math.max(rows, preview.rows_read)) })
    : t('run.rowsSoFar', { n: f.number(rows) })
  const facts = [
    soFar,
    pace && t('run.rate', { n: f.number(pace.perSecond) }),
    pace && leftText(pace.secondsLeft, t),
  ]
  return (
    <>
      <div className={classes.lead}>
        <h2>{t(waiting ? 'run.waiting' : 'run.running')}</h2>
        <p>{t(waiting ? 'run.waiting.hint' : 'run.leave')}</p>
      </div>
      <ProgressBar
        label={waiting ? t('run.waiting') : facts.filter(Boolean).join(' · ')}
        value={waiting ? null : share * 100}
        note={waiting ? undefined : f.percent(share)}
      />
      {rows > 0 && <Figures tally={one} target={one.target} />}
      <div className={classes.actions}>
        <Button busy={stopping} onClick={() => void stop()}>
          {t(stopping ? 'run.stopping' : 'run.cancel')}
        </Button>
      </div>
    </>
  )
}
