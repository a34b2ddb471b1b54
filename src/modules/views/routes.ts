import { implement } from '#platform/http/routes.ts'
import { viewsContract } from './contract.ts'
import { addView, changeView, deleteView, listViews } from './view.ts'

export const routes = implement(viewsContract, {
  'GET /views': async (ctx, { query }) => ({ items: await listViews(ctx, query.list) }),
  'POST /views': (ctx, { body }) => addView(ctx, body),
  'PATCH /views/:id': (ctx, { params, body }, { ifMatch }) => changeView(ctx, params.id, body, ifMatch),
  'DELETE /views/:id': (ctx, { params }) => deleteView(ctx, params.id),
})
