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
  /** How long it stays: 5, with undo or an action 8, errors until closed. */
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

const take = (id: number) => set(shown.filter((other) => other.id !== id))

/** Where Ctrl/Cmd+Z has a meaning of its own. */
const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
  !(target instanceof HTMLInputElement && /^(checkbox|radio)$/.test(target.type))

/** Takes back what the newest message offers to take back; false when none does. */
function undoLatest(): boolean {
  const latest = shown.findLast(({ undo }) => undo)
  if (!latest) return false
  take(latest.id)
  void latest.undo?.()
  return true
}

function onKey(event: KeyboardEvent, region: HTMLElement | null) {
  if (event.key === 'F8') region?.lastElementChild?.querySelector<HTMLElement>('button')?.focus()
  const undoes =
    event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey
  if (!undoes || event.defaultPrevented || isTyping(event.target)) return
  if (!document.querySelector('[aria-modal=true]') && undoLatest()) event.preventDefault()
}

/**
 * The place where toasts appear; once per app. F8 moves the focus there, and from there back when they are gone;
 * Ctrl/Cmd+Z takes back the newest change that can be taken back, unless somebody is typing.
 */
export function Toasts() {
  const t = useT('kit')
  const toasts = useSyncExternalStore(subscribe, () => shown)
  const region = useRef<HTMLElement>(null)
  const before = useRef<HTMLElement | null>(null)
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event, region.current)
    addEventListener('keydown', listener)
    return () => removeEventListener('keydown', listener)
  }, [])
  const close = (id: number) => {
    const held = region.current?.contains(document.activeElement)
    take(id)
    if (held && before.current?.isConnected) before.current.focus()
  }
  return (
    <section
      ref={region}
      className={classes.region}
      aria-label={t('toasts')}
      aria-live="polite"
      onFocus={({ relatedTarget, currentTarget }) => {
        if (relatedTarget instanceof HTMLElement && !currentTarget.contains(relatedTarget))
          before.current = relatedTarget
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') before.current?.focus()
      }}
    >
      {toasts.map((one) => (
        <ToastCard key={one.id} toast={one} onClose={() => close(one.id)} />
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
  const stay = seconds ?? (tone === 'danger' ? null : undo || action ? 8 : 5)
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
          aria-keyshortcuts="Control+Z Meta+Z"
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
