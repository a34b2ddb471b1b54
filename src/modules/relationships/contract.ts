import { z } from 'zod'
import { contract } from '#lib/contract.ts'
import { count, date, id, idParams, page, paging } from '#lib/fields.ts'
import {
  groups,
  household,
  householdChange,
  householdInput,
  memberChange,
  memberInput,
  party,
  relationship,
  relationshipChange,
  relationshipInput,
  relationshipType,
  seenRelationship,
  states,
  typeChange,
  typeInput,
} from './shapes.ts'

const listQuery = z.object({
  q: z.string().max(200).optional().describe('Words of the name of the other, or of the title'),
  filter: z
    .strictObject({
      state: z.enum([...states, 'all']).default('current'),
      group: z
        .enum(groups)
        .optional()
        .describe('family; else people or organisations, by the kind of the other'),
      type: id.optional(),
    })
    .default({ state: 'current' }),
  ...paging,
})
const refusals = [
  'relationship.invalid',
  'relationship.exists',
  'relationship.only_one',
  'relationship.cycle',
  'customer.archived',
]
const ending = z.strictObject({
  on: date.optional().describe('The first day on which it is over; today unless given'),
})
const actingQuery = z.object({
  filter: z
    .strictObject({ direction: z.enum(['for', 'by']).default('for') })
    .default({ direction: 'for' })
    .describe('for: whom the customer may act for; by: who may act for the customer'),
  ...paging,
})

export const relationshipsContract = contract({
  'GET /relationship-types': {
    summary: 'Types of relationships, in the order in which they are offered',
    permission: 'relationships.read',
    shows: 'nobody',
    response: z.object({ items: z.array(relationshipType) }),
  },
  'POST /relationship-types': {
    summary: 'Add a type of relationship',
    permission: 'relationships.full',
    body: typeInput,
    status: 201,
    response: relationshipType,
    errors: ['relationship-type.name.taken', 'relationship-type.invalid'],
  },
  'PATCH /relationship-types/:id': {
    summary: 'Rename, change or retire a type; what one side may be cannot change once it is used',
    permission: 'relationships.full',
    params: idParams,
    ifMatch: true,
    body: typeChange,
    response: relationshipType,
    errors: ['relationship-type.name.taken', 'relationship-type.invalid', 'relationship-type.in_use'],
  },
  'DELETE /relationship-types/:id': {
    summary: 'Delete a type that was never used',
    permission: 'relationships.full',
    params: idParams,
    errors: ['relationship-type.in_use', 'relationship-type.builtin'],
  },
  'PUT /relationship-types/order': {
    summary: 'Say in which order types are offered; those that are not named come last',
    permission: 'relationships.full',
    body: z.strictObject({ ids: z.array(id).min(1).max(500) }),
    response: z.object({ items: z.array(relationshipType) }),
  },
  'GET /customers/:id/relationships': {
    summary: 'Relationships of a customer, as the customer sees them, by the name of the other',
    permission: 'relationships.read',
    shows: 'customers',
    params: idParams,
    query: listQuery,
    response: page(seenRelationship),
  },
  'GET /customers/:id/relationship-counts': {
    summary: 'How many relationships a customer has, counted up to 1,000',
    permission: 'relationships.read',
    shows: 'nobody',
    params: idParams,
    response: z.object({
      family: count,
      people: count,
      organisations: count,
      future: count,
      past: count,
    }),
  },
  'GET /customers/:id/network': {
    summary: 'Who stands around a customer now: two steps, the nearest first, sixty at most',
    permission: 'relationships.read',
    shows: 'customers',
    params: idParams,
    response: z.object({
      nodes: z.array(
        party.extend({
          depth: z.number().int().describe('Steps from the customer, who is first'),
          more: z.number().int().describe('Neighbours that are left out; 100 is "100 or more"'),
        }),
      ),
      edges: z.array(
        z.object({
          id,
          from_id: id,
          to_id: id,
          from_name: z.string(),
          to_name: z.string(),
          category: z.enum(['family', 'work', 'other', 'household']),
          title: z.string().nullable(),
        }),
      ),
    }),
  },
  'GET /customers/:id/acting-for': {
    summary: 'Whom a customer may manage bookings or buy for now, or who may do that for the customer',
    permission: 'relationships.read',
    shows: 'customers',
    params: idParams,
    query: actingQuery,
    response: page(
      z.object({
        customer: party,
        manages: z.boolean(),
        buys: z.boolean(),
        relationship_id: id,
        role: z.string().describe('What the one who acts is to the other'),
      }),
    ),
  },
  'POST /relationships': {
    summary: 'Relate two customers',
    permission: 'relationships.write',
    body: relationshipInput,
    status: 201,
    response: relationship,
    errors: refusals,
  },
  'GET /relationships/:id': {
    summary: 'Read a relationship',
    permission: 'relationships.read',
    shows: 'people',
    params: idParams,
    response: relationship,
  },
  'PATCH /relationships/:id': {
    summary: 'Change a relationship',
    permission: 'relationships.write',
    params: idParams,
    ifMatch: true,
    body: relationshipChange,
    response: relationship,
    errors: refusals,
  },
  'POST /relationships/:id/ending': {
    summary: 'End a relationship; it stays as a past one',
    permission: 'relationships.write',
    params: idParams,
    body: ending,
    response: relationship,
    errors: refusals,
  },
  'DELETE /relationships/:id': {
    summary: 'Delete a relationship that never was; one that is over is ended instead',
    permission: 'relationships.full',
    params: idParams,
  },
  'GET /customers/:id/households': {
    summary: 'Households that a customer belongs or belonged to, with everybody in them',
    permission: 'relationships.read',
    shows: 'customer',
    params: idParams,
    response: z.object({ items: z.array(household) }),
  },
  'POST /households': {
    summary: 'Put individuals together in a household; its address is that of the first unless given',
    permission: 'relationships.write',
    body: householdInput,
    status: 201,
    response: household,
    errors: ['household.invalid', 'household.other', 'customer.archived'],
  },
  'PATCH /households/:id': {
    summary: 'Change the name or address of a household',
    permission: 'relationships.write',
    params: idParams,
    ifMatch: true,
    body: householdChange,
    response: household,
  },
  'POST /households/:id/members': {
    summary: 'Let an individual move in',
    permission: 'relationships.write',
    params: idParams,
    body: memberInput,
    status: 201,
    response: household,
    errors: ['household.invalid', 'household.other', 'customer.archived'],
  },
  'POST /households/:id/address-adoptions': {
    summary: 'Make the address of the household the primary one of members',
    permission: 'customers.write',
    params: idParams,
    body: z.strictObject({ customer_ids: z.array(id).min(1).max(50) }),
    response: household,
    errors: ['household.no_address', 'household.not_in', 'customer.archived'],
  },
  'PATCH /household-members/:id': {
    summary: 'Change what somebody is in a household, or since when and until when',
    permission: 'relationships.write',
    params: idParams,
    ifMatch: true,
    body: memberChange,
    response: household,
    errors: ['household.invalid', 'household.other'],
  },
  'POST /household-members/:id/ending': {
    summary: 'Let somebody move out',
    permission: 'relationships.write',
    params: idParams,
    body: ending,
    response: household,
    errors: ['household.invalid'],
  },
  'DELETE /household-members/:id': {
    summary: 'Take somebody out of a household who never was in it',
    permission: 'relationships.full',
    params: idParams,
  },
})
