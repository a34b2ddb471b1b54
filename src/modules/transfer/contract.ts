import { z } from 'zod'
import { contract } from '#lib/contract.ts'
import { id, idParams, page, paging, time } from '#lib/fields.ts'
import { customerFilter } from '#modules/customers/contract.ts'
import { undo } from '#modules/history/contract.ts'

const column = z.object({ name: z.string(), samples: z.array(z.string()) })
export const fileDescription = z.object({
  format: z.enum(['csv', 'xlsx', 'vcard']),
  size: z.number().int(),
  encoding: z.string().nullable(),
  separator: z.string().nullable(),
  has_header: z.boolean(),
  columns: z.array(column),
  sheets: z.array(z.string()),
  sheet: z.string().nullable(),
  rows_estimate: z.number().int(),
})

/** The fields a column can go to. `ignore` leaves it out; `note` adds it to a note. */
export const importFields = [
  'number',
  'kind',
  'name',
  'name_prefix',
  'first_name',
  'middle_name',
  'last_name_prefix',
  'last_name',
  'name_suffix',
  'company_name',
  'job_title',
  'email',
  'email_2',
  'email_3',
  'phone',
  'phone_2',
  'phone_3',
  'street',
  'house_number',
  'house_number_addition',
  'extra',
  'postcode',
  'city',
  'region',
  'country',
  'billing_street',
  'billing_house_number',
  'billing_extra',
  'billing_postcode',
  'billing_city',
  'billing_region',
  'billing_country',
  'vat_number',
  'birthday',
  'gender',
  'language',
  'website',
  'group',
  'tags',
  'status',
  'created_at',
  'note',
  'ignore',
] as const
export type ImportField = (typeof importFields)[number]

/** Where columns go: fields of customers, or columns of the records that the file holds; `ignore` leaves one out. */
export const importMapping = z
  .array(z.strictObject({ column: z.string().max(300), field: z.string().min(1).max(120) }))
  .max(500)
export type ImportMapping = z.output<typeof importMapping>
const option = {
  match: z
    .array(z.enum(['number', 'email', 'email-and-name']))
    .max(3)
    .describe('How an existing customer is recognised; the first that finds one decides'),
  existing: z.enum(['update', 'skip', 'create']).describe('What happens to a row whose customer is there'),
  blanks: z.enum(['keep', 'clear']).describe('What an empty cell does to an existing value'),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .describe('ISO 3166-1 alpha-2; for phone and VAT numbers of rows without a country'),
  date_order: z.enum(['auto', 'dmy', 'mdy', 'ymd']),
  tags: z.array(z.string().trim().min(1).max(60)).max(20).describe('Put on every imported customer'),
  group_id: id.nullable().describe('For customers whose row names no group'),
  encoding: z.string().max(40).nullable().describe('When the one that was found is wrong'),
  separator: z.string().length(1).nullable(),
  has_header: z.boolean().nullable(),
  sheet: z.string().max(100).nullable(),
}
export const importOptions = z.strictObject({
  match: option.match.default(['number', 'email-and-name']),
  existing: option.existing.default('update'),
  blanks: option.blanks.default('keep'),
  country: option.country.default(null),
  date_order: option.date_order.default('auto'),
  tags: option.tags.default([]),
  group_id: option.group_id.default(null),
  encoding: option.encoding.default(null),
  separator: option.separator.default(null),
  has_header: option.has_header.default(null),
  sheet: option.sheet.default(null),
})
/** Options to change; those that are absent stay as they are. */
const optionChange = z.strictObject(option).partial()
export type ImportOptionChange = z.output<typeof optionChange>
export type ImportOptions = z.output<typeof importOptions>

const tally = {
  rows_read: z.number().int(),
  created: z.number().int(),
  updated: z.number().int(),
  skipped: z.number().int(),
  rejected: z.number().int(),
}
const change = z.object({
  field: z.string(),
  filled: z.number().int(),
  changed: z.number().int(),
  cleared: z.number().int(),
  examples: z.array(
    z.object({
      line: z.number().int(),
      customer: z.string(),
      old: z.string().nullable(),
      new: z.string().nullable(),
    }),
  ),
})
/** What files can be imported into and exported from: `customers`, or the name of a kind of records. */
const targetName = z.string().max(120).default('customers')
const targetColumn = z.object({
  name: z.string(),
  label: z.string().describe('In the language of whoever asks'),
  also: z.array(z.string()).describe('Further headers under which it is found by itself'),
  required: z.boolean(),
  names: z
    .enum(['customer'])
    .nullable()
    .describe('Cells hold a customer number, e-mail address or full name'),
})
export const transferTarget = z.object({ name: z.string(), label: z.string() })

export const importRecord = z.object({
  id,
  target: z.string(),
  file_name: z.string(),
  description: fileDescription,
  mapping: importMapping,
  options: importOptions,
  mapping_remembered: z.boolean().describe('The mapping comes from an earlier import of such a file'),
  state: z.enum(['uploaded', 'checking', 'checked', 'queued', 'running', 'done', 'failed', 'cancelled']),
  ...tally,
  progress: z.number().min(0).max(1),
  preview: z
    .object({
      ...tally,
      changes: z.array(change),
      examples: z.array(
        z.object({
          line: z.number().int(),
          outcome: z.enum(['create', 'update', 'skip', 'reject']),
          name: z.string(),
          matched_by: z.string().nullable(),
        }),
      ),
    })
    .nullable(),
  error: z.string().nullable(),
  requested_by: z.string(),
  created_at: time,
  started_at: time.nullable(),
  finished_at: time.nullable(),
  undo: undo
    .omit({ operation_id: true, created_at: true })
    .nullable()
    .describe('The latest undo; GET /undos/:id/kept lists what it left'),
})
const rejection = z.object({
  line: z.number().int(),
  column: z.string().nullable(),
  code: z.string(),
  message: z.string(),
  cells: z.array(z.string()),
})

export const transferContract = contract({
  'POST /imports': {
    summary: 'Upload a file (CSV, XLSX or vCard)',
    permission: 'customers.import',
    upload: true,
    query: z.object({ target: targetName }),
    status: 201,
    response: importRecord,
    errors: ['file.empty', 'file.unreadable', 'file.cards', 'target.unknown', 'upload.too_large'],
  },
  'GET /imports/targets': {
    summary: 'What files can be imported into, with the columns that each takes',
    permission: 'customers.import',
    shows: 'nobody',
    response: z.object({ items: z.array(transferTarget.extend({ columns: z.array(targetColumn) })) }),
  },
  'GET /imports': {
    summary: 'Imports, newest first',
    permission: 'customers.import',
    shows: 'people',
    query: z.object(paging),
    response: page(importRecord),
  },
  'GET /imports/:id': {
    summary: 'An import and how far it is',
    permission: 'customers.import',
    shows: 'people',
    params: idParams,
    response: importRecord,
  },
  'PATCH /imports/:id': {
    summary: 'Set the mapping and the options',
    permission: 'customers.import',
    params: idParams,
    body: z.strictObject({ mapping: importMapping.optional(), options: optionChange.optional() }),
    response: importRecord,
    errors: ['import.started', 'mapping.invalid'],
  },
  'POST /imports/:id/check': {
    summary: 'Dry run: what would change, and what is refused',
    permission: 'customers.import',
    params: idParams,
    status: 202,
    response: importRecord,
    errors: ['import.started'],
  },
  'POST /imports/:id/run': {
    summary: 'Import',
    permission: 'customers.import',
    params: idParams,
    status: 202,
    response: importRecord,
    errors: ['import.started'],
  },
  'POST /imports/:id/cancellation': {
    summary: 'Stop; what is imported stays',
    permission: 'customers.import',
    params: idParams,
    response: importRecord,
  },
  'POST /imports/:id/undo': {
    summary:
      'Take an import back: customers that it made are deleted, those that it changed get their earlier values; later edits stay and are listed',
    permission: 'customers.import',
    params: idParams,
    status: 202,
    response: undo,
    errors: ['import.not_ended', 'undo.running'],
  },
  'DELETE /imports/:id': {
    summary: 'Forget an import that has not run, and its file',
    permission: 'customers.import',
    params: idParams,
    errors: ['import.started'],
  },
  'GET /imports/:id/rejections': {
    summary: 'Refused rows with their reasons',
    permission: 'customers.import',
    shows: 'people',
    params: idParams,
    query: z.object(paging),
    response: page(rejection),
  },
  'GET /imports/:id/rejections.csv': {
    summary: 'The refused rows as a file: the original columns, then line, column and reason',
    permission: 'customers.import',
    shows: 'file',
    params: idParams,
    produces: 'text/csv',
  },
  'GET /exports/targets': {
    summary: 'What can be exported whole',
    permission: 'customers.export',
    shows: 'nobody',
    response: z.object({ items: z.array(transferTarget) }),
  },
  'GET /exports/records': {
    summary: 'All records of a kind as a file, in the form in which an import takes them',
    permission: 'customers.export',
    shows: 'file',
    produces: [
      'text/csv',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/json',
    ],
    query: z.object({
      format: z.enum(['csv', 'xlsx', 'json']),
      target: targetName,
      separator: z.enum([',', ';', '\t']).default(','),
    }),
    errors: ['target.unknown'],
  },
  'GET /exports/customers': {
    summary: 'The list as filtered, as a file',
    permission: 'customers.export',
    shows: 'file',
    produces: [
      'text/csv',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'text/vcard',
      'application/json',
    ],
    query: z.object({
      format: z.enum(['csv', 'xlsx', 'vcard', 'json']),
      q: z.string().max(200).optional(),
      filter: customerFilter.default({}),
      sort: z.string().max(40).default('name'),
      columns: z.string().max(2000).optional().describe('Field names, comma separated; all when absent'),
      ids: z.string().max(400_000).optional().describe('Only these, comma separated'),
      separator: z.enum([',', ';', '\t']).default(','),
    }),
  },
})
