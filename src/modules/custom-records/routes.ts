import { implement } from '#platform/http/routes.ts'
import { customRecordsContract } from './contract.ts'
import { typesOfCustomer } from './of-customer.ts'
import { addRecord, changeRecord, deleteRecord } from './record.ts'
import { listRecords } from './record-list.ts'
import { readRecord } from './record-queries.ts'
import { addType, changeType, deleteType, retireType, reviveType } from './type.ts'
import { readGrants, setGrants } from './type-grants.ts'
import { findType, listTypes } from './type-queries.ts'

export const routes = implement(customRecordsContract, {
  'GET /custom-record-types': (ctx) => listTypes(ctx),
  'POST /custom-record-types': (ctx, { body }) => addType(ctx, body),
  'GET /custom-record-types/:id': (ctx, { params }) => findType(ctx, params.id),
  'PATCH /custom-record-types/:id': (ctx, { params, body }, { ifMatch }) =>
    changeType(ctx, params.id, body, ifMatch),
  'DELETE /custom-record-types/:id': (ctx, { params }) => deleteType(ctx, params.id),
  'POST /custom-record-types/:id/retirement': (ctx, { params }) => retireType(ctx, params.id),
  'DELETE /custom-record-types/:id/retirement': (ctx, { params }) => reviveType(ctx, params.id),
  'GET /custom-record-types/:id/access': (ctx, { params }) => readGrants(ctx, params.id),
  'PUT /custom-record-types/:id/access': (ctx, { params, body }) => setGrants(ctx, params.id, body),
  'GET /custom-record-types/:id/records': (ctx, { params, query }) => listRecords(ctx, params.id, query),
  'POST /custom-record-types/:id/records': (ctx, { params, body }) => addRecord(ctx, params.id, body),
  'GET /customers/:id/custom-record-types': (ctx, { params }) => typesOfCustomer(ctx, params.id),
  'GET /custom-records/:id': (ctx, { params }) => readRecord(ctx, params.id),
  'PATCH /custom-records/:id': (ctx, { params, body }, { ifMatch }) =>
    changeRecord(ctx, params.id, body.custom, ifMatch),
  'DELETE /custom-records/:id': (ctx, { params }) => deleteRecord(ctx, params.id),
})
