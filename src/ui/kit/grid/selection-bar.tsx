// biome-ignore-all lint/a11y/useSemanticElements: a labelled region is no section of the page
import type { ReactNode } from 'react'
import { Button } from '../button.tsx'
import { useFormats } from '../format.ts'
import { IconX } from '../icons.ts'
import { useT } from '../words.ts'
import { countSelected, everything, nothing, type Selection } from './selection.ts'
import classes from './selection-bar.module.css'

type BarProps = {
  selection: Selection
  onSelection: (selection: Selection) => void
  /** How many rows match; null while unknown. `open` when there may be more ("1,000+"). */
  total: number | null
  open?: boolean
  /** Buttons for what can be done with the selection. */
  children: ReactNode
}

/** Appears while something is selected: how much, all that match, what to do with it. */
export function SelectionBar({ selection, onSelection, total, open, children }: BarProps) {
  const t = useT('kit')
  const f = useFormats()
  const count = countSelected(selection, total ?? 0)
  if (!selection.all && count === 0) return null
  const plus = open ? '+' : ''
  const formatted = f.number(count) + (selection.all ? plus : '')
  return (
    <div className={classes.place}>
      <div className={classes.bar} role="region" aria-label={t('selection.label')}>
        <span className={classes.count} role="status">
          {t('selection.count', { count, formatted })}
        </span>
        {!selection.all && total !== null && count < total && (
          <Button look="quiet" size="sm" className={classes.link} onClick={() => onSelection(everything)}>
            {t('selection.all', { total: f.number(total) + plus })}
          </Button>
        )}
        <span className={classes.actions}>{children}</span>
        <Button
          look="quiet"
          size="sm"
          className={classes.clear}
          icon={<IconX size={15} stroke={1.75} aria-hidden />}
          onClick={() => onSelection(nothing)}
        >
          {t('selection.clear')}
        </Button>
      </div>
    </div>
  )
}
