import { useEffect, useRef } from 'react'
import { announce } from '../../kit/announce.ts'
import { Button } from '../../kit/button.tsx'
import { ErrorState, Notice, ProgressBar } from '../../kit/feedback.tsx'
import { useFormats } from '../../kit/format.ts'
import { IconRefresh } from '../../kit/icons.ts'
import { Changes } from './changes.tsx'
import { Examples } from './examples.tsx'
import type { Import } from './mapping-rules.ts'
import { Rejections } from './rejections.tsx'
import classes from './steps.module.css'
import { hasBegun } from './steps.ts'
import { Figures } from './tally.tsx'
import { CUSTOMERS, useWordsOf } from './targets.ts'
import { useCancel } from './use-cancel.ts'

type CheckProps = { one: Import; onCheck: () => void; busy: boolean }

/** The dry run: what would become of every row. */
export function CheckStep({ one, onCheck, busy }: CheckProps) {
  const t = useWordsOf(one.target)
  const f = useFormats()
  const { preview, state, error } = one
  const before = useRef(state)
  const stopped = useRef(false)
  useEffect(() => {
    if (before.current === 'checking' && state === 'checked' && preview)
      announce(
        t('check.done', {
          created: f.number(preview.created),
          updated: f.number(preview.updated),
          skipped: f.number(preview.skipped),
          rejected: f.number(preview.rejected),
        }),
      )
    if (before.current === 'checking' && state === 'uploaded' && !error) {
      stopped.current = true
      announce(t('cancelled.check'))
    }
    before.current = state
  }, [state, preview, error, t, f])

  if (state === 'checking') return <Checking one={one} />
  if (!preview)
    return (
      <>
        {error && (
          <ErrorState small title={t('check.failed')}>
            {error} {t('check.failed.hint')}
          </ErrorState>
        )}
        {stopped.current && !error && <Notice>{t('cancelled.check')}</Notice>}
        <div className={classes.lead}>
          <h2>{t('check.title')}</h2>
          <p>{t('check.intro')}</p>
        </div>
      </>
    )
  return (
    <>
      <div className={classes.leadLine}>
        <div className={classes.lead}>
          <h2>{t('check.result')}</h2>
          {!hasBegun(one) && (
            <p>{t('check.rows', { count: preview.rows_read, n: f.number(preview.rows_read) })}</p>
          )}
        </div>
        {!hasBegun(one) && (
          <Button busy={busy} onClick={onCheck} icon={<IconRefresh size={16} stroke={1.75} aria-hidden />}>
            {t('check.again')}
          </Button>
        )}
      </div>
      <Figures tally={preview} target={one.target} />
      {!hasBegun(one) && preview.rejected > 0 && (
        <Rejections one={one} rejected={preview.rejected} hint={t('reject.hint.before')} />
      )}
      {one.target === CUSTOMERS && <Changes changes={preview.changes} />}
      {preview.examples.length > 0 && <Examples examples={preview.examples} />}
    </>
  )
}

function Checking({ one }: { one: Import }) {
  const t = useWordsOf(one.target)
  const f = useFormats()
  const { stopping, cancel } = useCancel(one.id)
  return (
    <>
      <div className={classes.lead}>
        <h2>{t('check.title')}</h2>
        <p>{t('check.intro')}</p>
      </div>
      <ProgressBar
        label={t('check.running')}
        value={one.progress > 0 ? one.progress * 100 : null}
        note={f.percent(one.progress)}
      />
      <div className={classes.actions}>
        <Button busy={stopping} onClick={() => void cancel()}>
          {t(stopping ? 'run.stopping' : 'check.cancel')}
        </Button>
      </div>
    </>
  )
}
