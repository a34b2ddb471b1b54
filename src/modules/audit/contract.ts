import { z } from 'zod'
import { contract } from '#lib/contract.ts'
import { date, id, page, paging, time } from '#lib/fields.ts'

const actor = z.object({
  kind: z.enum(['staff', 'customer', 'import', 'api-key', 'job', 'system']),
  id: id.nullable(),
  name: z.string(),
})
const customer = z.object({ id, name: z.string(), number: z.number().int() })

export const outcomes = ['done', 'refused', 'failed'] as const

export const auditEntry = z.object({
  seq: z.number().int().describe('Its place in the chain of the workspace: 1, 2, 3, …'),
  id,
  at: time,
  actor,
  action: z.string().describe('customers.update, session.create, …: the path and what was done'),
  outcome: z.enum(outcomes),
  subject_kind: z.string().nullable(),
  subject_id: z.string().nullable(),
  customer: customer
    .nullable()
    .describe('The one it is about, as named now; null when there is none any more'),
  customer_id: id.nullable(),
  customer_ids: z.array(id).nullable().describe('Those whom a list or a search showed'),
  request_id: z.string(),
  payload: z
    .record(z.string(), z.unknown())
    .nullable()
    .describe('What was asked, which fields were sent, from where; null once it was erased'),
  hash: z.string().describe('SHA-256 over this entry and all before it, hexadecimal'),
})
export type AuditEntry = z.output<typeof auditEntry>

const filter = z.strictObject({
  actor: id.optional().describe('A member of staff, API key or import'),
  actor_kind: actor.shape.kind.optional(),
  action: z.string().max(80).optional().describe('All of one action, or of several with a comma between'),
  only: z.enum(['reads', 'changes']).optional().describe('Only what was looked at, or only what was changed'),
  outcome: z.enum(outcomes).optional(),
  customer: id.optional().describe('What is about this customer'),
  subject: z.string().max(200).optional().describe('The id of the record it was done to'),
  from: date.optional(),
  to: date.optional().describe('The last day, UTC'),
})
export type AuditFilter = z.output<typeof filter>

const asked = {
  filter: filter.default({}),
  q: z.string().trim().max(100).optional().describe('Part of an action or of the name of who did it'),
}

const check = z.object({
  job_id: id,
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  at: time,
  entries: z.number().int().nullable().describe('How many were held against the chain'),
  faults: z.number().int().nullable(),
  first_fault: z.object({ seq: z.number().int(), fault: z.string() }).nullable(),
})
export const verification = z.object({
  total: z.number().int(),
  last_seq: z.number().int(),
  last_hash: z.string().nullable().describe('Keep it elsewhere: it proves later that nothing was cut off'),
  sealed_at: time.nullable(),
  waiting: z
    .number()
    .int()
    .describe('Entries that have no place in the chain yet; they get it within seconds'),
  check: check.nullable().describe('The latest check of the whole chain'),
})
export type Verification = z.output<typeof verification>

export const auditContract = contract({
  'GET /audit': {
    summary: 'Who did or looked at what, newest first',
    permission: 'audit.read',
    shows: 'people',
    query: z.object({ ...asked, ...paging }),
    response: page(auditEntry),
    errors: ['cursor.invalid'],
  },
  'GET /audit/actors': {
    summary: 'Who can stand in the audit trail: staff and API keys, by name',
    permission: 'audit.read',
    shows: 'nobody',
    response: z.object({ items: z.array(actor) }),
  },
  'GET /audit/verification': {
    summary: 'The end of the chain, and how the latest check of it went',
    permission: 'audit.read',
    shows: 'nobody',
    response: verification,
  },
  'POST /audit/checks': {
    summary: 'Check the whole chain in the background',
    permission: 'audit.full',
    status: 202,
    response: z.object({ job_id: id }),
  },
  'GET /audit/export': {
    summary:
      'The audit trail as JSON lines, oldest first; "regulars verify --file" checks it without a database',
    permission: 'audit.export',
    shows: 'file',
    produces: 'application/jsonl',
  },
})
