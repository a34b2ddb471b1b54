import { implement } from '#platform/http/routes.ts'
import { listActing } from './acting.ts'
import { relationshipsContract } from './contract.ts'
import { addHousehold, adoptAddress, changeHousehold } from './households/household.ts'
import { addMember, changeMember, deleteMember, endMember } from './households/member.ts'
import { listHouseholds } from './households/queries.ts'
import { readNetwork } from './network.ts'
import { countRelationships, listRelationships, readRelationship } from './queries.ts'
import { addRelationship, changeRelationship, deleteRelationship, endRelationship } from './relationship.ts'
import { addType, changeType, deleteType, listTypes, orderTypes } from './relationship-types.ts'

export const routes = implement(relationshipsContract, {
  'GET /relationship-types': async (ctx) => ({ items: await listTypes(ctx) }),
  'POST /relationship-types': (ctx, { body }) => addType(ctx, body),
  'PATCH /relationship-types/:id': (ctx, { params, body }, { ifMatch }) =>
    changeType(ctx, params.id, body, ifMatch),
  'DELETE /relationship-types/:id': (ctx, { params }) => deleteType(ctx, params.id),
  'PUT /relationship-types/order': async (ctx, { body }) => ({ items: await orderTypes(ctx, body.ids) }),
  'GET /customers/:id/relationships': (ctx, { params, query }) => listRelationships(ctx, params.id, query),
  'GET /customers/:id/relationship-counts': (ctx, { params }) => countRelationships(ctx, params.id),
  'GET /customers/:id/network': (ctx, { params }) => readNetwork(ctx, params.id),
  'GET /customers/:id/acting-for': (ctx, { params, query }) => listActing(ctx, params.id, query),
  'POST /relationships': (ctx, { body }) => addRelationship(ctx, body),
  'GET /relationships/:id': (ctx, { params }) => readRelationship(ctx, params.id),
  'PATCH /relationships/:id': (ctx, { params, body }, { ifMatch }) =>
    changeRelationship(ctx, params.id, body, ifMatch),
  'POST /relationships/:id/ending': (ctx, { params, body }) => endRelationship(ctx, params.id, body.on),
  'DELETE /relationships/:id': (ctx, { params }) => deleteRelationship(ctx, params.id),
  'GET /customers/:id/households': (ctx, { params }) => listHouseholds(ctx, params.id),
  'POST /households': (ctx, { body }) => addHousehold(ctx, body),
  'PATCH /households/:id': (ctx, { params, body }, { ifMatch }) =>
    changeHousehold(ctx, params.id, body, ifMatch),
  'POST /households/:id/members': (ctx, { params, body }) => addMember(ctx, params.id, body),
  'POST /households/:id/address-adoptions': (ctx, { params, body }) =>
    adoptAddress(ctx, params.id, body.customer_ids),
  'PATCH /household-members/:id': (ctx, { params, body }, { ifMatch }) =>
    changeMember(ctx, params.id, body, ifMatch),
  'POST /household-members/:id/ending': (ctx, { params, body }) => endMember(ctx, params.id, body.on),
  'DELETE /household-members/:id': (ctx, { params }) => deleteMember(ctx, params.id),
})
