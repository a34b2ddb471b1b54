import { z } from 'zod'
import { date, id, line, time, version } from '#lib/fields.ts'

/** Ends of terms are worked out from it, so it stays away from the end of the calendar. */
const day = date.refine(
  (value) => value >= '1000' && value < '3000',
  'must lie between the years 1000 and 3000',
)

const named = z.object({ id, name: z.string() })
/** An individual or organisation as these records refer to it. */
const person = z.object({
  id,
  name: z.string(),
  number: z.number().int(),
  photo_url: z.string().nullable(),
})

export const spanStates = ['past', 'current', 'future'] as const
const state = z.enum(spanStates).describe('Follows from the dates and the today of the workspace')
const from_on = day.describe('First day')
const until_on = day.nullable().describe('Last day; null: until further notice')
const note = line(2000).nullable()
const reason = line(500).describe('Why it ends before its time')

export const committee = z.object({
  id,
  name: z.string(),
  description: z.string().nullable(),
  parent: named.nullable(),
  from_on: date.nullable(),
  until_on,
  state,
  seats: z.number().int().describe('Of positions in use today'),
  held: z.number().int().describe('Seats that somebody holds today'),
  vacant: z.number().int(),
  ending: z.number().int().describe('Terms that end within 90 days'),
  created_at: time,
  version,
})

export const position = z.object({
  id,
  committee_id: id,
  name: z.string(),
  seats: z.number().int(),
  exclusive: z.boolean().describe('Nobody is appointed beyond the seats, not even when it is confirmed'),
  term_months: z.number().int().nullable().describe('Usual length of a term'),
  place: z.number().int().describe('Order within the committee, from 1'),
  until_on,
  terms: z.number().int().describe('Terms ever'),
  version,
})

const positionFields = {
  name: line(120),
  seats: z.number().int().min(1).max(999),
  exclusive: z.boolean(),
  term_months: z.number().int().min(1).max(600).nullable(),
}
export const positionInput = z.strictObject({
  name: positionFields.name,
  seats: positionFields.seats.default(1),
  exclusive: positionFields.exclusive.default(false),
  term_months: positionFields.term_months.default(null),
})
export const positionChange = z.strictObject({
  ...z.object(positionFields).partial().shape,
  place: z.number().int().min(1).max(999).optional().describe('Moves it to this place'),
  until_on: until_on.optional(),
})

const committeeFields = {
  name: line(160),
  description: line(2000).nullable(),
  parent_id: id.nullable().describe('The committee above it'),
  from_on: day.nullable(),
  until_on,
}
export const committeeInput = z.strictObject({
  ...z.object(committeeFields).partial().shape,
  name: committeeFields.name,
  positions: z.array(positionInput).max(50).default([]),
})
export const committeeChange = z.strictObject(z.object(committeeFields).partial().shape)

export const term = z.object({
  id,
  customer: person,
  committee: named,
  position: named.extend({ seats: z.number().int(), term_months: z.number().int().nullable() }),
  from_on,
  until_on,
  ends_on: date
    .nullable()
    .describe('Its last day, or that of the position or committee if that ends earlier'),
  state,
  end_reason: z.string().nullable(),
  planned_until_on: date.nullable(),
  beyond_seats: z.boolean().describe('Given beyond the seats of the position, after a warning'),
  note: z.string().nullable(),
  created_at: time,
  version,
})

const confirmed = z
  .boolean()
  .default(false)
  .describe('Goes beyond the seats of the position, unless that is exclusive')
export const termInput = z.strictObject({
  position_id: id,
  customer_id: id.describe('An active individual'),
  from_on,
  until_on: until_on.optional().describe('Absent: the usual length of a term; null: until further notice'),
  note: note.optional(),
  confirmed,
})
export const termChange = z.strictObject({
  from_on: from_on.optional(),
  until_on: until_on.optional(),
  note: note.optional(),
  confirmed,
})
export const ending = z.strictObject({ on: day.describe('The last day'), reason })
export const renewal = z.strictObject({
  until_on: until_on.optional().describe('Absent: the usual length of a term'),
  note: note.optional(),
  confirmed,
})

export const vacancy = z.object({
  kind: z.enum(['vacant', 'ending']).describe('Seats without anybody today; a term that ends soon'),
  committee: named,
  position: named.extend({ term_months: z.number().int().nullable() }),
  free_from: date,
  seats: z.number().int().describe('How many become free'),
  customer: person.nullable(),
  term_id: id.nullable(),
  successors: z.number().int().describe('Terms of the position that begin after today'),
})

export const roster = z.object({
  on: date,
  today: date,
  terms: z.array(term).describe('Past, current and future as of the day; at most 500'),
  committee,
  positions: z.array(
    position.extend({ held: z.number().int(), vacant: z.number().int(), soon: z.number().int() }),
  ),
  children: z.array(named),
})

export const roleType = z.object({
  id,
  name: z.string(),
  retired: z.boolean().describe('Not given any more; who has it keeps it'),
  current: z.number().int().describe('Individuals who have it today'),
  version,
})

export const role = z.object({
  id,
  customer: person,
  type: named,
  from_on,
  until_on,
  state,
  note: z.string().nullable(),
  created_at: time,
  version,
})
export const roleInput = z.strictObject({
  customer_id: id.describe('An active individual'),
  type_id: id,
  from_on,
  until_on: until_on.default(null),
  note: note.default(null),
})
export const roleChange = z.strictObject({
  from_on: from_on.optional(),
  until_on: until_on.optional(),
  note: note.optional(),
})

const money = z.strictObject({
  amount: z.number().int().min(0).max(1_000_000_000_000).describe('Minor units'),
  currency: z.string().regex(/^[A-Z]{3}$/),
})
export const solicitorStatuses = ['active', 'inactive'] as const
export const solicitor = z.object({
  id,
  customer: person,
  status: z.enum(solicitorStatuses),
  since_on: date,
  note: z.string().nullable(),
  prospects: z.number().int().describe('Given to them today'),
  targets: z.array(money).describe('Sum of the targets of those, per currency'),
  created_at: time,
  version,
})
export const solicitorInput = z.strictObject({
  customer_id: id.describe('An active individual'),
  status: z.enum(solicitorStatuses).default('active'),
  since_on: day,
  note: note.default(null),
})
export const solicitorChange = z.strictObject({
  status: z.enum(solicitorStatuses).optional(),
  since_on: day.optional(),
  note: note.optional(),
})

export const stages = ['identified', 'cultivating', 'asked', 'pledged', 'declined'] as const
export const prospect = z.object({
  id,
  customer: person,
  solicitor: person,
  stage: z.enum(stages),
  next_stages: z.array(z.enum(stages)),
  target: money.nullable(),
  from_on,
  until_on,
  state,
  end_reason: z.string().nullable(),
  note: z.string().nullable(),
  created_at: time,
  version,
})
export const prospectInput = z.strictObject({
  customer_id: id.describe('Who is asked'),
  solicitor_id: id.describe('The customer who asks: an active solicitor'),
  stage: z.enum(stages).default('identified'),
  target: money.nullable().default(null),
  from_on,
  until_on: until_on.default(null),
  note: note.default(null),
})
export const prospectChange = z.strictObject({
  stage: z.enum(stages).optional(),
  target: money.nullable().optional(),
  from_on: from_on.optional(),
  until_on: until_on.optional(),
  note: note.optional(),
})
export const reassignment = z.strictObject({
  prospect_ids: z.array(id).min(1).max(200),
  solicitor_id: id,
  on: day.describe('First day of the new solicitor; the one before ends the day before'),
})

export type Committee = z.output<typeof committee>
export type CommitteeInput = z.output<typeof committeeInput>
export type CommitteeChange = z.output<typeof committeeChange>
export type Position = z.output<typeof position>
export type PositionInput = z.output<typeof positionInput>
export type PositionChange = z.output<typeof positionChange>
export type Term = z.output<typeof term>
export type TermInput = z.output<typeof termInput>
export type TermChange = z.output<typeof termChange>
export type Vacancy = z.output<typeof vacancy>
export type RoleType = z.output<typeof roleType>
export type Role = z.output<typeof role>
export type RoleInput = z.output<typeof roleInput>
export type RoleChange = z.output<typeof roleChange>
export type Solicitor = z.output<typeof solicitor>
export type SolicitorInput = z.output<typeof solicitorInput>
export type SolicitorChange = z.output<typeof solicitorChange>
export type Prospect = z.output<typeof prospect>
export type ProspectInput = z.output<typeof prospectInput>
export type ProspectChange = z.output<typeof prospectChange>
export type Reassignment = z.output<typeof reassignment>
export type SpanState = (typeof spanStates)[number]
export type Stage = (typeof stages)[number]
