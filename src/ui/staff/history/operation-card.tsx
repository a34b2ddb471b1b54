import { Link } from '@tanstack/react-router'
import { Badge } from '../../kit/badge.tsx'
import { Button } from '../../kit/button.tsx'
import { confirm } from '../../kit/confirm.tsx'
import { useFormats } from '../../kit/format.ts'
import { IconArrowBackUp, IconClock, IconExternalLink } from '../../kit/icons.ts'
import { MenuButton, type MenuEntry } from '../../kit/menu.tsx'
import { useT } from '../../kit/words.ts'
import { refusalOf } from '../customers/record/abilities.ts'
import { Actor } from '../customers/record/timeline-entry.tsx'
import { useCan } from '../shared/session.ts'
import type { Customer } from '../shared/ui-module.ts'
import { undoOperation } from '../shared/undo.ts'
import { ChangeRow } from './change-row.tsx'
import classes from './history.module.css'
import { happened, kindOf } from './kinds.ts'
import { type Entry, isNothing, isWide, type Operation } from './operations.ts'
import { revert } from './revert.ts'

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const

type CardProps = {
  customer: Customer
  operation: Operation
  subjects: ReadonlyMap<string, string>
  onAsOf: (at: string) => void
}

/** What one operation did: who and why on top, then each record with its fields. */
export function OperationCard({ customer, operation, subjects, onAsOf }: CardProps) {
  const t = useT('history')
  const f = useFormats()
  const entries = useEntriesOf(operation, onAsOf)
  const [first] = operation.entries
  if (!first) return null
  return (
    <li className={classes.card}>
      <div className={classes.head}>
        <Actor actor={first.actor} />
        <Badge tone={first.reason === 'undo' || first.reason === 'revert' ? 'accent' : 'neutral'}>
          {t(`why.${first.reason}`)}
        </Badge>
        <time dateTime={first.at} title={f.dateTime(first.at)} className={classes.time}>
          {f.time(first.at)}
        </time>
        <MenuButton
          size="sm"
          label={t('menu', { time: f.time(first.at), name: first.actor.name })}
          entries={entries}
        />
      </div>
      {operation.entries.map((entry) => (
        <EntryPart key={entry.id} customer={customer} entry={entry} subject={subjects.get(entry.record_id)} />
      ))}
    </li>
  )
}

/** The record as it was before, and taking the whole operation back. */
function useEntriesOf({ entries }: Operation, onAsOf: (at: string) => void): () => MenuEntry[] {
  const t = useT('history')
  const can = useCan()
  const first = entries[0] as Entry
  const text = t(`why.${first.reason}`)
  const undo = async () => {
    const wide = isWide(first)
    const sure =
      !wide ||
      (await confirm({
        title: t('undo.wide.title'),
        body: t('undo.wide.text'),
        action: t('undo.wide.action'),
      }))
    if (sure) await undoOperation({ operation: first.operation_id, text, t })
  }
  return () => [
    {
      id: 'as-of',
      label: t('menu.before'),
      icon: <IconClock {...icon} />,
      onSelect: () => onAsOf(new Date(new Date(first.at).getTime() - 1).toISOString()),
    },
    ...(first.reason === 'import'
      ? can('customers.import')
        ? [
            {
              id: 'import',
              label: t('menu.import'),
              icon: <IconExternalLink {...icon} />,
              onSelect: () => void window.open(`/imports/${first.operation_id}`, '_blank', 'noopener'),
            },
          ]
        : []
      : [
          {
            id: 'undo',
            label: t(first.reason === 'bulk' ? 'menu.undoBulk' : 'menu.undo'),
            icon: <IconArrowBackUp {...icon} />,
            reason: can('customers.write') ? null : t('customers:record.reason.permission.missing'),
            onSelect: () => void undo(),
          },
        ]),
  ]
}

type PartProps = { customer: Customer; entry: Entry; subject: string | undefined }

function EntryPart({ customer, entry, subject }: PartProps) {
  const t = useT('history')
  const { kind, action, record_id } = entry
  const own = kind === 'customer'
  const shown = entry.changes.filter(
    ({ field, old, new: now }) =>
      action === 'changed' ||
      ((kindOf(kind)?.fields.includes(field) || field.startsWith('custom.')) &&
        !(isNothing(old) && isNothing(now)) &&
        old !== false),
  )
  const title = subject && action !== 'deleted' && !own && (
    <Link to="." search={{ tab: kindOf(kind)?.tab, subject: record_id } as never}>
      {subject}
    </Link>
  )
  return (
    <div className={classes.part}>
      {!own && (
        <p className={classes.subject}>
          <strong>{happened(kind, action, t)}</strong> {title}
        </p>
      )}
      {shown.length > 0 && (
        <ul className={classes.changes}>
          {shown.map((change) => (
            <ChangeRow
              key={change.field}
              kind={kind}
              change={change}
              onRevert={
                action === 'changed' && !kindOf(kind)?.whole
                  ? () => revert(own ? customer : null, entry, change, t)
                  : undefined
              }
              refused={refusedFor(customer, kind, change.field, t)}
            />
          ))}
        </ul>
      )}
      {!own && action !== 'created' && !isWide(entry) && <TakeBack entry={entry} />}
    </div>
  )
}

function refusedFor(
  customer: Customer,
  kind: string,
  field: string,
  t: ReturnType<typeof useT>,
): string | null {
  if (kind !== 'customer') return null
  // Setting the status back is a way out of the archive.
  if (field === 'status' && customer.abilities['edit']?.reason === 'customer.archived') return null
  return refusalOf(customer, 'edit', (key) => t(`customers:${key}`))
}

/** Notes and what was deleted come back as a whole. */
function TakeBack({ entry }: { entry: Entry }) {
  const t = useT('history')
  const can = useCan()
  const { kind, action, operation_id } = entry
  const { whole, permission } = kindOf(kind) ?? {}
  if ((!whole && action === 'changed') || !permission || !can(permission)) return null
  const label = t(action === 'deleted' ? 'bringBack' : 'revert')
  return (
    <Button
      size="sm"
      look="quiet"
      icon={<IconArrowBackUp size={15} stroke={1.75} aria-hidden />}
      onClick={() => void undoOperation({ operation: operation_id, text: happened(kind, action, t), t })}
    >
      {label}
    </Button>
  )
}
