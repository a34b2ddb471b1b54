// biome-ignore-all lint/a11y/useSemanticElements: a labelled region is no section of the page
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { IconButton } from './button.tsx'
import { IconX } from './icons.ts'
import classes from './side-panel.module.css'
import { useT } from './words.ts'

/** Content with a panel beside it; on a phone the panel covers the content. */
export const SplitView = ({ children, panel }: { children: ReactNode; panel?: ReactNode }) => (
  <div className={classes.split}>
    <div className={classes.main}>{children}</div>
    {panel}
  </div>
)

type SidePanelProps = {
  title: ReactNode
  onClose: () => void
  /** Buttons beside the cross, such as "open in full". */
  actions?: ReactNode
  /** Takes the focus when it opens; leave it false while the reader still walks through a list. */
  takeFocus?: boolean
  children: ReactNode
}

/** A preview beside the list. It is not modal: the list stays usable. Escape inside it closes. */
export function SidePanel({ title, onClose, actions, takeFocus, children }: SidePanelProps) {
  const t = useT('kit')
  const heading = useId()
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    if (!takeFocus) return
    const before = document.activeElement
    panel.current?.focus()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [takeFocus])
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      className={classes.panel}
      aria-labelledby={heading}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose()
      }}
    >
      <header className={classes.head}>
        <h2 id={heading}>{title}</h2>
        {actions}
        <IconButton label={t('close')} onClick={onClose}>
          <IconX size={16} stroke={1.75} aria-hidden />
        </IconButton>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className={classes.body} tabIndex={0} role="region" aria-labelledby={heading}>
        {children}
      </div>
    </aside>
  )
}
