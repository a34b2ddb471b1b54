import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useDeferredValue, useEffect, useState } from 'react'
import { Avatar } from '../../../kit/avatar.tsx'
import { Badge } from '../../../kit/badge.tsx'
import { Button, IconButton } from '../../../kit/button.tsx'
import { ErrorState, Skeleton } from '../../../kit/feedback.tsx'
import { useFormats } from '../../../kit/format.ts'
import { IconExternalLink } from '../../../kit/icons.ts'
import { SidePanel } from '../../../kit/side-panel.tsx'
import { useT } from '../../../kit/words.ts'
import { CustomLines } from '../../custom-fields/custom-lines.tsx'
import type { Result } from '../../shared/api.ts'
import { problemText } from '../../shared/problem.ts'
import { read } from '../../shared/queries.ts'
import { useCan } from '../../shared/session.ts'
import { numberOf, Status } from './columns.tsx'
import type { CustomerRow } from './kept-lists.ts'
import classes from './preview.module.css'
import { OpenTasks, RecentEvents } from './preview-related.tsx'

type Record = Result<'GET /customers/:id'>

/** The id once the reader rests on it for a moment, so that walking through a list asks for nothing in vain. */
function useRested(id: string) {
  const [rested, setRested] = useState(id)
  useEffect(() => {
    const timer = setTimeout(() => setRested(id), 120)
    return () => clearTimeout(timer)
  }, [id])
  return useDeferredValue(rested)
}

type PreviewProps = {
  id: string
  row: CustomerRow | undefined
  onTags: (row: CustomerRow) => void
  onClose: () => void
}

/** A customer beside the list. What the row knows is shown at once, the rest follows. */
export default function Preview({ id, row, onTags, onClose }: PreviewProps) {
  const t = useT('customers')
  const navigate = useNavigate()
  const can = useCan()
  const rested = useRested(id)
  const query = useQuery(read('GET /customers/:id', { params: { id: rested } }))
  const record = query.data?.id === id ? query.data : null
  const shown = record ?? row
  return (
    <SidePanel
      title={shown?.name ?? t('list.preview.title')}
      onClose={onClose}
      actions={
        <IconButton
          label={t('list.menu.newTab')}
          onClick={() => void window.open(`/customers/${id}`, '_blank', 'noopener')}
        >
          <IconExternalLink size={16} stroke={1.75} aria-hidden />
        </IconButton>
      }
    >
      {query.error && !shown ? (
        <ErrorState small title={t('list.preview.failed')} onRetry={() => void query.refetch()}>
          {problemText(query.error, t)}
        </ErrorState>
      ) : shown ? (
        <div className={classes.preview}>
          <Identity row={shown} />
          <div className={classes.buttons}>
            <Button onClick={() => void navigate({ to: `/customers/${id}` })}>
              {t('list.preview.open')}
            </Button>
            {can('customers.write') && <Button onClick={() => onTags(shown)}>{t('list.menu.tags')}</Button>}
          </div>
          <Contact row={shown} record={record} />
          <CustomLines values={shown.custom} />
          {rested === id && (
            <>
              <OpenTasks customer={id} />
              <RecentEvents customer={id} />
            </>
          )}
        </div>
      ) : (
        <Skeleton lines={[60, 40, 80, 70, 50]} height={14} />
      )}
    </SidePanel>
  )
}

function Identity({ row }: { row: CustomerRow }) {
  const t = useT('customers')
  return (
    <div className={classes.identity}>
      <Avatar name={row.name} photo={row.photo_url} square={row.kind === 'organisation'} size="lg" />
      <div className={classes.lines}>
        <span className={classes.number}>
          {numberOf(row)} · {t(`list.kind.${row.kind}`)}
        </span>
        {row.kind === 'individual' && (row.job_title || row.company_name) && (
          <span>{[row.job_title, row.company_name].filter(Boolean).join(', ')}</span>
        )}
        <span className={classes.badges}>
          <Status status={row.status} t={t} />
          {row.group && <Badge tone="accent">{row.group.name}</Badge>}
          {row.tags.map((tag) => (
            <Badge key={tag.id}>{tag.name}</Badge>
          ))}
        </span>
      </div>
    </div>
  )
}

function Contact({ row, record }: { row: CustomerRow; record: Record | null }) {
  const t = useT('customers')
  const f = useFormats()
  const lines: [string, ReactNode][] = []
  const add = (word: string, value: ReactNode) => {
    if (value) lines.push([word, value])
  }
  const mails = record ? record.emails.map(({ address }) => address) : row.email ? [row.email] : []
  const phones = record ? record.phones.map(({ number }) => number) : row.phone ? [row.phone] : []
  add(
    'email',
    mails.length > 0 &&
      mails.map((mail) => (
        <a key={mail} href={`mailto:${mail}`}>
          {mail}
        </a>
      )),
  )
  add(
    'phone',
    phones.length > 0 &&
      phones.map((phone) => (
        <a key={phone} href={`tel:${phone}`}>
          {phone}
        </a>
      )),
  )
  const address = record?.addresses.find(({ primary }) => primary) ?? record?.addresses[0]
  const place = address
    ? [
        address.street,
        address.extra,
        [address.postcode, address.city].filter(Boolean).join(' '),
        address.region,
        address.country && f.country(address.country),
      ]
    : [row.city, row.country && f.country(row.country)]
  const shown = place.filter((line) => line)
  add('address', shown.length > 0 && shown.map((line) => <span key={String(line)}>{line}</span>))
  add('vat_number', row.vat_number)
  add(
    'website',
    row.website && (
      <a href={row.website} target="_blank" rel="noopener noreferrer">
        {row.website.replace(/^https?:\/\//, '').replace(/\/$/, '')}
      </a>
    ),
  )
  add('birthday', row.birthday && !row.birthday.startsWith('--') && f.date(row.birthday))
  add('language', row.language && f.language(row.language))
  add('created_at', f.date(row.created_at))
  return (
    <dl className={classes.contact}>
      {lines.map(([word, value]) => (
        <div key={word}>
          <dt>{t(`list.column.${word}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
