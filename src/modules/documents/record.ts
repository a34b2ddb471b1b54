import type { RecordKind } from '#capabilities/declaration/record-kind.ts'
import { findDocuments } from './queries.ts'

/** How others refer to a document. */
export const documentRecord: RecordKind = {
  words: { en: 'Document', nl: 'Document' },
  permission: 'documents.read',
  takesTasks: true,
  describe: async (ctx, ids) =>
    (await findDocuments(ctx, ids, 'read')).map(({ id, title, customer, file }) => ({
      id,
      customerId: customer.id,
      title,
      detail: file.name,
    })),
  path: ({ id, customerId }) => `/customers/${customerId}?tab=documents&document=${id}`,
}
