import { Avatar } from '../../../kit/avatar.tsx'
import { Badge } from '../../../kit/badge.tsx'
import type { Formats } from '../../../kit/format.ts'
import type { Column, Layout } from '../../../kit/grid/layout.ts'
import type { Card } from '../../../kit/grid/row.tsx'
import { IconBuilding } from '../../../kit/icons.ts'
import type { Translate } from '../../../kit/words.ts'
import classes from './columns.module.css'
import type { CustomerRow } from './kept-lists.ts'

/** The number as people read it. */
export const numberOf = (row: { number: number }) => `C-${row.number}`

export const usualLayout: Layout = [
  { id: 'name' },
  { id: 'company_name' },
  { id: 'vat_number' },
  { id: 'email' },
  { id: 'country' },
]

/** Column to the name that the API sorts by; other columns have no order. */
const sortNames: Record<string, string> = {
  name: 'name',
  company_name: 'company',
  vat_number: 'vat_number',
  email: 'email',
  country: 'country',
  number: 'number',
  created_at: 'created_at',
}
export const sortNameOf = (column: string) => sortNames[column] ?? column
export const columnOfSort = (name: string) =>
  Object.keys(sortNames).find((id) => sortNames[id] === name) ?? name

/** A hidden field takes its columns with it. */
const hiddenBy: Record<string, string> = {
  email: 'email',
  phone: 'phone',
  city: 'address',
  country: 'address',
  birthday: 'birthday',
  gender: 'gender',
  language: 'language',
  job_title: 'job_title',
  website: 'website',
  vat_number: 'vat_number',
  group: 'group',
  tags: 'tags',
}
export const isHidden = (hidden: readonly string[], field: string) =>
  hidden.includes(`customers.${hiddenBy[field] ?? field}`)

const tones = { active: 'success', inactive: 'warning', archived: 'neutral' } as const
const years = new Map<string, Intl.DateTimeFormat>()

/** A birthday may lack its year (`--05-12`). */
function birthday(value: string, f: Formats): string {
  if (!value.startsWith('--')) return f.date(value)
  const format =
    years.get(f.locale) ??
    new Intl.DateTimeFormat(f.locale, { day: 'numeric', month: 'short', timeZone: 'UTC' })
  years.set(f.locale, format)
  return format.format(new Date(`2000-${value.slice(2)}`))
}

export const Status = ({ status, t }: { status: CustomerRow['status']; t: Translate }) => (
  <Badge tone={tones[status]} dot>
    {t(`list.status.${status}`)}
  </Badge>
)

const Name = ({ row, t }: { row: CustomerRow; t: Translate }) => (
  <span className={classes.name}>
    <Avatar name={row.name} photo={row.photo_url} square={row.kind === 'organisation'} />
    <span className={classes.text}>{row.name}</span>
    {row.kind === 'organisation' && (
      <span className={classes.kind} title={t('list.kind.organisation')}>
        <IconBuilding size={14} stroke={1.75} aria-hidden />
        <span className="visually-hidden">{t('list.kind.organisation')}</span>
      </span>
    )}
    {row.status !== 'active' && <Status status={row.status} t={t} />}
  </span>
)

const Tags = ({ row }: { row: CustomerRow }) => (
  <span className={classes.tags}>
    {row.tags.slice(0, 3).map((tag) => (
      <Badge key={tag.id}>{tag.name}</Badge>
    ))}
    {row.tags.length > 3 && <span className={classes.more}>+{row.tags.length - 3}</span>}
  </span>
)

/** All columns there are, without those that are hidden from the reader. Empty values stay blank. */
export function customerColumns(t: Translate, f: Formats, hidden: readonly string[]): Column<CustomerRow>[] {
  const column = (id: string, width: number, render: Column<CustomerRow>['render']): Column<CustomerRow> => ({
    id,
    header: t(`list.column.${id}`),
    width,
    sortable: id in sortNames,
    // Bare text would be cut off without a sign of it.
    render: (row) => {
      const value = render(row)
      return typeof value === 'string' ? <span>{value}</span> : value
    },
  })
  const all = [
    column('name', 280, (row) => <Name row={row} t={t} />),
    column('company_name', 220, (row) => row.company_name),
    column('vat_number', 150, (row) => row.vat_number),
    column('email', 250, (row) => row.email),
    column('country', 150, (row) => row.country && f.country(row.country)),
    column('number', 100, numberOf),
    column('kind', 120, (row) => t(`list.kind.${row.kind}`)),
    column('first_name', 140, (row) => row.first_name),
    column('last_name', 160, (row) => row.last_name),
    column('phone', 150, (row) => row.phone),
    column('city', 150, (row) => row.city),
    column('job_title', 180, (row) => row.job_title),
    column('birthday', 130, (row) => row.birthday && birthday(row.birthday, f)),
    column('gender', 100, (row) => row.gender && t(`list.gender.${row.gender}`)),
    column('language', 120, (row) => row.language && f.language(row.language)),
    column('website', 200, (row) => row.website),
    column('group', 150, (row) => row.group?.name),
    column('tags', 240, (row) => row.tags.length > 0 && <Tags row={row} />),
    column('source', 120, (row) => t(`list.source.${row.source}`)),
    column('status', 110, (row) => <Status status={row.status} t={t} />),
    column('created_at', 130, (row) => f.date(row.created_at)),
    column('updated_at', 130, (row) => f.date(row.updated_at)),
  ]
  return all.filter(({ id }) => !isHidden(hidden, id))
}

/** A row on a phone. */
export function customerCard(row: CustomerRow, t: Translate, f: Formats): Card {
  const second = [
    row.company_name !== row.name && row.company_name,
    row.city,
    row.country && f.country(row.country),
  ]
  return {
    leading: <Avatar name={row.name} photo={row.photo_url} square={row.kind === 'organisation'} size="md" />,
    title: row.name,
    lines: [row.email ?? row.phone ?? numberOf(row), second.filter(Boolean).join(' · ')],
    trailing: row.status !== 'active' && <Status status={row.status} t={t} />,
  }
}
