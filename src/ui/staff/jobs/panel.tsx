import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { Badge, type Tone } from '../../kit/badge.tsx'
import { Button } from '../../kit/button.tsx'
import { ProgressBar } from '../../kit/feedback.tsx'
import { IconArrowBackUp } from '../../kit/icons.ts'
import { toast } from '../../kit/toast.tsx'
import { useT } from '../../kit/words.ts'
import { showKept } from '../history/kept.tsx'
import { call } from '../shared/api.ts'
import { problemText } from '../shared/problem.ts'
import { undoOperation } from '../shared/undo.ts'
import classes from './jobs.module.css'
import { isActive, type Work } from './work.ts'

type PanelProps = {
  work: Work[]
  onClose: () => void
  onDismiss: (ids: string[]) => void
  onChanged: () => Promise<unknown>
}

const tones: Record<Work['state'], Tone> = {
  waiting: 'neutral',
  running: 'accent',
  done: 'success',
  partly: 'warning',
  failed: 'danger',
  stopped: 'neutral',
}

/** The list under the pill. Escape or a press outside closes it. */
export default function Panel({ work, onClose, onDismiss, onChanged }: PanelProps) {
  const t = useT('jobs')
  const panel = useRef<HTMLDivElement>(null)
  const close = useRef(onClose)
  close.current = onClose
  useEffect(() => {
    panel.current?.focus()
    const onPointer = (event: PointerEvent) => {
      if (!panel.current?.parentElement?.contains(event.target as Node)) close.current()
    }
    addEventListener('pointerdown', onPointer)
    return () => removeEventListener('pointerdown', onPointer)
  }, [])
  const ended = work.filter((one) => !isActive(one)).map(({ id }) => id)
  return (
    <div
      ref={panel}
      role="dialog"
      aria-label={t('title')}
      tabIndex={-1}
      className={classes.panel}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
    >
      <div className={classes.head}>
        <h2>{t('title')}</h2>
        {ended.length > 0 && (
          <Button look="quiet" size="sm" onClick={() => onDismiss(ended)}>
            {t('clear')}
          </Button>
        )}
      </div>
      <ul className={classes.list}>
        {work.map((one) => (
          <li key={one.id} className={classes.item}>
            {isActive(one) ? (
              <Running work={one} onChanged={onChanged} />
            ) : (
              <>
                <p className={classes.label}>
                  <span>{one.label}</span>
                  <Badge tone={tones[one.state]} dot>
                    {t(`state.${one.state}`)}
                  </Badge>
                </p>
                <p className={classes.note}>{one.note}</p>
              </>
            )}
            <After work={one} onClose={onClose} />
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What can be done once it has ended: taken back, looked at. */
function After({ work: { to, undo, kept, label }, onClose }: { work: Work; onClose: () => void }) {
  const t = useT('jobs')
  if (!to && !undo && !kept) return null
  return (
    <div className={classes.after}>
      {undo && (
        <Button
          size="sm"
          icon={<IconArrowBackUp size={15} stroke={1.75} aria-hidden />}
          aria-label={`${t(undo.again ? 'history:undo.again' : 'kit:undo')}: ${label}`}
          onClick={() => {
            onClose()
            void undoOperation({ operation: undo.operation, text: label, t })
          }}
        >
          {t(undo.again ? 'history:undo.again' : 'kit:undo')}
        </Button>
      )}
      {kept && (
        <Button
          size="sm"
          onClick={() => {
            onClose()
            showKept(kept)
          }}
        >
          {t('history:undo.see')}
        </Button>
      )}
      {to && (
        <Link to={to} onClick={onClose}>
          {t('open')}
        </Link>
      )}
    </div>
  )
}

function Running({ work, onChanged }: { work: Work; onChanged: () => Promise<unknown> }) {
  const t = useT('jobs')
  const [stopping, setStopping] = useState(false)
  const stop = async () => {
    setStopping(true)
    try {
      await call(work.stop.route, { params: { id: work.id } })
    } catch (problem) {
      setStopping(false)
      toast({ tone: 'danger', text: problemText(problem, t) })
    }
    await onChanged()
  }
  return (
    <div className={classes.running}>
      <ProgressBar
        label={work.label}
        value={work.share === null ? null : work.share * 100}
        note={work.note}
      />
      <Button
        size="sm"
        look="quiet"
        busy={stopping}
        aria-label={t('stop.label', { label: work.label })}
        onClick={() => void stop()}
      >
        {t('stop')}
      </Button>
    </div>
  )
}
