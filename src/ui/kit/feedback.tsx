import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { cx } from './cx.ts'
import classes from './feedback.module.css'
import { IconAlertTriangle, IconRefresh } from './icons.ts'
import { useT } from './words.ts'

/** Grey bars in the shape of what is coming. `lines` are widths in per cent. */
export function Skeleton({ lines = [100], height = 12 }: { lines?: number[]; height?: number }) {
  return (
    <span className={classes.skeletons} aria-hidden>
      {lines.map((width, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars have no identity
        <span key={i} className={classes.skeleton} style={{ width: `${width}%`, height }} />
      ))}
    </span>
  )
}

type EmptyProps = {
  icon?: ReactNode
  title: string
  /** It is the whole page, so its title is the page's heading. */
  page?: boolean
  children?: ReactNode
  actions?: ReactNode
}

/** A page or list without content says what belongs here and what to do next. */
export function EmptyState({ icon, title, page, children, actions }: EmptyProps) {
  const Title = page ? 'h1' : 'h2'
  return (
    <div className={classes.state}>
      {icon && <div className={classes.icon}>{icon}</div>}
      <Title className={classes.title}>{title}</Title>
      {children && <div className={classes.text}>{children}</div>}
      {actions && <div className={classes.actions}>{actions}</div>}
    </div>
  )
}

type ErrorProps = {
  /** What happened, in one sentence. */
  title: string
  /** What was kept and what to do. */
  children?: ReactNode
  onRetry?: () => void
  actions?: ReactNode
  /** Fits into a panel or a table instead of filling a page. */
  small?: boolean
  /** It is the whole page, so its title is the page's heading. */
  page?: boolean
}

/** Says what happened, what was kept and what to do. */
export function ErrorState({ title, children, onRetry, actions, small, page }: ErrorProps) {
  const Title = page ? 'h1' : 'h2'
  const t = useT('kit')
  return (
    <div className={cx(classes.state, small && classes.small)} role="alert">
      <div className={cx(classes.icon, classes.bad)}>
        <IconAlertTriangle size={20} stroke={1.75} aria-hidden />
      </div>
      <Title className={classes.title}>{title}</Title>
      {children && <div className={classes.text}>{children}</div>}
      {(onRetry || actions) && (
        <div className={classes.actions}>
          {onRetry && (
            <Button icon={<IconRefresh size={16} stroke={1.75} aria-hidden />} onClick={onRetry}>
              {t('retry')}
            </Button>
          )}
          {actions}
        </div>
      )}
    </div>
  )
}

/** A remark in the flow of a page or form. Errors are announced at once. */
export function Notice({
  tone = 'neutral',
  title,
  children,
}: {
  tone?: 'neutral' | 'accent' | 'success' | 'warning' | 'danger'
  title?: ReactNode
  children?: ReactNode
}) {
  return (
    <div className={cx(classes.notice, classes[tone])} role={tone === 'danger' ? 'alert' : undefined}>
      {title && <strong>{title}</strong>}
      {children && <div>{children}</div>}
    </div>
  )
}

type ProgressProps = { label: string; value: number | null; max?: number; note?: ReactNode }

/** `value` out of `max` (100 unless said); null while the total is unknown. */
export function ProgressBar({ label, value, max = 100, note }: ProgressProps) {
  const share = value === null ? null : Math.min(100, Math.max(0, (value / Math.max(1, max)) * 100))
  return (
    <div className={classes.progress}>
      <div className={classes.progressText}>
        <span>{label}</span>
        {note && <span>{note}</span>}
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === null ? undefined : Math.round(share)}
        className={classes.track}
      >
        <span
          className={cx(classes.bar, share === null && classes.unknown)}
          style={share === null ? undefined : { width: `${share}%` }}
        />
      </div>
    </div>
  )
}
