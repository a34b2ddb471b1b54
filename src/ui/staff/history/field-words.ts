import type { Translate } from '../../kit/words.ts'

/** Fields as history names them, by kind of record, in the order in which they are offered. */
export const fieldsOf: Record<string, readonly string[]> = {
  customer: [
    'kind',
    'status',
    'name_prefix',
    'first_name',
    'last_name',
    'name_suffix',
    'company_name',
    'job_title',
    'emails',
    'phones',
    'addresses',
    'birthday',
    'gender',
    'language',
    'website',
    'vat_number',
    'group',
    'tags',
    'security_groups',
    'photo',
  ],
  note: ['body', 'pinned'],
  task: ['title', 'description', 'assignee', 'due_on', 'remind_at', 'repeat', 'done'],
}

/** What is kept with a deleted record but says nothing to a reader. */
const technical = new Set(['origin', 'origin_id', 'created_by', 'created_at'])
export const isTechnical = (field: string) => technical.has(field)

/** The name of a field as the record and the forms have it. */
export function fieldLabel(kind: string, field: string, t: Translate): string {
  if (!fieldsOf[kind]?.includes(field)) return field.replaceAll('_', ' ')
  if (kind !== 'customer') return t(`history:field.${kind}.${field}`)
  if (field === 'kind' || field === 'status' || field === 'photo') return t(`history:field.${field}`)
  return t(`customers:record.field.${field === 'group' ? 'group_id' : field}`)
}
