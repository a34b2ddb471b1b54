import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import classes from './button.module.css'
import { cx } from './cx.ts'

type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger'

export type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'title'> & {
  look?: ButtonLook
  size?: 'sm' | 'md'
  icon?: ReactNode
  /** Shows that the work is under way and refuses a second press; the button keeps its width and its focus. */
  busy?: boolean
  /** Why it cannot be pressed now; the button stays reachable so that the reason can be read. */
  reason?: string | null
  ref?: Ref<HTMLButtonElement>
}

/** One press, one verb. `type` is "button" unless said otherwise. */
export function Button({
  look = 'secondary',
  size = 'md',
  icon,
  busy,
  reason,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const refused = busy || Boolean(reason)
  return (
    <button
      type="button"
      {...rest}
      className={cx(classes.button, classes[look], classes[size], className)}
      aria-disabled={refused || undefined}
      aria-busy={busy || undefined}
      title={reason ?? undefined}
      onClick={refused ? (event) => event.preventDefault() : onClick}
    >
      {busy ? <span className={classes.spinner} aria-hidden /> : icon}
      {children != null && <span className={classes.label}>{children}</span>}
    </button>
  )
}

export type IconButtonProps = Omit<ButtonProps, 'icon' | 'children' | 'look'> & {
  /** What it does, for screen readers and as a tip. */
  label: string
  look?: 'quiet' | 'secondary'
  children: ReactNode
}

export function IconButton({
  label,
  look = 'quiet',
  size = 'md',
  busy,
  reason,
  className,
  children,
  onClick,
  ...rest
}: IconButtonProps) {
  const refused = busy || Boolean(reason)
  return (
    <button
      type="button"
      {...rest}
      className={cx(classes.button, classes[look], classes.square, classes[size], className)}
      aria-label={label}
      aria-disabled={refused || undefined}
      title={reason ?? label}
      onClick={refused ? (event) => event.preventDefault() : onClick}
    >
      {busy ? <span className={classes.spinner} aria-hidden /> : children}
    </button>
  )
}
