import { z } from 'zod'
import { contract } from '#lib/contract.ts'
import { id, idParams, line, time, version } from '#lib/fields.ts'

export const fieldTypes = [
  'text',
  'long_text',
  'number',
  'money',
  'date',
  'choice',
  'multi_choice',
  'yes_no',
  'customer',
] as const
export const levels = ['everyone', 'full'] as const
/** What a field tells about a person; `plain`: nothing. */
export const classes = [
  'text',
  'name',
  'email',
  'phone',
  'address',
  'birthday',
  'identifier',
  'plain',
] as const

const key = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'begins with a letter and holds only a-z, 0-9 and _, at most 40')
  .describe('Its name in the API and in files; from the label unless given')
const target = z
  .string()
  .max(80)
  .regex(/^[a-z_]+(:[0-9a-f-]{36})?$/)
  .meta({ description: 'customer, task, record:<type id>', examples: ['customer'] })

const choice = z.object({
  id: z.string().describe('What records hold'),
  label: z.string(),
  retired: z.boolean().describe('Is chosen no more; records that have it keep it'),
})
const choiceInput = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]{0,59}$/)
    .optional()
    .describe('Of a choice that is there; from the label unless given'),
  label: line(100),
  retired: z.boolean().default(false),
})

export const customField = z.object({
  id,
  target: z.string(),
  key: z.string(),
  former_keys: z.array(z.string()).describe('Keys that it had; they go on meaning it'),
  label: z.string(),
  help: z.string().nullable(),
  type: z.enum(fieldTypes),
  required: z.boolean(),
  default_value: z.unknown().describe('In the form of its values; null: none'),
  choices: z.array(choice).describe('In order'),
  currency: z.string().nullable().describe('ISO 4217; of money'),
  personal: z.enum(classes).describe('The kind of personal data; erased with it'),
  read_level: z.enum(levels).describe('full: only for those with full rights on such records'),
  write_level: z.enum(levels),
  position: z.number().int(),
  retired_at: time.nullable(),
  sortable: z.boolean(),
  writable: z.boolean().describe('Whether the reader may fill it in'),
  version,
})
export type CustomFieldOut = z.output<typeof customField>

const input = {
  label: line(100),
  key,
  help: line(500).nullable(),
  required: z.boolean(),
  default_value: z.unknown(),
  choices: z.array(choiceInput).max(200),
  personal: z.enum(classes),
  read_level: z.enum(levels),
  write_level: z.enum(levels),
}
export const customFieldInput = z.strictObject({
  target,
  type: z.enum(fieldTypes),
  label: input.label,
  key: key.optional(),
  help: input.help.default(null),
  required: input.required.default(false),
  default_value: input.default_value.optional(),
  choices: input.choices.default([]),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional()
    .describe('Of money; ISO 4217'),
  personal: input.personal.default('text'),
  read_level: input.read_level.default('everyone'),
  write_level: input.write_level.default('everyone'),
})
export type CustomFieldInput = z.output<typeof customFieldInput>
export const customFieldChange = z.strictObject(input).partial()
export type CustomFieldChange = z.output<typeof customFieldChange>

const targetOut = z.object({ target: z.string(), label: z.string(), fields: z.number().int() })
const usage = z.object({
  values: z.number().int().describe('Records that have a value'),
  deletable: z.boolean(),
})

export const customFieldsContract = contract({
  'GET /custom-fields': {
    summary: 'The fields of a kind of record in their order, as far as the reader may see them',
    permission: 'signed-in',
    shows: 'nobody',
    query: z.object({
      target,
      retired: z
        .enum(['true', 'false'])
        .default('true')
        .transform((text) => text === 'true')
        .describe('With those that are retired'),
    }),
    response: z.object({ items: z.array(customField) }),
  },
  'GET /custom-field-targets': {
    summary: 'Kinds of records that take fields',
    permission: 'signed-in',
    shows: 'nobody',
    response: z.object({ items: z.array(targetOut) }),
  },
  'POST /custom-fields': {
    summary: 'Add a field; it goes to the end',
    permission: 'fields.full',
    body: customFieldInput,
    status: 201,
    response: customField,
    errors: ['field.invalid', 'field.key.taken', 'target.missing'],
  },
  'GET /custom-fields/:id': {
    summary: 'A field',
    permission: 'signed-in',
    shows: 'nobody',
    params: idParams,
    response: customField,
  },
  'PATCH /custom-fields/:id': {
    summary: 'Change a field; another key or label loses nothing, and the earlier key goes on meaning it',
    permission: 'fields.full',
    params: idParams,
    ifMatch: true,
    body: customFieldChange,
    response: customField,
    errors: ['field.invalid', 'field.key.taken', 'version.stale'],
  },
  'PUT /custom-fields/order': {
    summary: 'Put the fields of a kind of record into an order',
    permission: 'fields.full',
    body: z.strictObject({ target, ids: z.array(id).max(1000).describe('All of them, retired ones too') }),
    response: z.object({ items: z.array(customField) }),
    errors: ['field.order'],
  },
  'POST /custom-fields/:id/retirement': {
    summary: 'Retire: it vanishes from forms and lists, its values stay',
    permission: 'fields.full',
    params: idParams,
    response: customField,
  },
  'DELETE /custom-fields/:id/retirement': {
    summary: 'Bring a retired field back, with its values',
    permission: 'fields.full',
    params: idParams,
    response: customField,
  },
  'GET /custom-fields/:id/usage': {
    summary: 'How many records have a value',
    permission: 'fields.read',
    shows: 'nobody',
    params: idParams,
    response: usage,
  },
  'DELETE /custom-fields/:id': {
    summary: 'Delete a field that holds no values',
    permission: 'fields.full',
    params: idParams,
    errors: ['field.in_use'],
  },
})
