import { useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { IconArrowBackUp, IconArrowRight } from '../../kit/icons.ts'
import { useT } from '../../kit/words.ts'
import classes from './history.module.css'
import { fieldLabel } from './kinds.ts'
import { type Named, Names } from './names.tsx'
import type { Change } from './operations.ts'
import { Value } from './value.tsx'

type RowProps = {
  kind: string
  change: Change
  /** Absent where it cannot be set back; rejects with words for a person. */
  onRevert?: (() => Promise<void>) | undefined
  refused: string | null
}

/** One field: what it was, what it became, and the way back. */
export function ChangeRow({ kind, change, onRevert, refused }: RowProps) {
  const t = useT('history')
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const label = change.label ?? fieldLabel(kind, change.field)
  const revert = async () => {
    setBusy(true)
    setFault(null)
    try {
      await onRevert?.()
    } catch (error) {
      setFault((error as Error).message)
    }
    setBusy(false)
  }
  return (
    <li className={classes.change}>
      <span className={classes.label}>{label}</span>
      <div className={classes.values}>
        {change.set ? <SetChange change={change} /> : <Sides kind={kind} change={change} />}
        {fault && (
          <p className={classes.fault} role="alert">
            {fault}
          </p>
        )}
      </div>
      <span className={classes.tools}>
        {onRevert && change.revertible && (
          <Button
            size="sm"
            look="quiet"
            busy={busy}
            reason={refused}
            icon={<IconArrowBackUp size={15} stroke={1.75} aria-hidden />}
            aria-label={t('revert.label', { field: label })}
            onClick={() => void revert()}
          >
            {t('revert')}
          </Button>
        )}
      </span>
    </li>
  )
}

const Sides = ({ kind, change: { field, old, new: now } }: { kind: string; change: Change }) => {
  const t = useT('history')
  return (
    <div className={classes.sides}>
      <div className={classes.old}>
        <span className="visually-hidden">{t('was')} </span>
        <Value kind={kind} field={field} value={old} />
      </div>
      <span className={classes.arrow}>
        <IconArrowRight size={14} stroke={1.75} aria-hidden />
      </span>
      <div className={classes.now}>
        <span className="visually-hidden">{t('became')} </span>
        <Value kind={kind} field={field} value={now} />
      </div>
    </div>
  )
}

/** Of a set, only what went and what came is known. */
function SetChange({ change }: { change: Change }) {
  const t = useT('history')
  const sides = [
    ['added', (change.new ?? []) as Named[]],
    ['removed', (change.old ?? []) as Named[]],
  ] as const
  return (
    <div className={classes.sets}>
      {sides
        .filter(([, values]) => values.length > 0)
        .map(([side, values]) => (
          <span key={side} className={side === 'removed' ? classes.removed : undefined}>
            <span className={classes.side}>{t(side)}</span> <Names values={values} />
          </span>
        ))}
    </div>
  )
}
