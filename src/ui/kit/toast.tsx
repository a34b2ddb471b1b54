// biome-ignore-all lint/a11y/noStaticElementInteractions: the clock stands still under pointer and focus; nothing is operated by it
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { IconButton } from './button.tsx'
import { cx } from './cx.ts'
import { IconX } from './icons.ts'
import classes from './toast.module.css'
import { useT } from './words.ts'

export type Toast = {
  /** One sentence. */
  text: string
  tone?: 'neutral' | 'success' | 'danger'
  /** Takes the change back; stays available for `seconds`. */
  undo?: () => void | Promise<void>
  action?: { label: string; run: () => void }
  /** How long it stays: 5, with undo or an action 10, errors until closed. */
  seconds?: number
}

type Shown = Toast & { id: number }

let shown: readonly Shown[] = []
let last = 0
const listeners = new Set<() => void>()

function set(next: readonly Shown[]) {
  shown = next
  for (const listener of listeners) listener()
}

/** Shows a message at the edge of the screen and returns how to take it away. At most four stay. */
export function toast(message: Toast): () => void {
  const id = ++last
  set([...shown.slice(-3), { ...message, id }])
  return () => set(shown.filter((other) => other.id !== id))
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The place where toasts appear; once per app. F8 moves the focus there. */
export function Toasts() {
  const t = useT('kit')
  const toasts = useSyncExternalStore(subscribe, () => shown)
  const region = useRef<HTMLElement>(null)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'F8') region.current?.querySelector<HTMLElement>('button')?.focus()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
  return (
    <section ref={region} className={classes.region} aria-label={t('toasts')} aria-live="polite">
      {toasts.map((one) => (
        <ToastCard
          key={one.id}
          toast={one}
          onClose={() => set(shown.filter((other) => other.id !== one.id))}
        />
      ))}
    </section>
  )
}

function ToastCard({
  toast: { text, tone = 'neutral', undo, action, seconds },
  onClose,
}: {
  toast: Shown
  onClose: () => void
}) {
  const t = useT('kit')
  const [held, setHeld] = useState(false)
  const stay = seconds ?? (tone === 'danger' ? null : undo || action ? 10 : 5)
  const close = useRef(onClose)
  close.current = onClose
  // Reading and reaching for the button take time, so the clock stands still under the pointer and the focus.
  useEffect(() => {
    if (held || stay === null) return
    const timer = setTimeout(() => close.current(), stay * 1000)
    return () => clearTimeout(timer)
  }, [held, stay])
  return (
    <div
      className={cx(classes.toast, classes[tone])}
      role={tone === 'danger' ? 'alert' : undefined}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className={classes.text}>{text}</span>
      {undo && (
        <button
          type="button"
          className={classes.action}
          onClick={() => {
            onClose()
            void undo()
          }}
        >
          {t('undo')}
        </button>
      )}
      {action && (
        <button
          type="button"
          className={classes.action}
          onClick={() => {
            onClose()
            action.run()
          }}
        >
          {action.label}
        </button>
      )}
      <IconButton label={t('dismiss')} size="sm" className={classes.close} onClick={onClose}>
        <IconX size={14} stroke={1.75} aria-hidden />
      </IconButton>
    </div>
  )
}
