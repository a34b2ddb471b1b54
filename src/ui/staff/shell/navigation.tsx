import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { IconButton } from '../../kit/button.tsx'
import { cx } from '../../kit/cx.ts'
import { IconLayoutSidebar, IconMenu2 } from '../../kit/icons.ts'
import { KeyHint } from '../../kit/key-hint.tsx'
import { late } from '../../kit/late.tsx'
import { useT } from '../../kit/words.ts'
import { modules } from '../modules.ts'
import { allows, useMeIfKnown } from '../shared/session.ts'
import type { NavEntry } from '../shared/ui-module.ts'
import classes from './navigation.module.css'
import { WorkspaceName } from './workspace.tsx'

const entries = modules.flatMap((module) => module.nav ?? []).sort((a, b) => a.order - b.order)
const Sheet = late(() => import('./nav-sheet.tsx'))

/** What this person may go to. */
export function useNavEntries() {
  const me = useMeIfKnown()
  const allowed = entries.filter((entry) => !entry.permission || (me && allows(me, entry.permission)))
  return {
    main: allowed.filter((entry) => entry.group !== 'settings'),
    settings: allowed.filter((entry) => entry.group === 'settings'),
  }
}

export function NavLink({ entry, onGo, keys }: { entry: NavEntry; onGo?: () => void; keys?: boolean }) {
  const t = useT('staff')
  const label = t(entry.label)
  return (
    <Link
      to={entry.to}
      className={classes.link}
      activeProps={{ 'aria-current': 'page' }}
      title={label}
      onClick={onGo}
    >
      <entry.icon size={17} stroke={1.75} />
      <span className={classes.label}>{label}</span>
      {keys && entry.keys && (
        <span className={classes.keys} aria-hidden>
          <KeyHint keys={entry.keys.toUpperCase().replace(' ', '+')} />
        </span>
      )}
    </Link>
  )
}

const stored = 'regulars.nav.small'

export function SideNav() {
  const t = useT('staff')
  const { main, settings } = useNavEntries()
  const [small, setSmall] = useState(() => localStorage.getItem(stored) === '1')
  const toggle = () => {
    setSmall(!small)
    localStorage.setItem(stored, small ? '0' : '1')
  }
  return (
    <nav className={cx(classes.side, small && classes.small)} aria-label={t('nav.label')}>
      <WorkspaceName small={small} />
      <div className={classes.links}>
        {main.map((entry) => (
          <NavLink key={entry.to} entry={entry} keys />
        ))}
        {settings.length > 1 && <h2 className={classes.heading}>{t('nav.settings')}</h2>}
        {settings.map((entry) => (
          <NavLink key={entry.to} entry={entry} />
        ))}
      </div>
      <div className={classes.foot}>
        <IconButton label={t(small ? 'nav.expand' : 'nav.collapse')} aria-expanded={!small} onClick={toggle}>
          <IconLayoutSidebar size={17} stroke={1.75} aria-hidden />
        </IconButton>
      </div>
    </nav>
  )
}

/** On a phone the first four entries stand at the thumb, the rest behind "More". */
export function BottomBar() {
  const t = useT('staff')
  const { main } = useNavEntries()
  const [open, setOpen] = useState(false)
  return (
    <nav className={classes.bottom} aria-label={t('nav.label')}>
      {main.slice(0, 4).map((entry) => (
        <NavLink key={entry.to} entry={entry} />
      ))}
      <button type="button" className={classes.link} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <IconMenu2 size={17} stroke={1.75} aria-hidden />
        <span className={classes.label}>{t('nav.more')}</span>
      </button>
      {open && <Sheet onClose={() => setOpen(false)} />}
    </nav>
  )
}
