import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { announce } from '../../kit/announce.ts'
import { IconButton } from '../../kit/button.tsx'
import { IconBell } from '../../kit/icons.ts'
import { late } from '../../kit/late.tsx'
import { useT } from '../../kit/words.ts'
import { useLive } from '../shared/live.ts'
import { invalidate, read } from '../shared/queries.ts'
import classes from './notifications.module.css'

const Inbox = late(() => import('./inbox.tsx'))

/** Unread count, live; opens the inbox. */
export default function Bell() {
  const t = useT('notifications')
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const { data } = useQuery(read('GET /notifications', { query: { limit: 1 } }))
  const unread = data?.unread ?? 0
  const latest = data?.items[0]
  const known = useRef<string | undefined>(undefined)
  useLive('notifications', () => void invalidate('GET /notifications'))
  // Only what arrives while the page is open is announced.
  useEffect(() => {
    if (known.current !== undefined && latest && latest.id > known.current && !latest.read_at)
      announce(t('arrived', { text: latest.text }))
    if (data) known.current = latest?.id ?? ''
  }, [data, latest, t])
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    <div className={classes.anchor}>
      <IconButton
        ref={button}
        label={unread > 0 ? t('bellUnread', { count: unread }) : t('bell')}
        aria-expanded={open}
        aria-haspopup="dialog"
        onClick={() => setOpen(!open)}
      >
        <IconBell size={18} stroke={1.75} aria-hidden />
        {unread > 0 && (
          <span className={classes.count} aria-hidden>
            {unread > 99 ? '99+' : unread}
          </span>
        )}
      </IconButton>
      {open && <Inbox onClose={close} />}
    </div>
  )
}
