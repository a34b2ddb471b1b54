import { implement } from '#platform/http/routes.ts'
import { readVerification, startCheck } from './check.ts'
import { auditContract } from './contract.ts'
import { sendAudit } from './export.ts'
import { listActors, listAudit } from './queries.ts'

export const routes = implement(auditContract, {
  'GET /audit': (ctx, { query }) => listAudit(ctx, query),
  'GET /audit/actors': (ctx) => listActors(ctx),
  'GET /audit/verification': (ctx) => readVerification(ctx),
  'POST /audit/checks': (ctx) => startCheck(ctx),
  'GET /audit/export': (ctx, _input, http) => sendAudit(ctx, http),
})
