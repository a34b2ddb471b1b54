import { z } from 'zod'
import { contract } from '#lib/contract.ts'
import { date, id, idParams, line, page, paging } from '#lib/fields.ts'
import {
  committee,
  committeeChange,
  committeeInput,
  ending,
  position,
  positionChange,
  positionInput,
  prospect,
  prospectChange,
  prospectInput,
  reassignment,
  renewal,
  role,
  roleChange,
  roleInput,
  roleType,
  roster,
  solicitor,
  solicitorChange,
  solicitorInput,
  solicitorStatuses,
  spanStates,
  stages,
  term,
  termChange,
  termInput,
  vacancy,
} from './shapes.ts'

export * from './shapes.ts'

const state = z.enum([...spanStates, 'all'])
const termErrors = ['term.invalid', 'seats.taken'] as const
const read = { permission: 'committees.read' } as const
const write = { permission: 'committees.write' } as const
const asks = { permission: 'solicitors.read' } as const
const asksWrite = { permission: 'solicitors.write' } as const

const committeeRoutes = contract({
  'GET /committees': {
    summary: 'Committees by name, with their seats and vacancies today',
    ...read,
    shows: 'nobody',
    query: z.object({
      filter: z
        .strictObject({
          q: z.string().max(160).optional().describe('Part of the name'),
          state: state.default('all'),
          parent: id.optional(),
          vacant: z.enum(['yes']).optional().describe('Only those with vacant seats'),
        })
        .default({ state: 'all' }),
      ...paging,
    }),
    response: page(committee),
  },
  'POST /committees': {
    summary: 'Add a committee, with its positions',
    ...write,
    body: committeeInput,
    status: 201,
    response: committee,
    errors: ['committee.invalid', 'committee.name.taken'],
  },
  'GET /committees/:id': {
    summary: 'Read a committee',
    ...read,
    shows: 'nobody',
    params: idParams,
    response: committee,
  },
  'PATCH /committees/:id': {
    summary: 'Change a committee; with a last day it ends, and is kept',
    ...write,
    params: idParams,
    ifMatch: true,
    body: committeeChange,
    response: committee,
    errors: ['committee.invalid', 'committee.name.taken'],
  },
  'DELETE /committees/:id': {
    summary: 'Delete a committee in which nobody ever held a position',
    permission: 'committees.full',
    params: idParams,
    errors: ['committee.in_use'],
  },
  'GET /committees/:id/roster': {
    summary: 'Who holds which position on a day, who did before and who will after',
    ...read,
    shows: 'customers',
    params: idParams,
    query: z.object({ on: date.optional().describe('Today unless given') }),
    response: roster,
  },
  'POST /committees/:id/positions': {
    summary: 'Add a position, behind the others',
    ...write,
    params: idParams,
    body: positionInput,
    status: 201,
    response: position,
    errors: ['position.name.taken'],
  },
  'PATCH /committee-positions/:id': {
    summary: 'Change a position or move it',
    ...write,
    params: idParams,
    ifMatch: true,
    body: positionChange,
    response: position,
    errors: ['position.name.taken'],
  },
  'DELETE /committee-positions/:id': {
    summary: 'Delete a position that nobody ever held',
    ...write,
    params: idParams,
    errors: ['position.in_use'],
  },
  'GET /committee-vacancies': {
    summary: 'Vacant seats, and terms that end soon, soonest first',
    ...read,
    shows: 'customers',
    query: z.object({
      filter: z
        .strictObject({
          committee: id.optional(),
          kind: z.enum(['vacant', 'ending']).optional(),
          within: z.coerce.number().int().min(1).max(366).default(90).describe('Days from today'),
        })
        .default({ within: 90 }),
      ...paging,
    }),
    response: page(vacancy),
  },
  'GET /committee-terms': {
    summary: 'Terms, latest begun first',
    ...read,
    shows: 'customers',
    query: z.object({
      filter: z
        .strictObject({
          committee: id.optional(),
          position: id.optional(),
          customer: id.optional(),
          state: state.default('all'),
        })
        .default({ state: 'all' }),
      ...paging,
    }),
    response: page(term),
  },
  'POST /committee-terms': {
    summary: 'Appoint an individual to a position',
    ...write,
    body: termInput,
    status: 201,
    response: term,
    errors: termErrors,
  },
  'GET /committee-terms/:id': {
    summary: 'Read a term',
    ...read,
    shows: 'customer',
    params: idParams,
    response: term,
  },
  'PATCH /committee-terms/:id': {
    summary: 'Change the dates or the note of a term',
    ...write,
    params: idParams,
    ifMatch: true,
    body: termChange,
    response: term,
    errors: termErrors,
  },
  'POST /committee-terms/:id/ending': {
    summary: 'End a term before its time; it is kept',
    ...write,
    params: idParams,
    body: ending,
    response: term,
    errors: ['term.invalid'],
  },
  'POST /committee-terms/:id/renewal': {
    summary: 'Give the same person another term in the same position, from the day after this one',
    ...write,
    params: idParams,
    body: renewal,
    status: 201,
    response: term,
    errors: termErrors,
  },
  'DELETE /committee-terms/:id': {
    summary: 'Delete a term that was entered by mistake',
    permission: 'committees.full',
    params: idParams,
  },
})

const roleRoutes = contract({
  'GET /role-types': {
    summary: 'The roles that individuals can have',
    ...read,
    shows: 'nobody',
    response: z.object({ items: z.array(roleType) }),
  },
  'POST /role-types': {
    summary: 'Add a role to the list',
    permission: 'committees.full',
    body: z.strictObject({ name: line(80) }),
    status: 201,
    response: roleType,
    errors: ['role_type.name.taken'],
  },
  'PATCH /role-types/:id': {
    summary: 'Rename a role, or stop giving it',
    permission: 'committees.full',
    params: idParams,
    ifMatch: true,
    body: z.strictObject({ name: line(80).optional(), retired: z.boolean().optional() }),
    response: roleType,
    errors: ['role_type.name.taken'],
  },
  'DELETE /role-types/:id': {
    summary: 'Delete a role that nobody ever had',
    permission: 'committees.full',
    params: idParams,
    errors: ['role_type.in_use'],
  },
  'GET /customer-roles': {
    summary: 'Who has which role, latest begun first',
    ...read,
    shows: 'customers',
    query: z.object({
      filter: z
        .strictObject({ customer: id.optional(), type: id.optional(), state: state.default('all') })
        .default({ state: 'all' }),
      ...paging,
    }),
    response: page(role),
  },
  'POST /customer-roles': {
    summary: 'Give an individual a role',
    ...write,
    body: roleInput,
    status: 201,
    response: role,
    errors: ['role.invalid'],
  },
  'GET /customer-roles/:id': {
    summary: 'Read a role of an individual',
    ...read,
    shows: 'customer',
    params: idParams,
    response: role,
  },
  'PATCH /customer-roles/:id': {
    summary: 'Change the dates or the note of a role; with a last day it ends',
    ...write,
    params: idParams,
    ifMatch: true,
    body: roleChange,
    response: role,
    errors: ['role.invalid'],
  },
  'DELETE /customer-roles/:id': {
    summary: 'Delete a role that was entered by mistake',
    permission: 'committees.full',
    params: idParams,
  },
})

const solicitorRoutes = contract({
  'GET /solicitors': {
    summary: 'Solicitors with the number and the targets of their prospects',
    ...asks,
    shows: 'customers',
    query: z.object({
      filter: z
        .strictObject({
          status: z.enum([...solicitorStatuses, 'all']).default('active'),
          customer: id.optional(),
        })
        .default({ status: 'active' }),
      ...paging,
    }),
    response: page(solicitor),
  },
  'POST /solicitors': {
    summary: 'Make an individual a solicitor',
    ...asksWrite,
    body: solicitorInput,
    status: 201,
    response: solicitor,
    errors: ['solicitor.invalid'],
  },
  'GET /solicitors/:id': {
    summary: 'Read a solicitor',
    ...asks,
    shows: 'customer',
    params: idParams,
    response: solicitor,
  },
  'PATCH /solicitors/:id': {
    summary: 'Change the status or the note of a solicitor',
    ...asksWrite,
    params: idParams,
    ifMatch: true,
    body: solicitorChange,
    response: solicitor,
    errors: ['solicitor.has_prospects'],
  },
  'GET /prospects': {
    summary: 'Prospects, latest given first',
    ...asks,
    shows: 'customers',
    query: z.object({
      filter: z
        .strictObject({
          customer: id.optional(),
          solicitor: id.optional().describe('The customer who asks'),
          stage: z.enum(stages).optional(),
          state: state.default('current'),
        })
        .default({ state: 'current' }),
      ...paging,
    }),
    response: page(prospect),
  },
  'POST /prospects': {
    summary: 'Give a prospect to a solicitor',
    ...asksWrite,
    body: prospectInput,
    status: 201,
    response: prospect,
    errors: ['prospect.invalid', 'prospect.taken'],
  },
  'GET /prospects/:id': {
    summary: 'Read a prospect',
    ...asks,
    shows: 'customer',
    params: idParams,
    response: prospect,
  },
  'PATCH /prospects/:id': {
    summary: 'Change stage, target, dates or note of a prospect',
    ...asksWrite,
    params: idParams,
    ifMatch: true,
    body: prospectChange,
    response: prospect,
    errors: ['prospect.invalid', 'prospect.taken', 'stage.not_allowed'],
  },
  'POST /prospects/:id/ending': {
    summary: 'Take a prospect from its solicitor; it is kept',
    ...asksWrite,
    params: idParams,
    body: ending,
    response: prospect,
    errors: ['prospect.invalid'],
  },
  'POST /prospects/reassignment': {
    summary: 'Give several prospects to another solicitor',
    ...asksWrite,
    body: reassignment,
    response: z.object({ items: z.array(prospect) }),
    errors: ['prospect.invalid'],
  },
  'DELETE /prospects/:id': {
    summary: 'Delete a prospect that was entered by mistake',
    permission: 'solicitors.full',
    params: idParams,
  },
})

export const committeesContract = { ...committeeRoutes, ...roleRoutes, ...solicitorRoutes }
