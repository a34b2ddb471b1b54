// biome-ignore-all lint/a11y/noNoninteractiveTabindex: a panel without focusable content must be reachable
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import { CountBadge } from './badge.tsx'
import classes from './tabs.module.css'

export type Tab = { id: string; label: string; count?: ReactNode }

type TabsProps = {
  label: string
  tabs: Tab[]
  value: string
  onChange: (id: string) => void
  /** Content of the chosen tab. */
  children: ReactNode
}

/** Tabs with their panel (ARIA tabs pattern): arrows move and choose, Home and End go to the ends. */
export function Tabs({ label, tabs, value, onChange, children }: TabsProps) {
  const id = useId()
  const strip = useRef<HTMLDivElement>(null)
  const count = tabs.length
  // Of many tabs the chosen one may stand out of sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: further tabs move it
  useEffect(() => {
    const row = strip.current
    const chosen = row?.querySelector(`[data-tab="${CSS.escape(value)}"]`)?.getBoundingClientRect()
    if (!row || !chosen) return
    const { left, right } = row.getBoundingClientRect()
    if (chosen.left < left || chosen.right > right)
      row.scrollLeft += (chosen.left + chosen.right - left - right) / 2
  }, [value, count])
  const onKeyDown = (event: KeyboardEvent) => {
    // From where the focus is: whoever presses quickly is ahead of the chosen tab.
    const at = tabs.findIndex((tab) => tab.id === (event.target as HTMLElement).dataset['tab'])
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key]
    const next = to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length]
    if (!next) return
    event.preventDefault()
    onChange(next.id)
    strip.current?.querySelector<HTMLElement>(`[data-tab="${CSS.escape(next.id)}"]`)?.focus()
  }
  return (
    <div className={classes.tabs}>
      <div ref={strip} role="tablist" aria-label={label} className={classes.strip} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`${id}-${tab.id}`}
            data-tab={tab.id}
            aria-selected={tab.id === value}
            aria-controls={tab.id === value ? `${id}-panel` : undefined}
            tabIndex={tab.id === value ? 0 : -1}
            className={classes.tab}
            onClick={() => onChange(tab.id)}
          >
            {tab.label}
            {tab.count != null && <CountBadge>{tab.count}</CountBadge>}
          </button>
        ))}
      </div>
      <div
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${value}`}
        tabIndex={0}
        className={classes.panel}
      >
        {children}
      </div>
    </div>
  )
}
