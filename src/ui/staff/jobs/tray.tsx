import { useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { cx } from '../../kit/cx.ts'
import { useFormats } from '../../kit/format.ts'
import { IconAlertTriangle, IconCircleCheck } from '../../kit/icons.ts'
import { late } from '../../kit/late.tsx'
import { toast } from '../../kit/toast.tsx'
import { useT } from '../../kit/words.ts'
import { showKept } from '../history/kept.tsx'
import { queryClient } from '../shared/queries.ts'
import { undoOperation } from '../shared/undo.ts'
import classes from './jobs.module.css'
import { useWork } from './use-work.ts'
import { isActive, type Work } from './work.ts'

const Panel = late(() => import('./panel.tsx'))
const tones = { done: 'success', partly: 'neutral', failed: 'danger', stopped: 'neutral' } as const

/** A ring that fills; drawn without a number, which stands beside it. */
function Ring({ share }: { share: number | null }) {
  return (
    <svg
      viewBox="0 0 20 20"
      width={18}
      height={18}
      className={cx(share === null && classes.turning)}
      aria-hidden
    >
      <circle cx="10" cy="10" r="8" className={classes.ringBack} />
      <circle
        cx="10"
        cy="10"
        r="8"
        pathLength={100}
        strokeDasharray={`${Math.round((share ?? 0.25) * 100)} 100`}
        transform="rotate(-90 10 10)"
        className={classes.ring}
      />
    </svg>
  )
}

/** What goes on in the background. It stands in the top bar while there is something to say, whatever page one goes to. */
export default function Tray() {
  const t = useT('jobs')
  const f = useFormats()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const put = useRef<(ids: string[]) => void>(() => {})
  const onEnded = (one: Work) => {
    const { id, label, note, state, to, undo, kept } = one
    // It may have changed whatever is on screen.
    void queryClient.invalidateQueries()
    // The page of an import says it all itself.
    if (to === pathname) return put.current([id])
    toast({
      tone: tones[state as keyof typeof tones],
      text: `${label}: ${note}`,
      seconds: state === 'done' ? 8 : 20,
      ...(undo &&
        !undo.again && { undo: () => undoOperation({ operation: undo.operation, text: label, t }) }),
      ...(kept
        ? { action: { label: t('history:undo.see'), run: () => showKept(kept) } }
        : to && { action: { label: t('open'), run: () => void navigate({ to }) } }),
    })
  }
  const { work, dismiss, refresh } = useWork(onEnded)
  put.current = dismiss
  const active = work.filter(isActive)
  const first = active[0]
  const bad = work.some(({ state }) => state === 'failed' || state === 'partly')
  const none = work.length === 0
  useEffect(() => {
    if (none) setOpen(false)
  }, [none])
  if (none) return null
  const share = first?.share ?? null
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    <div className={classes.anchor}>
      <button
        ref={button}
        type="button"
        className={classes.pill}
        aria-expanded={open}
        aria-haspopup="dialog"
        onClick={() => setOpen(!open)}
      >
        {first ? (
          <Ring share={share} />
        ) : bad ? (
          <IconAlertTriangle size={18} stroke={1.75} className={classes.bad} aria-hidden />
        ) : (
          <IconCircleCheck size={18} stroke={1.75} className={classes.good} aria-hidden />
        )}
        <span className="visually-hidden">{t(first ? 'button.active' : 'button.ended')}</span>
        <span className={classes.pillText}>{(first ?? work[0])?.label}</span>
        {active.length > 1 && <span>+{f.number(active.length - 1)}</span>}
        {share !== null && <span>{f.percent(share)}</span>}
      </button>
      {open && <Panel work={work} onClose={close} onDismiss={dismiss} onChanged={refresh} />}
    </div>
  )
}
