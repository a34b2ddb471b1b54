import { z } from 'zod'
import { date, id, line, time, version } from '#lib/fields.ts'

export const kinds = ['individual', 'organisation'] as const
export const categories = ['family', 'work', 'other'] as const
export const states = ['current', 'future', 'past'] as const
export const groups = ['family', 'people', 'organisations'] as const
const householdRoles = ['head', 'partner', 'child', 'other'] as const

const text = z.string().nullable()

/** One end of a relationship. Fields that the reader may not see are null. */
export const party = z.object({
  id,
  number: z.number().int(),
  kind: z.enum(kinds),
  status: z.enum(['active', 'inactive', 'archived']),
  name: z.string(),
  job_title: text,
  email: text,
  phone: text,
  photo_url: text,
})
export type Party = z.output<typeof party>

const rightFields = {
  from_manages: z.boolean().describe('May `from` manage bookings for `to`'),
  from_buys: z.boolean().describe('May `from` buy for `to`'),
  to_manages: z.boolean().describe('May `to` manage bookings for `from`'),
  to_buys: z.boolean().describe('May `to` buy for `from`'),
}

const typeFields = {
  category: z.enum(categories),
  from_name: line(60).describe('What `from` is to `to`: "employee"'),
  to_name: line(60).describe('What `to` is to `from`: "employer"; the same where it is mutual'),
  mutual: z.boolean().describe('The same in both directions: "sibling"'),
  from_kind: z.enum(kinds).nullable().describe('Which kind of customer may be `from`; null: any'),
  to_kind: z.enum(kinds).nullable(),
  only_one_from: z.boolean().describe('A `to` has at most one `from` at a time: one primary contact'),
  only_one_to: z.boolean().describe('A `from` has at most one `to` at a time'),
  acyclic: z.boolean().describe('Nobody may stand above themselves: parent of their own grandparent'),
  ...rightFields,
}
export const typeInput = z.strictObject({
  category: typeFields.category.default('other'),
  from_name: typeFields.from_name,
  to_name: typeFields.to_name.optional(),
  mutual: typeFields.mutual.default(false),
  from_kind: typeFields.from_kind.default(null),
  to_kind: typeFields.to_kind.default(null),
  only_one_from: typeFields.only_one_from.default(false),
  only_one_to: typeFields.only_one_to.default(false),
  acyclic: typeFields.acyclic.default(false),
  from_manages: typeFields.from_manages.default(false),
  from_buys: typeFields.from_buys.default(false),
  to_manages: typeFields.to_manages.default(false),
  to_buys: typeFields.to_buys.default(false),
})
export type TypeInput = z.output<typeof typeInput>
export const typeChange = z.strictObject({
  ...z.object(typeFields).partial().shape,
  retired: z.boolean().optional(),
})
export type TypeChange = z.output<typeof typeChange>
export const relationshipType = z.object({
  id,
  builtin: text.describe('Of one that every workspace begins with'),
  ...typeFields,
  retired: z.boolean().describe('Offered no more; relationships of it stay'),
  used: z.boolean(),
  version,
})
export type RelationshipType = z.output<typeof relationshipType>

const typeRef = z.object({
  id,
  category: z.enum(categories),
  from_name: z.string(),
  to_name: z.string(),
  mutual: z.boolean(),
})
const dates = {
  started_on: date.nullable().describe('The first day; null: unknown, long ago'),
  ended_on: date.nullable().describe('The first day on which it is over'),
}
const stored = {
  id,
  type: typeRef,
  title: text.describe('"Head of sales"'),
  ...dates,
  state: z.enum(states).describe('Follows from the dates'),
  ...rightFields,
  note: text,
  created_at: time,
  version,
}
export const relationship = z.object({ ...stored, from: party, to: party })
export type Relationship = z.output<typeof relationship>

/** A relationship as one of the two sees it. */
export const seenRelationship = z.object({
  ...stored,
  side: z.enum(['from', 'to']).describe('Where the customer of the path stands'),
  role: z.string().describe('What the other is to this customer: "employer"'),
  own_role: z.string().describe('What this customer is to the other: "employee"'),
  customer: party.describe('The other'),
})
export type SeenRelationship = z.output<typeof seenRelationship>

export const relationshipInput = z.strictObject({
  type_id: id,
  from_id: id,
  to_id: id,
  title: line(200).nullable().default(null),
  started_on: dates.started_on.default(null),
  ended_on: dates.ended_on.default(null),
  note: line(5000).nullable().default(null),
  ...z.object(rightFields).partial().shape,
})
export type RelationshipInput = z.output<typeof relationshipInput>
export const relationshipChange = z.strictObject({
  title: line(200).nullable().optional(),
  started_on: dates.started_on.optional(),
  ended_on: dates.ended_on.optional(),
  note: line(5000).nullable().optional(),
  ...z.object(rightFields).partial().shape,
})
export type RelationshipChange = z.output<typeof relationshipChange>

const optionalLine = (max: number) => line(max).nullable()
export const householdAddress = {
  street: optionalLine(200),
  extra: optionalLine(200),
  postcode: optionalLine(20),
  city: optionalLine(120),
  region: optionalLine(120),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .describe('ISO 3166-1 alpha-2'),
}
const householdMember = z.object({
  id,
  customer: party,
  role: z.enum(householdRoles),
  ...dates,
  state: z.enum(states),
  has_address: z.boolean().describe('The customer has the address of the household'),
  version,
})
export const household = z.object({
  id,
  name: z.string(),
  ...householdAddress,
  members: z.array(householdMember),
  version,
})
export type Household = z.output<typeof household>
export type HouseholdMember = z.output<typeof householdMember>

export const memberInput = z.strictObject({
  customer_id: id,
  role: z.enum(householdRoles).default('other'),
  started_on: dates.started_on.default(null),
})
export type MemberInput = z.output<typeof memberInput>
export const memberChange = z.strictObject({
  role: z.enum(householdRoles).optional(),
  started_on: dates.started_on.optional(),
  ended_on: dates.ended_on.optional(),
})
export type MemberChange = z.output<typeof memberChange>
export const householdInput = z.strictObject({
  name: line(120).optional().describe('Made of the surname of the first member when it is not given'),
  ...z.object(householdAddress).partial().shape,
  members: z.array(memberInput).min(1).max(50),
})
export type HouseholdInput = z.output<typeof householdInput>
export const householdChange = z.strictObject({
  name: line(120).optional(),
  ...z.object(householdAddress).partial().shape,
})
export type HouseholdChange = z.output<typeof householdChange>
