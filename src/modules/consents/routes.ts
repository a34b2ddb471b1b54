import { implement } from '#platform/http/routes.ts'
import { correctConsent, recordConsents } from './consent.ts'
import { consentsContract } from './contract.ts'
import { addPurpose, changePurpose, listPurposes } from './purposes.ts'
import { findDecision, listDecisions, readMatrix } from './queries.ts'
import { addWording, listWordings } from './wordings.ts'

export const routes = implement(consentsContract, {
  'GET /consent-purposes': async (ctx) => ({ items: await listPurposes(ctx) }),
  'POST /consent-purposes': (ctx, { body }) => addPurpose(ctx, body),
  'PATCH /consent-purposes/:id': (ctx, { params, body }, { ifMatch }) =>
    changePurpose(ctx, params.id, body, ifMatch),
  'GET /consent-purposes/:id/wordings': async (ctx, { params }) => ({
    items: await listWordings(ctx, params.id),
  }),
  'POST /consent-purposes/:id/wordings': (ctx, { params, body }) => addWording(ctx, params.id, body),
  'GET /customers/:id/consents': async (ctx, { params }) => ({
    items: await readMatrix(ctx, params.id, await listPurposes(ctx)),
  }),
  'GET /customers/:id/consents/history': (ctx, { params, query }) => listDecisions(ctx, params.id, query),
  'POST /customers/:id/consents': async (ctx, { params, body }) => ({
    items: await recordConsents(ctx, params.id, body.decisions),
  }),
  'GET /consents/:id': (ctx, { params }) => findDecision(ctx, params.id),
  'POST /consents/:id/correction': (ctx, { params, body }) => correctConsent(ctx, params.id, body.reason),
})
