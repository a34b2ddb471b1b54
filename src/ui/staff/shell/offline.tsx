import { useSyncExternalStore } from 'react'
import { IconWifiOff } from '../../kit/icons.ts'
import { useT } from '../../kit/words.ts'
import classes from './offline.module.css'

const subscribe = (changed: () => void) => {
  addEventListener('online', changed)
  addEventListener('offline', changed)
  return () => {
    removeEventListener('online', changed)
    removeEventListener('offline', changed)
  }
}

export function OfflineBanner() {
  const t = useT('staff')
  const online = useSyncExternalStore(subscribe, () => navigator.onLine)
  return (
    <div role="status" className={classes.place}>
      {!online && (
        <p className={classes.banner}>
          <IconWifiOff size={16} stroke={1.75} aria-hidden />
          <span>
            <strong>{t('offline.title')}</strong> {t('offline.text')}
          </span>
        </p>
      )}
    </div>
  )
}
