import { Link, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { Badge } from '../../../kit/badge.tsx'
import { Button } from '../../../kit/button.tsx'
import { IconChevronDown, IconChevronLeft, IconDots } from '../../../kit/icons.ts'
import { MenuButton } from '../../../kit/menu.tsx'
import { useT } from '../../../kit/words.ts'
import type { Customer } from '../../shared/ui-module.ts'
import { Status } from '../list/columns.tsx'
import { copyText } from './copy.ts'
import classes from './header.module.css'
import { Photo } from './photo.tsx'
import { useRecordActions } from './use-record-actions.tsx'
import { numberOf } from './values.ts'

type HeaderProps = { customer: Customer; onEdit: () => void; onNote: () => void }

/** Who it is, and what can be done. On a phone it stays in sight while one scrolls. */
export function RecordHeader({ customer, onEdit, onNote }: HeaderProps) {
  const t = useT('customers')
  const { entries, dialog } = useRecordActions(customer, onEdit)
  const work =
    customer.kind === 'individual'
      ? [customer.job_title, customer.company_name].filter(Boolean).join(', ')
      : null
  return (
    <header className={classes.header}>
      <Photo customer={customer} />
      <div className={classes.who}>
        <div className={classes.line}>
          <h1 onDoubleClick={customer.abilities['edit']?.allowed ? onEdit : undefined}>{customer.name}</h1>
          <Status status={customer.status} t={t} />
          {customer.group && <Badge tone="accent">{customer.group.name}</Badge>}
        </div>
        <div className={classes.facts}>
          <button
            type="button"
            className={classes.number}
            title={t('record.copyNumber')}
            onClick={() => void copyText(numberOf(customer), t)}
          >
            {numberOf(customer)}
          </button>
          <span>{t(`record.kind.${customer.kind}`)}</span>
          {work && <span className={classes.work}>{work}</span>}
        </div>
      </div>
      <div className={classes.actions}>
        {customer.abilities['add_note']?.allowed && (
          <span className={classes.roomy}>
            <Button onClick={onNote}>{t('record.notes.write')}</Button>
          </span>
        )}
        <MenuButton label={t('record.actions.label')} look="secondary" entries={entries}>
          <span className={classes.menu}>
            <span className={classes.roomy}>{t('record.actions')}</span>
            <span className={classes.dots}>
              <IconDots size={16} stroke={1.75} aria-hidden />
            </span>
            <span className={classes.roomy}>
              <IconChevronDown size={15} stroke={1.75} aria-hidden />
            </span>
          </span>
        </MenuButton>
      </div>
      {dialog}
    </header>
  )
}

/** Back to the list as it was: filtered and sorted, when one comes from there. */
export function BackLink() {
  const t = useT('customers')
  const router = useRouter()
  // While a page is being drawn for the first time, the router still stands at the one before.
  const [search] = useState(() => {
    const before = router.state.resolvedLocation
    return before?.pathname === '/customers' ? before.search : {}
  })
  return (
    <nav aria-label={t('record.place')} className={classes.back}>
      <Link to="/customers" search={search as never}>
        <IconChevronLeft size={15} stroke={1.75} aria-hidden />
        {t('record.back')}
      </Link>
    </nav>
  )
}
