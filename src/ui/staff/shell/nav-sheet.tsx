import { Drawer } from '../../kit/dialog.tsx'
import { useT } from '../../kit/words.ts'
import classes from './navigation.module.css'
import { NavLink, useNavEntries } from './navigation.tsx'

/** The whole navigation on a phone. */
export default function NavSheet({ onClose }: { onClose: () => void }) {
  const t = useT('staff')
  const { main, settings } = useNavEntries()
  return (
    <Drawer open onClose={onClose} title={t('nav.label')} width={300}>
      <div className={classes.links}>
        {main.map((entry) => (
          <NavLink key={entry.to} entry={entry} onGo={onClose} />
        ))}
        {settings.length > 0 && <h3 className={classes.heading}>{t('nav.settings')}</h3>}
        {settings.map((entry) => (
          <NavLink key={entry.to} entry={entry} onGo={onClose} />
        ))}
      </div>
    </Drawer>
  )
}
