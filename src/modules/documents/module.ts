import { looseRef, personal, plain, ref } from '#capabilities/declaration/columns.ts'
import { defineModule, type EventDeclaration } from '#capabilities/declaration/define-module.ts'
import { documentsContract } from './contract.ts'
import { addDemoDocuments } from './demo.ts'
import { documentHistory } from './history.ts'
import { documentRecord } from './record.ts'
import { purgeAll, removeOfCustomers } from './removal.ts'
import { routes } from './routes.ts'
import { documentTransfer } from './transfer.ts'

const happened = (en: string, nl: string): EventDeclaration => ({
  payload: { title: 'text' },
  words: { en: ({ title }) => `${en}: ${title}`, nl: ({ title }) => `${nl}: ${title}` },
})

/** Files that hang on a customer, in versions, with what they are. */
export const documentsModule = defineModule({
  name: 'documents',
  uses: ['customers', 'accounts', 'search'],
  permissions: {
    area: 'documents',
    beginWith: { documents: { 'Front desk': 'write', Bookkeeper: 'write', 'Read only': 'read' } },
  },
  tables: {
    documents: {
      id: plain,
      customer_id: ref('customers', { onMerge: 'repoint' }),
      kind: plain,
      title: personal('text'),
      description: personal('text'),
      current_version: plain,
      created_by: looseRef('staff_members', 'who added it may leave'),
      created_at: plain,
      updated_at: plain,
      deleted_at: plain,
      version: plain,
    },
    document_versions: {
      document_id: ref('documents'),
      number: plain,
      file_id: ref('files'),
      restored_from: plain,
      created_by: looseRef('staff_members', 'who added it may leave'),
      created_at: plain,
      withdrawn_at: plain,
    },
  },
  events: {
    'document.added': happened('Document added', 'Document toegevoegd'),
    'document.changed': happened('Document changed', 'Document gewijzigd'),
    'document.version_added': happened('New version of a document', 'Nieuwe versie van een document'),
    'document.version_reinstated': happened(
      'Earlier version of a document brought back',
      'Eerdere versie van een document teruggehaald',
    ),
    'document.changes_undone': happened(
      'Change of a document undone',
      'Wijziging van een document ongedaan gemaakt',
    ),
    'document.restored': happened('Document brought back', 'Document teruggehaald'),
    'document.deleted': happened('Document deleted', 'Document verwijderd'),
  },
  history: { document: documentHistory },
  records: { document: documentRecord },
  transfer: async () => [documentTransfer],
  demo: addDemoDocuments,
  removes: { document_versions: removeOfCustomers },
  contract: documentsContract,
  routes,
  schedule: { 'documents.purge': { every: '29 2 * * *', run: purgeAll } },
})
