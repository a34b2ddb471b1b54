import { z } from 'zod'
import { contract } from '#lib/contract.ts'
import { date, id, idParams, page, paging, time } from '#lib/fields.ts'

export const reasons = ['edit', 'import', 'bulk', 'merge', 'api', 'portal', 'undo', 'revert'] as const
export const actions = ['created', 'changed', 'deleted'] as const

const actor = z.object({
  kind: z.enum(['staff', 'customer', 'import', 'api-key', 'job', 'system']),
  id: id.nullable(),
  name: z.string(),
})

/** What one operation did to one record. Fields hidden from the reader are left out. */
export const change = z.object({
  id,
  at: time,
  kind: z.string().describe('customer, note, task'),
  record_id: id,
  title: z.string().nullable().describe('What the record is called now; null for one that is gone'),
  action: z.enum(actions),
  reason: z.enum(reasons),
  operation_id: id.describe('POST /undos takes it back'),
  actor,
  version: z.number().int().nullable().describe('Of the record, after it'),
  changes: z.array(
    z.object({
      field: z.string(),
      label: z.string().nullable().describe('Of a custom field (custom.<id>), as it is called now'),
      old: z
        .unknown()
        .describe('Of a set (tags): what was taken away. {"erased": true}: personal data, erased'),
      new: z.unknown().describe('Of a set: what was added'),
      set: z.boolean(),
      revertible: z.boolean(),
    }),
  ),
})

export const keptItem = z.object({
  id,
  customer: z.object({ id, number: z.number().int().nullable(), name: z.string() }),
  kind: z.string(),
  record_id: id,
  field: z.string().nullable().describe('null: the record as a whole'),
  reason: z
    .string()
    .describe(
      'changed_since, gone, there_again, not_possible, erased, field.hidden, permission.missing, or what the record refuses: customer.archived, name.required, …',
    ),
})

/** `undone` and `deleted` count records (customers, notes, tasks), `kept` counts what stands in the list of what was kept. */
export const undo = z.object({
  id: id.describe('Also an operation: POST /undos with it does everything again'),
  operation_id: id,
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  job_id: id.nullable().describe('Where it runs in the background: GET /jobs/:id tells how far it is'),
  undone: z.number().int(),
  deleted: z.number().int(),
  kept: z.number().int(),
  created_at: time,
})
export type Undo = z.output<typeof undo>

const historyQuery = z.object({
  kind: z
    .string()
    .max(200)
    .optional()
    .describe('Kinds of records, comma separated; all that the reader may see'),
  record: id.optional().describe('Only changes of this record'),
  field: z.string().max(60).optional().describe('Only changes of this field'),
  reason: z.string().max(100).optional().describe('Reasons, comma separated'),
  from: date.optional(),
  to: date.optional().describe('Up to and with this day, UTC'),
  ...paging,
})
const asOfQuery = z.object({
  at: z.iso.datetime({ offset: true }).default(() => new Date().toISOString()),
})
const asOf = z.object({
  id,
  at: time,
  values: z
    .record(z.string(), z.unknown())
    .describe('Every field as it was, in the form in which the record has it'),
  differs: z.array(z.string()).describe('Fields that are otherwise now'),
  labels: z.record(z.string(), z.string()).describe('Of the custom fields among them (custom.<id>)'),
})
const reversion = z.strictObject({
  change_id: z.uuid().describe('An entry of the history'),
  field: z.string().max(60),
})
const reverted = z.object({
  operation_id: id.nullable().describe('null: the field had that value already'),
  version: z.number().int(),
})
const refusals = [
  'change.missing',
  'field.not_revertible',
  'field.hidden',
  'version.stale',
  'customer.archived',
]

/**
 * Every write that can be taken back says so: its answer carries the header `Operation-Id`, also an answer without a
 * body. Background work has the id of its job, an import its own.
 */
export const historyContract = contract({
  'GET /customers/:id/history': {
    summary: 'Changes of a customer and of what hangs on it, newest first',
    permission: 'customers.read',
    shows: 'customer',
    params: idParams,
    query: historyQuery,
    response: page(change),
  },
  'GET /customers/:id/as-of': {
    summary: 'The customer as it was',
    permission: 'customers.read',
    shows: 'customer',
    params: idParams,
    query: asOfQuery,
    response: asOf,
    errors: ['record.not_yet'],
  },
  'POST /customers/:id/reversions': {
    summary: 'Give a field the value that it had before a change',
    permission: 'customers.write',
    params: idParams,
    ifMatch: true,
    body: reversion,
    response: reverted,
    errors: refusals,
  },
  'GET /tasks/:id/history': {
    summary: 'Changes of a task, newest first',
    permission: 'tasks.read',
    shows: 'people',
    params: idParams,
    query: historyQuery.omit({ kind: true, record: true }),
    response: page(change),
  },
  'GET /tasks/:id/as-of': {
    summary: 'The task as it was',
    permission: 'tasks.read',
    shows: 'people',
    params: idParams,
    query: asOfQuery,
    response: asOf,
    errors: ['record.not_yet'],
  },
  'POST /tasks/:id/reversions': {
    summary: 'Give a field of a task the value that it had before a change',
    permission: 'tasks.write',
    params: idParams,
    ifMatch: true,
    body: reversion,
    response: reverted,
    errors: refusals,
  },
  'POST /reversions': {
    summary: 'Give a field of any record the value that it had before a change',
    permission: 'signed-in',
    body: reversion.extend({ operation_id: id.describe('That of the change') }),
    status: 201,
    response: reverted,
    errors: refusals,
  },
  'POST /undos': {
    summary:
      'Take an operation back; what was changed since stays and is listed. Small ones are done at once, others in the background',
    permission: 'signed-in',
    body: z.strictObject({ operation_id: id }),
    status: 201,
    response: undo,
    errors: ['operation.missing', 'undo.running'],
  },
  'GET /undos/:id': {
    summary: 'How far an undo is',
    permission: 'signed-in',
    shows: 'nobody',
    params: idParams,
    response: undo,
  },
  'GET /undos/:id/kept': {
    summary: 'What an undo left as it is, with the reasons',
    permission: 'signed-in',
    shows: 'customers',
    params: idParams,
    query: z.object(paging),
    response: page(keptItem),
  },
})
