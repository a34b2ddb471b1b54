import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useT } from '../../kit/words.ts'
import { useCan } from '../shared/session.ts'
import { sectionsFor } from './sections.ts'
import classes from './settings.module.css'

const narrow = () => matchMedia('(max-width: 760px)').matches

/** Where there is room the first page opens at once; on a phone the list stands alone. */
export default function OverviewPage() {
  const t = useT('settings')
  const can = useCan()
  const navigate = useNavigate()
  const [alone] = useState(narrow)
  useEffect(() => {
    if (!alone) void navigate({ to: '/settings/profile' as never, replace: true })
  }, [alone, navigate])
  if (!alone) return null
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>{t('nav')}</h1>
      </header>
      <nav aria-label={t('nav')}>
        <ul className={classes.overview}>
          {sectionsFor(can).map(({ id, title, hint }) => (
            <li key={id}>
              <Link to={`/settings/${id}` as never}>
                {t(title)}
                <small>{t(hint)}</small>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  )
}
