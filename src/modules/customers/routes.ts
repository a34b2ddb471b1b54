import { readTimeline } from '#capabilities/timeline/read.ts'
import { registryOf } from '#capabilities/timeline/record.ts'
import { implement } from '#platform/http/routes.ts'
import { previewBulk, startBulk } from './bulk.ts'
import { customersContract } from './contract.ts'
import { changeCustomer, createCustomer } from './customer.ts'
import { deleteCustomer, previewDeletion } from './delete-customer.ts'
import { addGroup, changeGroup, deleteGroup, listGroups } from './groups.ts'
import { changeStatus } from './lifecycle.ts'
import { listCustomers } from './list.ts'
import { matchCustomers } from './matches.ts'
import { addNote, changeNote, deleteNote, listNotes } from './notes.ts'
import { removePhoto, sendPhoto, setPhoto } from './photo.ts'
import { demandCustomer, readCustomer } from './queries.ts'
import { searchAll } from './search-all.ts'
import { setSecurityGroups } from './security-groups.ts'
import { addSegment, changeSegment, deleteSegment, listSegments } from './segments.ts'
import { deleteTag, listTags, mergeTag, renameTag } from './tags.ts'

export const routes = implement(customersContract, {
  'GET /customers': (ctx, { query }) => listCustomers(ctx, query),
  'POST /customers': (ctx, { body }) => createCustomer(ctx, body),
  'GET /customers/:id': (ctx, { params }) => readCustomer(ctx, params.id),
  'PATCH /customers/:id': (ctx, { params, body }, { ifMatch }) =>
    changeCustomer(ctx, params.id, body, ifMatch),
  'GET /customers/:id/deletion': (ctx, { params }) => previewDeletion(ctx, params.id),
  'DELETE /customers/:id': (ctx, { params, body }) => deleteCustomer(ctx, params.id, body.confirm),
  'POST /customers/:id/deactivation': (ctx, { params }) => changeStatus(ctx, params.id, 'deactivation'),
  'POST /customers/:id/activation': (ctx, { params }) => changeStatus(ctx, params.id, 'activation'),
  'POST /customers/:id/archival': (ctx, { params }) => changeStatus(ctx, params.id, 'archival'),
  'POST /customers/:id/restoration': (ctx, { params }) => changeStatus(ctx, params.id, 'restoration'),
  'PUT /customers/:id/photo': (ctx, { params }, http) => setPhoto(ctx, params.id, http),
  'DELETE /customers/:id/photo': (ctx, { params }) => removePhoto(ctx, params.id),
  'GET /customers/:id/photo': (ctx, { params }, http) => sendPhoto(ctx, params.id, http),
  'PUT /customers/:id/security-groups': (ctx, { params, body }) =>
    setSecurityGroups(ctx, params.id, body.group_ids),
  'POST /customers/matches': async (ctx, { body }) => ({ matches: await matchCustomers(ctx, body) }),
  'GET /search': (ctx, { query }) => searchAll(ctx, query),
  'POST /customers/bulk-preview': (ctx, { body }) => previewBulk(ctx, body),
  'POST /customers/bulk-actions': (ctx, { body }) => startBulk(ctx, body),
  'GET /customers/:id/timeline': async (ctx, { params, query }) => {
    await demandCustomer(ctx, params.id)
    const { kind, language = ctx.language, ...rest } = query
    const kinds = kind
      ?.split(',')
      .map((part) => part.trim())
      .filter(Boolean)
    return readTimeline(ctx, registryOf(ctx.app.events), params.id, {
      ...rest,
      kinds,
      language,
    })
  },
  'GET /customers/:id/notes': (ctx, { params, query }) => listNotes(ctx, params.id, query),
  'POST /customers/:id/notes': (ctx, { params, body }) => addNote(ctx, params.id, body),
  'PATCH /notes/:id': (ctx, { params, body }, { ifMatch }) => changeNote(ctx, params.id, body, ifMatch),
  'DELETE /notes/:id': (ctx, { params }) => deleteNote(ctx, params.id),
  'GET /customer-groups': (ctx) => listGroups(ctx),
  'POST /customer-groups': (ctx, { body }) => addGroup(ctx, body),
  'PATCH /customer-groups/:id': (ctx, { params, body }, { ifMatch }) =>
    changeGroup(ctx, params.id, body, ifMatch),
  'DELETE /customer-groups/:id': (ctx, { params }) => deleteGroup(ctx, params.id),
  'GET /tags': (ctx, { query }) => listTags(ctx, query),
  'PATCH /tags/:id': (ctx, { params, body }) => renameTag(ctx, params.id, body.name),
  'POST /tags/:id/merger': (ctx, { params, body }) => mergeTag(ctx, params.id, body.into),
  'DELETE /tags/:id': (ctx, { params }) => deleteTag(ctx, params.id),
  'GET /segments': (ctx) => listSegments(ctx),
  'POST /segments': (ctx, { body }) => addSegment(ctx, body),
  'PATCH /segments/:id': (ctx, { params, body }, { ifMatch }) => changeSegment(ctx, params.id, body, ifMatch),
  'DELETE /segments/:id': (ctx, { params }) => deleteSegment(ctx, params.id),
})
