import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { StatusBadge } from '../../kit/badge.tsx'
import { Button } from '../../kit/button.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { Notice } from '../../kit/feedback.tsx'
import { useFormats } from '../../kit/format.ts'
import { useT } from '../../kit/words.ts'
import { call, type Result } from '../shared/api.ts'
import { invalidate } from '../shared/queries.ts'
import { Loaded, SectionFrame } from './section-frame.tsx'
import classes from './settings.module.css'
import { attempt } from './use-saving.ts'

type Mail = Result<'GET /outbox'>['items'][number]

const tones = { sent: 'success', kept: 'accent', queued: 'neutral', failed: 'danger' } as const

export default function OutboxPage() {
  const t = useT('settings')
  const query = useInfiniteQuery({
    queryKey: ['GET /outbox'],
    queryFn: ({ pageParam, signal }) =>
      call('GET /outbox', { query: { limit: 50, ...(pageParam && { cursor: pageParam }) }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  })
  const [open, setOpen] = useState<Mail | null>(null)
  const mails = query.data?.pages.flatMap((page) => page.items)
  return (
    <SectionFrame id="outbox">
      {query.data && !query.data.pages[0]?.smtp_configured && (
        <Notice title={t('outbox.noSmtp')}>{t('outbox.noSmtpHint')}</Notice>
      )}
      <Loaded
        query={{ data: mails, error: query.error, refetch: query.refetch }}
        empty={{ when: (items) => items.length === 0, title: t('outbox.none'), hint: t('outbox.noneHint') }}
      >
        {(items) => <MailTable items={items} onOpen={setOpen} />}
      </Loaded>
      {query.hasNextPage && (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
      {open && (
        <Dialog open onClose={() => setOpen(null)} title={open.subject} width={640}>
          <pre className={classes.mail}>{open.body_text}</pre>
        </Dialog>
      )}
    </SectionFrame>
  )
}

function MailTable({ items, onOpen }: { items: Mail[]; onOpen: (mail: Mail) => void }) {
  const t = useT('settings')
  const format = useFormats()
  const retry = async (mail: Mail) => {
    await attempt(
      () => call('POST /outbox/:id/retry', { params: { id: mail.id } }),
      t,
      t('outbox.queuedAgain'),
    )
    await invalidate('GET /outbox')
  }
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('outbox.subject')}</th>
            <th scope="col">{t('outbox.to')}</th>
            <th scope="col">{t('outbox.state')}</th>
            <th scope="col">{t('outbox.at')}</th>
            <th scope="col">{t('actions')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((mail) => (
            <tr key={mail.id}>
              <td className={classes.name}>
                {mail.subject}
                {mail.error && <small>{mail.error}</small>}
              </td>
              <td>{mail.recipient}</td>
              <td>
                <StatusBadge status={mail.state} tones={tones} label={t(`outbox.${mail.state}`)} />
              </td>
              <td title={format.dateTime(mail.created_at)}>{format.relative(mail.created_at)}</td>
              <td>
                {mail.state === 'failed' && (
                  <Button size="sm" onClick={() => void retry(mail)}>
                    {t('outbox.retry')}
                  </Button>
                )}{' '}
                <Button
                  size="sm"
                  onClick={() => onOpen(mail)}
                  aria-label={t('outbox.readThis', { subject: mail.subject })}
                >
                  {t('outbox.read')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
