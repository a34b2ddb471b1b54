import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Badge } from '../../kit/badge.tsx'
import { Button } from '../../kit/button.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../kit/feedback.tsx'
import { useFormats } from '../../kit/format.ts'
import { IconArrowBackUp, IconClock } from '../../kit/icons.ts'
import { EditConflict } from '../../kit/inline/conflict.ts'
import { type Translate, useT } from '../../kit/words.ts'
import { fieldOfHistory, isCustomHistory, sentOfHistory } from '../custom-fields/history-value.ts'
import { refusalOf } from '../customers/record/abilities.ts'
import { type Field, saveCustom, saveField, sentValue } from '../customers/record/save.ts'
import { call } from '../shared/api.ts'
import { ApiProblem, problemText } from '../shared/problem.ts'
import type { Customer } from '../shared/ui-module.ts'
import classes from './history.module.css'
import { fieldLabel, kindOf } from './kinds.ts'
import { isErased, isNothing, momentOf } from './operations.ts'
import { refreshAll } from './revert.ts'
import { Value } from './value.tsx'

/** Fields that have verbs of their own, so that no edit sets them back. */
const fixed = new Set(['status', 'security_groups', 'photo'])

/** A value of the history in the form in which the record is written. */
function toSend(field: string, value: unknown): [Field, unknown] {
  if (field === 'group') return ['group_id', (value as { id: string } | null)?.id ?? null]
  if (field === 'tags') return ['tags', (value as { name: string }[]).map(({ name }) => name)]
  return [field as Field, value]
}

function save(customer: Customer, field: string, past: unknown, t: Translate): Promise<void> {
  const custom = fieldOfHistory('customer', field)
  if (custom) {
    const base = customer.custom[custom.key] ?? null
    return saveCustom(customer, custom, sentOfHistory(custom, past), { base }, t)
  }
  const [name, value] = toSend(field, past)
  return saveField(customer, name, value, { base: sentValue(customer, name) }, t)
}

function useAsOf({ id, version }: Customer, at: string) {
  const params = { id }
  return useQuery({
    // A change since makes other fields differ.
    queryKey: ['GET /customers/:id/as-of', id, at, version],
    queryFn: async ({ signal }) => {
      const moment = momentOf(at).toISOString()
      const [past, present] = await Promise.all([
        call('GET /customers/:id/as-of', { params, query: { at: moment }, signal }),
        call('GET /customers/:id/as-of', { params, signal }),
      ])
      return {
        past: past.values,
        present: present.values,
        differs: new Set(past.differs),
        labels: { ...present.labels, ...past.labels },
      }
    },
    placeholderData: (before, query) => (query?.queryKey[2] === at ? before : undefined),
  })
}

/** The record as it was, beside what it is; what differs is marked and can be set back. */
export function AsOf({ customer, at }: { customer: Customer; at: string }) {
  const t = useT('history')
  const f = useFormats()
  const { data, error, refetch } = useAsOf(customer, at)
  const [chosen, setAll] = useState<boolean | null>(null)
  if (error instanceof ApiProblem && error.code === 'record.not_yet')
    return (
      <EmptyState icon={<IconClock size={20} stroke={1.75} aria-hidden />} title={t('asOf.notYet')}>
        {t('asOf.notYet.hint', { since: f.dateTime(String(error.params['since'] ?? customer.created_at)) })}
      </EmptyState>
    )
  if (error)
    return (
      <ErrorState small title={t('asOf.failed')} onRetry={() => void refetch()}>
        {problemText(error, t)}
      </ErrorState>
    )
  if (!data) return <Skeleton lines={[50, 85, 70, 78, 60]} height={18} />
  const { past, present, differs, labels } = data
  const all = chosen ?? differs.size === 0
  const fields = [
    ...(kindOf('customer')?.fields ?? []),
    ...Object.keys({ ...present, ...past }).filter(isCustomHistory),
  ].filter(
    (field) =>
      (field in past || isCustomHistory(field)) &&
      (differs.has(field) || (all && !(isNothing(past[field]) && isNothing(present[field])))),
  )
  return (
    <>
      <div className={classes.asOfHead}>
        <p role="status">
          {differs.size === 0
            ? t('asOf.same')
            : t('asOf.differs', { count: differs.size, n: f.number(differs.size) })}
        </p>
        <label className={classes.check}>
          <input type="checkbox" checked={all} onChange={(event) => setAll(event.currentTarget.checked)} />
          {t('asOf.all')}
        </label>
      </div>
      {fields.length > 0 && (
        <ul className={classes.compared}>
          <li className={classes.columns} aria-hidden>
            <span>{t('filter.field')}</span>
            <span>{t('asOf.then')}</span>
            <span>{t('asOf.now')}</span>
          </li>
          {fields.map((field) => (
            <Compared
              key={field}
              customer={customer}
              field={field}
              label={labels[field] ?? fieldLabel('customer', field)}
              past={past[field]}
              present={present[field]}
              differs={differs.has(field)}
            />
          ))}
        </ul>
      )}
    </>
  )
}

/** A retired field takes no values. */
const isGone = (field: string) =>
  isCustomHistory(field) && (fieldOfHistory('customer', field)?.retired_at ?? 'unknown') !== null

type ComparedProps = {
  customer: Customer
  field: string
  label: string
  past: unknown
  present: unknown
  differs: boolean
}

function Compared({ customer, field, label, past, present, differs }: ComparedProps) {
  const t = useT('history')
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const words: Translate = (key, options) => t(`customers:${key}`, options)
  const setBack = async () => {
    setBusy(true)
    setFault(null)
    try {
      await save(customer, field, past, words)
      await refreshAll()
    } catch (error) {
      setFault(error instanceof EditConflict ? t('revert.conflict') : (error as Error).message)
    }
    setBusy(false)
  }
  return (
    <li className={differs ? classes.differing : classes.alike}>
      <span className={classes.label}>
        {label} {differs && <Badge tone="warning">{t('asOf.other')}</Badge>}
      </span>
      <div>
        <span className={classes.side}>{t('asOf.then')}</span>
        <Value kind="customer" field={field} value={past} />
      </div>
      <div>
        <span className={classes.side}>{t('asOf.now')}</span>
        <Value kind="customer" field={field} value={present} />
        {fault && (
          <p className={classes.fault} role="alert">
            {fault}
          </p>
        )}
      </div>
      <span className={classes.tools}>
        {differs && !fixed.has(field) && !isErased(past) && !isGone(field) && (
          <Button
            size="sm"
            look="quiet"
            busy={busy}
            reason={refusalOf(customer, 'edit', words)}
            icon={<IconArrowBackUp size={15} stroke={1.75} aria-hidden />}
            aria-label={t('asOf.setBack.label', { field: label })}
            onClick={() => void setBack()}
          >
            {t('asOf.setBack')}
          </Button>
        )}
      </span>
    </li>
  )
}
