import { Link, useLocation } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useT } from '../../kit/words.ts'
import { useCan } from '../shared/session.ts'
import classes from './committees.module.css'

const views = [
  { id: 'list', to: '/committees', permission: 'committees.read' },
  { id: 'vacancies', to: '/committees/vacancies', permission: 'committees.read' },
  { id: 'roles', to: '/committees/roles', permission: 'committees.read' },
  { id: 'solicitors', to: '/committees/solicitors', permission: 'solicitors.read' },
] as const

/** One of the overviews: its title, what can be done, and the way to the others. */
export function CommitteesFrame({ actions, children }: { actions?: ReactNode; children: ReactNode }) {
  const t = useT('committees')
  const can = useCan()
  const { pathname } = useLocation()
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>{t('nav')}</h1>
        {actions && <div className={classes.buttons}>{actions}</div>}
      </header>
      <nav className={classes.views} aria-label={t('views')}>
        {views
          .filter(({ permission }) => can(permission))
          .map(({ id, to }) => (
            <Link
              key={id}
              to={to as never}
              activeOptions={{ exact: true, includeSearch: false }}
              aria-current={pathname === to ? 'page' : undefined}
            >
              {t(`view.${id}`)}
            </Link>
          ))}
      </nav>
      {children}
    </div>
  )
}
