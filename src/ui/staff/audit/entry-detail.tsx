import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useFormats } from '../../kit/format.ts'
import { SidePanel } from '../../kit/side-panel.tsx'
import { useT } from '../../kit/words.ts'
import classes from './audit.module.css'
import type { Entry } from './audit-filter.ts'
import { didWhat, plainName, whoDid } from './sentence.ts'

const Item = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

const inWords = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : Array.isArray(value)
      ? value.map(plainName).join(', ')
      : JSON.stringify(value)

/** What has a word of its own; the rest reads as it is called. */
const names: Record<string, string> = { q: 'detail.q', ip: 'detail.ip' }

/** All that an entry holds. */
export default function EntryDetail({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const t = useT('audit')
  const format = useFormats()
  const { customer, payload, subject_kind, subject_id } = entry
  // How many were shown stands beside them.
  const { fields, shown: _, ...more } = payload ?? {}
  return (
    <SidePanel title={t('detail.title', { seq: format.number(entry.seq) })} onClose={onClose} takeFocus>
      <p className={classes.lead}>
        <strong>{whoDid(entry, t)}</strong> {didWhat(entry)}
      </p>
      <dl className={classes.details}>
        <Item name={t('detail.at')}>
          {format.dateTime(entry.at)} <small>{entry.at}</small>
        </Item>
        <Item name={t('detail.who')}>
          {whoDid(entry, t)} <small>{t(`actor.${entry.actor.kind}`)}</small>
        </Item>
        <Item name={t('detail.outcome')}>{t(`outcome.${entry.outcome}`)}</Item>
        {customer && (
          <Item name={t('detail.customer')}>
            <Link to={`/customers/${customer.id}` as never}>{customer.name}</Link>{' '}
            <small>C-{customer.number}</small>
          </Item>
        )}
        {Array.isArray(fields) && fields.length > 0 && (
          <Item name={t('detail.fields')}>{inWords(fields)}</Item>
        )}
        {Object.entries(more)
          .filter(([, value]) => value !== null && JSON.stringify(value) !== '{}')
          .map(([name, value]) => (
            <Item key={name} name={names[name] ? t(names[name]) : plainName(name)}>
              {inWords(value)}
            </Item>
          ))}
        {entry.customer_ids && <Shown ids={entry.customer_ids} />}
        <Item name={t('detail.action')}>
          <code>{entry.action}</code>
        </Item>
        {subject_id && (
          <Item name={t('detail.subject')}>
            <code>
              {subject_kind} {subject_id}
            </code>
          </Item>
        )}
        <Item name={t('detail.request')}>
          <code>{entry.request_id}</code>
        </Item>
        <Item name={t('detail.hash')}>
          <code>{entry.hash}</code>
          <small className={classes.hashHint}>{t('detail.hashHint')}</small>
        </Item>
      </dl>
      {payload === null && <p className={classes.erased}>{t('detail.erased')}</p>}
    </SidePanel>
  )
}

const most = 12

/** The customers that a list showed; their names stand on their pages. */
function Shown({ ids }: { ids: string[] }) {
  const t = useT('audit')
  const more = ids.length - most
  return (
    <Item name={t('detail.shown')}>
      <ul className={classes.ids}>
        {ids.slice(0, most).map((id) => (
          <li key={id}>
            <Link to={`/customers/${id}` as never}>
              <code>{id}</code>
            </Link>
          </li>
        ))}
      </ul>
      {more > 0 && <small>{t('detail.andMore', { count: more })}</small>}
    </Item>
  )
}
