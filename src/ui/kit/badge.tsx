import type { ReactNode } from 'react'
import classes from './badge.module.css'
import { cx } from './cx.ts'

export type Tone = 'neutral' | 'accent' | 'success' | 'warning' | 'danger'

/** A short label. With `dot` it reads as a state, without as a category. */
export function Badge({
  tone = 'neutral',
  dot,
  children,
}: {
  tone?: Tone
  dot?: boolean
  children: ReactNode
}) {
  return (
    <span className={cx(classes.badge, classes[tone])}>
      {dot && <span className={classes.dot} aria-hidden />}
      {children}
    </span>
  )
}

/** A state out of a table of states: `tones` maps the code to its tone, `label` is its translated word. */
export function StatusBadge({
  status,
  tones,
  label,
}: {
  status: string
  tones: Record<string, Tone>
  label: string
}) {
  return (
    <Badge tone={tones[status] ?? 'neutral'} dot>
      {label}
    </Badge>
  )
}

/** A count beside a name, such as unread notifications. */
export function CountBadge({ children, label }: { children: ReactNode; label?: string }) {
  return (
    <span className={classes.count}>
      <span aria-hidden={label ? true : undefined}>{children}</span>
      {label && <span className="visually-hidden">{label}</span>}
    </span>
  )
}
