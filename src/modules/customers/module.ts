import { looseRef, personal, plain, ref } from '#capabilities/declaration/columns.ts'
import { defineModule } from '#capabilities/declaration/define-module.ts'
import { customersContract } from './contract.ts'
import { removeWords } from './delete-customers.ts'
import { events } from './events.ts'
import { hideableFields } from './hidden-fields.ts'
import { customerHistory } from './history.ts'
import { jobs } from './jobs.ts'
import { noteHistory } from './note-history.ts'
import { noteKind } from './note-kind.ts'
import { noteTransfer } from './note-transfer.ts'
import { routes } from './routes.ts'

const owned = ref('customers', { onMerge: 'repoint', onCollision: 'keep-survivors' })

/** The customer record and what hangs on it directly. */
export const customersModule = defineModule({
  name: 'customers',
  uses: ['accounts', 'jobs', 'notifications'],
  permissions: {
    area: 'customers',
    moreAreas: ['notes'],
    beginWith: {
      customers: { 'Front desk': 'write', Bookkeeper: 'write', 'Read only': 'read' },
      notes: { 'Front desk': 'write', Bookkeeper: 'read', 'Read only': 'read' },
    },
    rights: ['customers.export', 'customers.import', 'customers.delete'],
  },
  hideableFields,
  tables: {
    customers: {
      id: plain,
      number: plain,
      kind: plain,
      status: plain,
      source: plain,
      name_prefix: personal('name'),
      first_name: personal('name'),
      last_name: personal('name'),
      name_suffix: personal('name'),
      company_name: personal('name'),
      job_title: personal('text'),
      birthday: personal('birthday'),
      gender: personal('text'),
      language: plain,
      website: personal('text'),
      vat_number: personal('identifier'),
      group_id: ref('customer_groups'),
      photo_file_id: ref('files'),
      origin_id: looseRef('imports', 'customers outlive the record of their import'),
      email: personal('email'),
      phone: personal('phone'),
      city: personal('address'),
      country: plain,
      sort_name: personal('derived'),
      sort_company: personal('derived'),
      sort_email: personal('derived'),
      created_at: plain,
      updated_at: plain,
      version: plain,
      // Classed field by field, in the definitions.
      custom: personal('text'),
    },
    customer_emails: {
      customer_id: owned,
      address: personal('email'),
      address_key: personal('derived'),
      label: plain,
      is_primary: plain,
      position: plain,
    },
    customer_phones: {
      customer_id: owned,
      number: personal('phone'),
      extension: personal('phone'),
      label: plain,
      is_primary: plain,
      position: plain,
    },
    customer_addresses: {
      customer_id: ref('customers', { onMerge: 'repoint', onCollision: 'keep-both-renumbered' }),
      position: plain,
      label: plain,
      street: personal('address'),
      extra: personal('address'),
      postcode: personal('address'),
      city: personal('address'),
      region: personal('address'),
      country: plain,
      is_primary: plain,
      is_billing: plain,
      is_shipping: plain,
    },
    customer_groups: {
      id: plain,
      name: plain,
      icon: plain,
      enabled: plain,
      discount_basis_points: plain,
      created_at: plain,
      version: plain,
    },
    tags: { id: plain, name: plain, name_key: plain, created_at: plain },
    customer_tags: { customer_id: owned, tag_id: ref('tags') },
    customer_security_groups: { customer_id: owned, group_id: ref('security_groups') },
    notes: {
      id: plain,
      customer_id: ref('customers', { onMerge: 'repoint' }),
      body: personal('text'),
      mentions: plain,
      origin: plain,
      origin_id: looseRef('staff_members', 'a staff member, an import or an API key, as origin says'),
      pinned: plain,
      created_at: plain,
      updated_at: plain,
      version: plain,
    },
    segments: { id: plain, name: plain, filter: plain, created_at: plain, version: plain },
  },
  removes: { customer_words: removeWords },
  events,
  history: { customer: customerHistory, note: noteHistory },
  customFields: {
    customer: {
      table: 'customers',
      words: { en: 'Customers', nl: 'Klanten' },
      permissions: { read: 'customers.read', write: 'customers.write', full: 'customers.full' },
    },
  },
  records: { note: noteKind },
  transfer: async () => [noteTransfer],
  contract: customersContract,
  routes,
  jobs,
})
