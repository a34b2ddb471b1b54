import type { Access } from '#platform/access.ts'
import type { CustomerRow } from './contract.ts'
import { displayName, type Gender, type Kind, type Source, type Status } from './draft.ts'
import { blankHidden } from './hidden-fields.ts'

/** Columns that a list needs of a customer `c`. */
const rowColumns = [
  'id',
  'number',
  'kind',
  'status',
  'source',
  'name_prefix',
  'first_name',
  'last_name',
  'name_suffix',
  'company_name',
  'vat_number',
  'email',
  'phone',
  'city',
  'country',
  'job_title',
  'birthday',
  'gender',
  'language',
  'website',
  'group_id',
  'photo_file_id',
  'created_at',
  'updated_at',
  'version',
]

export const selectRow = (alias: string): string => rowColumns.map((name) => `${alias}.${name}`).join(', ')

/** Tags and group of the customer in `alias`, to be selected beside its columns. */
export const selectTagsAndGroup = (alias: string): string => `
  (SELECT json_agg(json_build_object('id', t.id, 'name', t.name) ORDER BY t.name_key)
     FROM customer_tags ct JOIN tags t ON t.workspace_id = ct.workspace_id AND t.id = ct.tag_id
    WHERE ct.workspace_id = ${alias}.workspace_id AND ct.customer_id = ${alias}.id) AS tags,
  (SELECT json_build_object('id', g.id, 'name', g.name, 'icon', g.icon) FROM customer_groups g
    WHERE g.workspace_id = ${alias}.workspace_id AND g.id = ${alias}.group_id) AS "group"`

export type StoredRow = {
  id: string
  number: number
  kind: Kind
  status: Status
  source: Source
  name_prefix: string | null
  first_name: string | null
  last_name: string | null
  name_suffix: string | null
  company_name: string | null
  vat_number: string | null
  email: string | null
  phone: string | null
  city: string | null
  country: string | null
  job_title: string | null
  birthday: string | null
  gender: Gender | null
  language: string | null
  website: string | null
  group_id: string | null
  photo_file_id: string | null
  created_at: string
  updated_at: string
  version: number
  tags: { id: string; name: string }[] | null
  group: { id: string; name: string; icon: string } | null
}

/** The path carries the file's id, so that a new photo is not taken for the old one. */
export const photoUrl = (row: Pick<StoredRow, 'id' | 'photo_file_id'>): string | null =>
  row.photo_file_id ? `/api/v1/customers/${row.id}/photo?v=${row.photo_file_id}` : null

/** A stored row as the reader may see it. */
export function toRow(access: Access, row: StoredRow): CustomerRow {
  return blankHidden(access, {
    id: row.id,
    number: row.number,
    kind: row.kind,
    status: row.status,
    source: row.source,
    name: displayName(row),
    name_prefix: row.name_prefix,
    first_name: row.first_name,
    last_name: row.last_name,
    name_suffix: row.name_suffix,
    company_name: row.company_name,
    vat_number: row.vat_number,
    email: row.email,
    phone: row.phone,
    city: row.city,
    country: row.country,
    job_title: row.job_title,
    birthday: row.birthday,
    gender: row.gender,
    language: row.language,
    website: row.website,
    group: row.group,
    tags: row.tags ?? [],
    photo_url: photoUrl(row),
    created_at: row.created_at,
    updated_at: row.updated_at,
    version: row.version,
  })
}

/** A time in the form in which reads give it: PostgreSQL writes no zeros at the end. */
export const asRead = (time: Date): string => time.toISOString().replace(/\.?0+Z$/, 'Z')
