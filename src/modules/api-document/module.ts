import { defineModule } from '#capabilities/declaration/define-module.ts'
import { implement } from '#platform/http/routes.ts'
import { apiDocumentContract } from './contract.ts'
import { workspaceDocument } from './document.ts'

/** The description of the API as it is in one workspace. */
export const apiDocumentModule = defineModule({
  name: 'api-document',
  uses: [],
  tables: {},
  events: {},
  contract: apiDocumentContract,
  routes: implement(apiDocumentContract, { 'GET /openapi': (ctx) => workspaceDocument(ctx) }),
})
