import { implement } from '#platform/http/routes.ts'
import { addCommittee, changeCommittee, deleteCommittee } from './committee.ts'
import { findCommittee, listCommittees } from './committee-queries.ts'
import { committeesContract } from './contract.ts'
import { addPosition, changePosition, deletePosition } from './position.ts'
import { assign, changeProspect, deleteProspect, endProspect, reassign } from './prospect.ts'
import { findProspect, listProspects } from './prospect-queries.ts'
import { changeRole, deleteRole, giveRole } from './role.ts'
import { findRole, listRoles } from './role-queries.ts'
import { addRoleType, changeRoleType, deleteRoleType, listRoleTypes } from './role-types.ts'
import { readRoster } from './roster.ts'
import { addSolicitor, changeSolicitor } from './solicitor.ts'
import { findSolicitor, listSolicitors } from './solicitor-queries.ts'
import { appoint, changeTerm, deleteTerm, endTerm, renewTerm } from './term.ts'
import { findTerm, listTerms } from './term-queries.ts'
import { listVacancies } from './vacancies.ts'

export const routes = implement(committeesContract, {
  'GET /committees': (ctx, { query }) => listCommittees(ctx, query),
  'POST /committees': (ctx, { body }) => addCommittee(ctx, body),
  'GET /committees/:id': (ctx, { params }) => findCommittee(ctx, params.id),
  'PATCH /committees/:id': (ctx, { params, body }, { ifMatch }) =>
    changeCommittee(ctx, params.id, body, ifMatch),
  'DELETE /committees/:id': (ctx, { params }) => deleteCommittee(ctx, params.id),
  'GET /committees/:id/roster': (ctx, { params, query }) => readRoster(ctx, params.id, query.on),
  'POST /committees/:id/positions': (ctx, { params, body }) => addPosition(ctx, params.id, body),
  'PATCH /committee-positions/:id': (ctx, { params, body }, { ifMatch }) =>
    changePosition(ctx, params.id, body, ifMatch),
  'DELETE /committee-positions/:id': (ctx, { params }) => deletePosition(ctx, params.id),
  'GET /committee-vacancies': (ctx, { query }) => listVacancies(ctx, query),
  'GET /committee-terms': (ctx, { query }) => listTerms(ctx, query),
  'POST /committee-terms': (ctx, { body }) => appoint(ctx, body),
  'GET /committee-terms/:id': (ctx, { params }) => findTerm(ctx, params.id),
  'PATCH /committee-terms/:id': (ctx, { params, body }, { ifMatch }) =>
    changeTerm(ctx, params.id, body, ifMatch),
  'POST /committee-terms/:id/ending': (ctx, { params, body }) => endTerm(ctx, params.id, body),
  'POST /committee-terms/:id/renewal': (ctx, { params, body }) => renewTerm(ctx, params.id, body),
  'DELETE /committee-terms/:id': (ctx, { params }) => deleteTerm(ctx, params.id),
  'GET /role-types': (ctx) => listRoleTypes(ctx),
  'POST /role-types': (ctx, { body }) => addRoleType(ctx, body),
  'PATCH /role-types/:id': (ctx, { params, body }, { ifMatch }) =>
    changeRoleType(ctx, params.id, body, ifMatch),
  'DELETE /role-types/:id': (ctx, { params }) => deleteRoleType(ctx, params.id),
  'GET /customer-roles': (ctx, { query }) => listRoles(ctx, query),
  'POST /customer-roles': (ctx, { body }) => giveRole(ctx, body),
  'GET /customer-roles/:id': (ctx, { params }) => findRole(ctx, params.id),
  'PATCH /customer-roles/:id': (ctx, { params, body }, { ifMatch }) =>
    changeRole(ctx, params.id, body, ifMatch),
  'DELETE /customer-roles/:id': (ctx, { params }) => deleteRole(ctx, params.id),
  'GET /solicitors': (ctx, { query }) => listSolicitors(ctx, query),
  'POST /solicitors': (ctx, { body }) => addSolicitor(ctx, body),
  'GET /solicitors/:id': (ctx, { params }) => findSolicitor(ctx, params.id),
  'PATCH /solicitors/:id': (ctx, { params, body }, { ifMatch }) =>
    changeSolicitor(ctx, params.id, body, ifMatch),
  'GET /prospects': (ctx, { query }) => listProspects(ctx, query),
  'POST /prospects': (ctx, { body }) => assign(ctx, body),
  'GET /prospects/:id': (ctx, { params }) => findProspect(ctx, params.id),
  'PATCH /prospects/:id': (ctx, { params, body }, { ifMatch }) =>
    changeProspect(ctx, params.id, body, ifMatch),
  'POST /prospects/:id/ending': (ctx, { params, body }) => endProspect(ctx, params.id, body),
  'POST /prospects/reassignment': (ctx, { body }) => reassign(ctx, body),
  'DELETE /prospects/:id': (ctx, { params }) => deleteProspect(ctx, params.id),
})
