import { implement } from '#platform/http/routes.ts'
import { historyContract } from './contract.ts'
import { listKept } from './kept.ts'
import { listChanges, readAsOf, setBack, setBackChange } from './records.ts'
import { readUndo } from './stored-undo.ts'
import { undoOperation } from './undo.ts'

export const routes = implement(historyContract, {
  'GET /customers/:id/history': (ctx, { params, query }) => listChanges(ctx, 'customer', params.id, query),
  'GET /customers/:id/as-of': (ctx, { params, query }) => readAsOf(ctx, 'customer', params.id, query.at),
  'POST /customers/:id/reversions': (ctx, { params, body }, { ifMatch }) =>
    setBack(ctx, 'customer', params.id, body, ifMatch),
  'GET /tasks/:id/history': (ctx, { params, query }) => listChanges(ctx, 'task', params.id, query),
  'GET /tasks/:id/as-of': (ctx, { params, query }) => readAsOf(ctx, 'task', params.id, query.at),
  'POST /tasks/:id/reversions': (ctx, { params, body }, { ifMatch }) =>
    setBack(ctx, 'task', params.id, body, ifMatch),
  'POST /reversions': (ctx, { body }) => setBackChange(ctx, body),
  'POST /undos': (ctx, { body }) => undoOperation(ctx, body.operation_id),
  'GET /undos/:id': (ctx, { params }) => readUndo(ctx, params.id),
  'GET /undos/:id/kept': (ctx, { params, query }) => listKept(ctx, params.id, query),
})
