import { useQuery } from '@tanstack/react-query'
import { Badge } from '../../kit/badge.tsx'
import { Button } from '../../kit/button.tsx'
import { useFormats } from '../../kit/format.ts'
import { useT } from '../../kit/words.ts'
import { call } from '../shared/api.ts'
import { invalidate, read } from '../shared/queries.ts'
import { Loaded } from './section-frame.tsx'
import classes from './settings.module.css'
import { attempt } from './use-saving.ts'

export function SessionList() {
  const t = useT('settings')
  const format = useFormats()
  const query = useQuery(read('GET /me/sessions'))
  const end = (id: string) =>
    attempt(
      async () => {
        await call('DELETE /me/sessions/:id', { params: { id } })
        await invalidate('GET /me/sessions')
      },
      t,
      t('sessions.ended'),
    )
  return (
    <Loaded query={query}>
      {({ items }) => (
        <div className={classes.scroll}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{t('sessions.device')}</th>
                <th scope="col">{t('sessions.address')}</th>
                <th scope="col">{t('sessions.seen')}</th>
                <th scope="col">{t('actions')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((session) => (
                <tr key={session.id}>
                  <td className={classes.name}>
                    {session.device} {session.current && <Badge tone="accent">{t('sessions.this')}</Badge>}
                  </td>
                  <td>{session.ip_address}</td>
                  <td title={format.dateTime(session.last_seen_at)}>
                    {format.relative(session.last_seen_at)}
                  </td>
                  <td>
                    {!session.current && (
                      <Button
                        size="sm"
                        onClick={() => void end(session.id)}
                        aria-label={t('sessions.endThis', { device: session.device })}
                      >
                        {t('sessions.end')}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Loaded>
  )
}
