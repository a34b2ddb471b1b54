import { Badge } from '../../kit/badge.tsx'
import { type Formats, useFormats } from '../../kit/format.ts'
import { type Translate, useT } from '../../kit/words.ts'
import type { Entries } from '../customers/record/lists/entries.ts'
import { ShownAddresses, ShownEmails, ShownPhones } from '../customers/record/lists/shown.tsx'
import { partsOf } from '../customers/record/mentions.ts'
import { birthdayText, siteText } from '../customers/record/values.ts'
import classes from './history.module.css'
import { isErased, isNothing } from './operations.ts'

type Named = { id: string; name: string }
type Done = { at: string; by: Named | null }
type Repeat = { unit: string; every: number }
type Show = (value: never, t: Translate, f: Formats) => React.ReactNode

export const Names = ({ values }: { values: Named[] }) => (
  <span className={classes.names}>
    {values.map(({ id, name }) => (
      <Badge key={id}>{name}</Badge>
    ))}
  </span>
)

const named = ({ name }: Named) => name
const yesNo = (value: boolean, t: Translate) => t(value ? 'yes' : 'no')

/** How values read that are not simply texts. */
const shows: Record<string, Show> = {
  'customer.kind': (kind: string, t) => t(`customers:record.kind.${kind}`),
  'customer.status': (status: string, t) => t(`customers:list.status.${status}`),
  'customer.gender': (gender: string, t) => t(`customers:record.gender.${gender}`),
  'customer.language': (code: string, _, f) => f.language(code),
  'customer.birthday': (day: string, _, f) => birthdayText(day, f),
  'customer.website': (url: string) => siteText(url),
  'customer.emails': (entries: Entries['emails'][]) => <ShownEmails entries={entries} />,
  'customer.phones': (entries: Entries['phones'][]) => <ShownPhones entries={entries} />,
  'customer.addresses': (entries: Entries['addresses'][]) => <ShownAddresses entries={entries} />,
  'customer.group': named,
  'customer.tags': (tags: Named[]) => <Names values={tags} />,
  'customer.security_groups': (groups: Named[]) => <Names values={groups} />,
  'customer.photo': (_: string, t) => t('photo'),
  'note.body': (body: string) =>
    partsOf(body)
      .map(({ text }) => text)
      .join(''),
  'note.pinned': yesNo,
  'task.assignee': named,
  'task.due_on': (day: string, _, f) => f.date(day),
  'task.remind_at': (moment: string, _, f) => f.dateTime(moment),
  'task.repeat': ({ unit, every }: Repeat, t) =>
    t('tasks:repeat.text', { every, unit: t(`tasks:repeat.${unit}`) }),
  'task.done': ({ at, by }: Done, t, f) =>
    by ? t('doneBy', { when: f.dateTime(at), name: by.name }) : f.dateTime(at),
}

/** A value of the history as it reads in the record. */
export function Value({ kind, field, value }: { kind: string; field: string; value: unknown }) {
  const t = useT('history')
  const f = useFormats()
  if (isErased(value))
    return (
      <span className={classes.erased} title={t('erased.hint')}>
        {t('erased')}
      </span>
    )
  if (isNothing(value))
    return <span className={classes.blank}>{t(kind === 'task' && field === 'done' ? 'open' : 'blank')}</span>
  const show = shows[`${kind}.${field}`]
  if (show) return show(value as never, t, f)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)
}
