import { addToAudit } from '#platform/audit.ts'
import { implement } from '#platform/http/routes.ts'
import { documentsContract } from './contract.ts'
import { changeDocument, deleteDocument, reinstateVersion } from './document.ts'
import { sendDocument, sendPreview } from './download.ts'
import { listDocuments, listVersions, readDocument } from './queries.ts'
import { uploadDocument, uploadVersion } from './upload.ts'

export const routes = implement(documentsContract, {
  'GET /customers/:id/documents': (ctx, { params, query }) => listDocuments(ctx, params.id, query),
  'POST /customers/:id/documents': (ctx, { params }, http) => uploadDocument(ctx, params.id, http),
  'GET /documents/:id': (ctx, { params }) => readDocument(ctx, params.id),
  'PATCH /documents/:id': (ctx, { params, body }, { ifMatch }) =>
    changeDocument(ctx, params.id, body, ifMatch),
  'DELETE /documents/:id': (ctx, { params }) => deleteDocument(ctx, params.id),
  'GET /documents/:id/versions': async (ctx, { params, query }) => {
    const { customerId, page } = await listVersions(ctx, params.id, query)
    addToAudit(ctx, { customerId })
    return page
  },
  'POST /documents/:id/versions': (ctx, { params }, http) => uploadVersion(ctx, params.id, http),
  'POST /documents/:id/reinstatement': (ctx, { params, body }) =>
    reinstateVersion(ctx, params.id, body.number),
  'GET /documents/:id/content': (ctx, { params, query }, http) =>
    sendDocument(ctx, params.id, query.number, http),
  'GET /documents/:id/preview': (ctx, { params, query }, http) =>
    sendPreview(ctx, params.id, query.number, http),
})
