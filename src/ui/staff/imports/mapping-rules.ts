import type { Args, Result } from '../shared/api.ts'

export type Import = Result<'GET /imports/:id'>
export type ImportChange = NonNullable<Args<'PATCH /imports/:id'>['body']>
export type Mapping = Import['mapping']
export type Field = Mapping[number]['field']
export type Options = Import['options']

/** The fields as they stand together in the choices. `ignore` stands first, by itself. */
export const fieldGroups = [
  {
    id: 'person',
    fields: [
      'name',
      'name_prefix',
      'first_name',
      'middle_name',
      'last_name_prefix',
      'last_name',
      'name_suffix',
      'job_title',
      'birthday',
      'gender',
    ],
  },
  { id: 'organisation', fields: ['company_name', 'vat_number', 'website'] },
  { id: 'contact', fields: ['email', 'email_2', 'email_3', 'phone', 'phone_2', 'phone_3'] },
  {
    id: 'address',
    fields: [
      'street',
      'house_number',
      'house_number_addition',
      'extra',
      'postcode',
      'city',
      'region',
      'country',
    ],
  },
  {
    id: 'billing',
    fields: [
      'billing_street',
      'billing_house_number',
      'billing_extra',
      'billing_postcode',
      'billing_city',
      'billing_region',
      'billing_country',
    ],
  },
  {
    id: 'record',
    fields: ['number', 'kind', 'status', 'created_at', 'language', 'group', 'tags', 'note'],
  },
] as const satisfies readonly { id: string; fields: readonly Field[] }[]

/** Several columns may go to these of a customer: their values are gathered. */
const gathering: ReadonlySet<Field> = new Set(['note', 'tags'])

/** Fields that more than one column goes to though only one can: the field, and its columns. */
export function fieldsTwice(mapping: Mapping, target = 'customers'): Map<Field, string[]> {
  const columns = new Map<Field, string[]>()
  const several = (field: Field) => field === 'ignore' || (target === 'customers' && gathering.has(field))
  for (const { column, field } of mapping) {
    if (!several(field)) columns.set(field, [...(columns.get(field) ?? []), column])
  }
  return new Map([...columns].filter(([, names]) => names.length > 1))
}

const names: readonly Field[] = ['name', 'first_name', 'last_name', 'company_name']
const emails: readonly Field[] = ['email', 'email_2', 'email_3']

/** The field that a way to recognise customers misses; null when it has all it needs. */
export function missingFor(
  rule: Options['match'][number],
  mapping: Mapping,
): 'number' | 'email' | 'name' | null {
  const has = (fields: readonly Field[]) => mapping.some(({ field }) => fields.includes(field))
  if (rule === 'number') return has(['number']) ? null : 'number'
  if (!has(emails)) return 'email'
  return rule === 'email' || has(names) ? null : 'name'
}

export type MappingState = {
  /** How many columns are used. */
  used: number
  twice: Map<Field, string[]>
  /** `nameless`: no customer can be created, but existing ones can be found and updated. */
  lacks: 'nothing' | 'name' | 'nameless' | 'required' | null
  /** What every record needs and no column goes to. */
  missing: readonly string[]
  /** Whether it can be kept, and there is something to import. */
  usable: boolean
  /** Whether the import can go on like this. */
  sound: boolean
}

/**
 * What is to say about a mapping; `required` are the columns that every record needs. Cards bring their own fields, so
 * nothing can be wrong with them.
 */
export function judgeMapping(
  { description, options, target }: Pick<Import, 'description' | 'options' | 'target'>,
  mapping: Mapping,
  required: readonly { name: string; label: string }[] = [],
): MappingState {
  const used = mapping.filter(({ field }) => field !== 'ignore').length
  const twice = fieldsTwice(mapping, target)
  if (description.format === 'vcard')
    return { used, twice, lacks: null, missing: [], usable: true, sound: true }
  if (target !== 'customers') {
    const missing = required.filter(({ name }) => !mapping.some(({ field }) => field === name))
    const lacks = used === 0 ? 'nothing' : missing.length > 0 ? 'required' : null
    const usable = twice.size === 0 && lacks !== 'nothing'
    const labels = missing.map(({ label }) => label)
    return { used, twice, lacks, missing: labels, usable, sound: usable && lacks === null }
  }
  const finds =
    options.existing === 'update' && options.match.some((rule) => missingFor(rule, mapping) === null)
  const named = mapping.some(({ field }) => names.includes(field))
  const lacks = used === 0 ? 'nothing' : named ? null : finds ? 'nameless' : 'name'
  const usable = twice.size === 0 && lacks !== 'nothing'
  return { used, twice, lacks, missing: [], usable, sound: usable && lacks !== 'name' }
}

const hiddenBy: readonly [RegExp, string][] = [
  [/^email/, 'customers.email'],
  [/^phone/, 'customers.phone'],
  [/^(?:billing_)?(?:street|house_number|extra|postcode|city|region|country)/, 'customers.address'],
]

/** Whether a field is hidden from the person; nothing can be imported into it then. */
export const isHidden = (field: Field, hidden: readonly string[]): boolean =>
  hidden.includes(hiddenBy.find(([fields]) => fields.test(field))?.[1] ?? `customers.${field}`)
