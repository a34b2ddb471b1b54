import { implement } from '#platform/http/routes.ts'
import { customFieldsContract } from './contract.ts'
import { addField, changeField, deleteField } from './field.ts'
import { orderFields } from './order.ts'
import { fieldUsage, listFields, listTargets, readField } from './queries.ts'
import { bringFieldBack, retireField } from './retirement.ts'

export const routes = implement(customFieldsContract, {
  'GET /custom-fields': (ctx, { query }) => listFields(ctx, query),
  'GET /custom-field-targets': (ctx) => listTargets(ctx),
  'POST /custom-fields': (ctx, { body }) => addField(ctx, body),
  'GET /custom-fields/:id': (ctx, { params }) => readField(ctx, params.id),
  'PATCH /custom-fields/:id': (ctx, { params, body }, { ifMatch }) =>
    changeField(ctx, params.id, body, ifMatch),
  'PUT /custom-fields/order': (ctx, { body }) => orderFields(ctx, body),
  'POST /custom-fields/:id/retirement': (ctx, { params }) => retireField(ctx, params.id),
  'DELETE /custom-fields/:id/retirement': (ctx, { params }) => bringFieldBack(ctx, params.id),
  'GET /custom-fields/:id/usage': (ctx, { params }) => fieldUsage(ctx, params.id),
  'DELETE /custom-fields/:id': (ctx, { params }) => deleteField(ctx, params.id),
})
