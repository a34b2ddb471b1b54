import { useEffect, useId } from 'react'
import { announce } from '../../../kit/announce.ts'
import { Avatar } from '../../../kit/avatar.tsx'
import { Badge } from '../../../kit/badge.tsx'
import { Button } from '../../../kit/button.tsx'
import { IconCircleCheck, IconExternalLink, IconSearch } from '../../../kit/icons.ts'
import { useT } from '../../../kit/words.ts'
import { problemText } from '../../shared/problem.ts'
import { Status } from '../list/columns.tsx'
import { usePhoneFormat } from '../record/choices.ts'
import { numberOf } from '../record/values.ts'
import classes from './add.module.css'
import type { Entered } from './draft.ts'
import { type Match, useMatches } from './use-matches.ts'

/** Reasons that hardly ever come about by chance. */
const strong = new Set<string>(['email', 'phone', 'vat_number'])

type MatchesProps = { entered: Entered | null; onUse: (customer: Match['customer']) => void }

/** Existing customers that may be the one being added, with what speaks for each. */
export function Matches({ entered, onUse }: MatchesProps) {
  const t = useT('customers')
  const id = useId()
  const { matches, looking, error } = useMatches(entered)
  const count = matches?.length
  useEffect(() => {
    if (count) announce(t('add.matches.found', { count }))
  }, [count, t])
  return (
    <aside className={classes.matches} aria-labelledby={id} aria-busy={looking || undefined}>
      <h2 id={id}>{t(count ? 'add.matches.title' : 'add.matches.heading')}</h2>
      {error ? (
        <p className={classes.soft}>{problemText(error, t)}</p>
      ) : !matches ? (
        <p className={classes.state}>
          <IconSearch size={16} stroke={1.75} aria-hidden />
          {t('add.matches.hint')}
        </p>
      ) : matches.length === 0 ? (
        <p className={classes.state}>
          <IconCircleCheck size={16} stroke={1.75} aria-hidden />
          {t('add.matches.none')}
        </p>
      ) : (
        <ul>
          {matches.map((match) => (
            <MatchCard key={match.customer.id} match={match} onUse={onUse} />
          ))}
        </ul>
      )}
    </aside>
  )
}

function MatchCard({ match: { customer, reasons }, onUse }: { match: Match; onUse: MatchesProps['onUse'] }) {
  const t = useT('customers')
  const phone = usePhoneFormat()
  const { name, kind, status } = customer
  const company = customer.company_name !== name ? customer.company_name : null
  const lines = [company, customer.email, customer.phone && phone(customer.phone), customer.city]
  return (
    <li className={classes.match}>
      <Avatar name={name} photo={customer.photo_url} square={kind === 'organisation'} size="md" />
      <div className={classes.matchText}>
        <a
          href={`/customers/${customer.id}`}
          target="_blank"
          rel="noopener"
          aria-label={t('add.matches.open', { name })}
          className={classes.matchName}
        >
          {name}
          <IconExternalLink size={13} stroke={1.75} aria-hidden />
        </a>
        <span className={classes.soft}>{[numberOf(customer), ...lines].filter(Boolean).join(' · ')}</span>
        <span className={classes.reasons}>
          {status !== 'active' && <Status status={status} t={t} />}
          {reasons.map((reason) => (
            <Badge key={reason} tone={strong.has(reason) ? 'warning' : 'neutral'}>
              {t(`add.reason.${reason}`)}
            </Badge>
          ))}
        </span>
      </div>
      <Button size="sm" aria-label={t('add.matches.useThis', { name })} onClick={() => onUse(customer)}>
        {t('add.matches.use')}
      </Button>
    </li>
  )
}
