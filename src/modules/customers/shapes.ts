import { z } from 'zod'
import { customInput, customOutput, customSort, filterWithCustom } from '#lib/custom-fields.ts'
import { count, date, id, line, paging, time, version } from '#lib/fields.ts'

export const kinds = ['individual', 'organisation'] as const
export const statuses = ['active', 'inactive', 'archived'] as const
export const sources = ['manual', 'import', 'registration', 'order-sync', 'portal', 'api'] as const
export const genders = ['female', 'male', 'other'] as const
export const sorts = ['name', 'company', 'vat_number', 'email', 'country', 'number', 'created_at'] as const

export const optionalLine = (max: number) => line(max).nullable()

/** At most one per list is primary; without one the first becomes it. */
export const emailInput = z.object({
  address: z.string().trim().max(254),
  label: line(40).default('work'),
  primary: z.boolean().default(false),
})
export const phoneInput = z.object({
  number: z.string().trim().max(40).describe('Any usual spelling; kept in E.164'),
  extension: line(12).nullable().default(null),
  label: line(40).default('mobile'),
  primary: z.boolean().default(false),
})
export const addressInput = z.object({
  label: line(40).default('home'),
  street: optionalLine(200).default(null),
  extra: optionalLine(200).default(null).describe('Building, floor, c/o, post-office box'),
  postcode: optionalLine(20).default(null),
  city: optionalLine(120).default(null),
  region: optionalLine(120).default(null),
  country: z.string().trim().max(60).nullable().default(null).describe('ISO 3166-1 alpha-2'),
  primary: z.boolean().default(false),
  billing: z.boolean().default(false).describe('Bill to'),
  shipping: z.boolean().default(false).describe('Ship to'),
})

/** What a person may enter. Lists replace the whole list. */
export const fields = {
  name_prefix: optionalLine(40),
  first_name: optionalLine(100),
  last_name: optionalLine(100),
  name_suffix: optionalLine(40),
  company_name: optionalLine(200),
  job_title: optionalLine(120),
  birthday: z.string().trim().max(30).nullable().describe('YYYY-MM-DD, or --MM-DD without the year'),
  gender: z.enum(genders).nullable(),
  language: z.string().trim().max(35).nullable().describe('ISO 639 code'),
  website: z.string().trim().max(300).nullable(),
  vat_number: z.string().trim().max(30).nullable().describe('Checked for form and checksum'),
  group_id: id.nullable(),
  emails: z.array(emailInput).max(20),
  phones: z.array(phoneInput).max(20),
  addresses: z.array(addressInput).max(20),
  tags: z.array(line(60)).max(100).describe('By name; new names become new tags'),
}
export const customerInput = z.strictObject({
  kind: z.enum(kinds).default('individual'),
  ...z.object(fields).partial().shape,
  custom: customInput.optional(),
})
export const customerChange = z.strictObject({
  kind: z.enum(kinds).optional(),
  ...z.object(fields).partial().shape,
  custom: customInput.optional(),
})
export type CustomerInput = z.output<typeof customerInput>
export type CustomerChange = z.output<typeof customerChange>

export const tag = z.object({ id, name: z.string() })
export const groupRef = z.object({ id, name: z.string(), icon: z.string() })
export const text = z.string().nullable()

/** A row of the list: one record without what hangs on it. Fields hidden from the reader are null. */
export const customerRow = z.object({
  id,
  number: z.number().int().describe('Shown as C-10042'),
  kind: z.enum(kinds),
  status: z.enum(statuses),
  source: z.enum(sources),
  /** "Jan de Vries", or the company's name */
  name: z.string(),
  name_prefix: text,
  first_name: text,
  last_name: text,
  name_suffix: text,
  company_name: text,
  vat_number: text,
  email: text,
  phone: text,
  city: text,
  country: text,
  job_title: text,
  birthday: text,
  gender: z.enum(genders).nullable(),
  language: text,
  website: text,
  group: groupRef.nullable(),
  tags: z.array(tag),
  photo_url: text,
  created_at: time,
  updated_at: time,
  version,
})
export type CustomerRow = z.output<typeof customerRow>
export const listedCustomer = customerRow.extend({ custom: customOutput })
export type ListedCustomer = z.output<typeof listedCustomer>

/** What the reader may do with the record; a refused action names its reason as a code. */
export const abilities = z.record(z.string(), z.object({ allowed: z.boolean(), reason: text }))

export const customerRecord = listedCustomer.extend({
  emails: z.array(z.object({ address: z.string(), label: z.string(), primary: z.boolean() })),
  phones: z.array(z.object({ number: z.string(), extension: text, label: z.string(), primary: z.boolean() })),
  addresses: z.array(
    z.object({
      label: z.string(),
      street: text,
      extra: text,
      postcode: text,
      city: text,
      region: text,
      country: text,
      primary: z.boolean(),
      billing: z.boolean(),
      shipping: z.boolean(),
    }),
  ),
  security_groups: z
    .array(z.object({ id, name: z.string() }))
    .describe('What the customer may do in the portal'),
  hidden_fields: z.array(z.string()).describe('Fields that the reader may not see'),
  abilities,
})
export type CustomerRecord = z.output<typeof customerRecord>

/**
 * Filters, written `filter[country]=NL,BE`. Several values of one filter mean "any of"; several filters mean "all of".
 * Free text matches words that begin with, or from three letters on contain, what was typed.
 */
export const customerFilter = filterWithCustom({
  name: z.string().max(200).optional(),
  company: z.string().max(200).optional(),
  vat_number: z.string().max(40).optional(),
  email: z.string().max(254).optional(),
  phone: z.string().max(40).optional(),
  kind: z.string().optional(),
  status: z.string().optional().describe('active unless given; "all" for every status'),
  country: z.string().optional().describe('ISO codes, comma separated; "none" for blank'),
  group: z.string().optional().describe('Ids of groups; "none" for no group'),
  tag: z.string().optional().describe('Ids or names of tags'),
  segment: id.optional(),
  source: z.string().optional(),
  created_from: date.optional(),
  created_to: date.optional().describe('Up to and with this day'),
})
export type CustomerFilter = z.output<typeof customerFilter>

export const listQuery = z.object({
  q: z.string().max(200).optional().describe('Any name, e-mail, phone, number, company or VAT number'),
  filter: customerFilter.default({}),
  sort: z
    .union([z.enum([...sorts, ...sorts.map((s) => `-${s}` as const)] as [string, ...string[]]), customSort])
    .default('name')
    .describe('Also custom.<key>; "-" in front for the reverse'),
  count: z.enum(['none', 'capped', 'exact']).default('capped'),
  ...paging,
  offset: z.coerce
    .number()
    .int()
    .min(0)
    .max(100_000_000)
    .optional()
    .describe(
      'Rows to skip, for a jump far down a list; go on from there with next_cursor. Not with a cursor',
    ),
})

/** Which customers an action is for: named ones, or all that a filter finds. */
export const selection = z.union([
  z.strictObject({ ids: z.array(id).min(1).max(10_000) }),
  z.strictObject({
    q: z.string().max(200).optional(),
    filter: customerFilter,
    except: z.array(id).max(10_000).default([]),
  }),
])
export type Selection = z.output<typeof selection>

export const bulkAction = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('add-tags'), tags: z.array(line(60)).min(1).max(20) }),
  z.strictObject({ type: z.literal('remove-tags'), tags: z.array(line(60)).min(1).max(20) }),
  z.strictObject({ type: z.literal('set-group'), group_id: id.nullable() }),
  z.strictObject({ type: z.literal('set-status'), status: z.enum(statuses) }),
])
export type BulkAction = z.output<typeof bulkAction>

export const match = z.object({
  customer: customerRow,
  reasons: z.array(
    z.enum(['email', 'phone', 'name', 'similar-name', 'company', 'vat_number', 'birthday', 'postcode']),
  ),
})
export const searchHit = customerRow.extend({
  matched: z.enum(['name', 'company', 'email', 'phone', 'number', 'vat_number', 'similar-name']),
})

/** Something other than a customer that the search box shows. */
export const foundRecord = z.object({
  kind: z.string(),
  kind_label: z.string().describe('In the language of whoever asks'),
  id,
  customer_id: id.nullable(),
  title: z.string(),
  detail: z.string().nullable(),
  path: z.string().describe('Where the staff app shows it'),
})

export const note = z.object({
  id,
  customer_id: id,
  body: z.string(),
  origin: z.enum(['staff', 'import', 'api']),
  author: z.object({ id: id.nullable(), name: z.string() }),
  mentions: z.array(z.object({ id, name: z.string() })),
  pinned: z.boolean(),
  created_at: time,
  updated_at: time,
  version,
})
export const group = z.object({
  id,
  name: z.string(),
  icon: z.string(),
  enabled: z.boolean(),
  discount_basis_points: z.number().int().min(0).max(10_000),
  customers: z.number().int(),
  version,
})
export const groupFields = {
  name: line(80),
  icon: line(40),
  enabled: z.boolean(),
  discount_basis_points: z.number().int().min(0).max(10_000).describe('Hundredths of a per cent'),
}
// A change says only what changes, so it must not carry the defaults of a new group.
export const groupChange = z.strictObject(groupFields).partial()
export const groupInput = z.strictObject({
  name: groupFields.name,
  icon: groupFields.icon.default('users'),
  enabled: groupFields.enabled.default(true),
  discount_basis_points: groupFields.discount_basis_points.default(0),
})
export const segment = z.object({ id, name: z.string(), filter: customerFilter, count, version })
export const segmentInput = z.strictObject({ name: line(80), filter: customerFilter })
export const timelineEntry = z.object({
  id,
  at: time,
  event: z.string(),
  kind: z.string(),
  text: z.string(),
  actor: z.object({
    kind: z.enum(['staff', 'customer', 'import', 'api-key', 'job', 'system']),
    id: id.nullable(),
    name: z.string(),
  }),
  subject_id: id.nullable(),
  payload: z.record(z.string(), z.unknown()),
})
