import { personal, plain, ref } from '#capabilities/declaration/columns.ts'
import type { CustomTarget } from '#capabilities/declaration/custom-target.ts'
import { defineModule } from '#capabilities/declaration/define-module.ts'
import { apiDocument } from './api-document.ts'
import { customRecordsContract } from './contract.ts'
import { demo } from './demo.ts'
import { events } from './events.ts'
import { recordHistory } from './history.ts'
import { recordKind } from './kind.ts'
import { jobs } from './retitle.ts'
import { routes } from './routes.ts'
import { transfer } from './transfer.ts'
import { area, kindOf } from './type-access.ts'
import { allTypes, listTypes } from './type-queries.ts'

/** Each type has fields of its own, `record:<id>`. */
const target: CustomTarget = {
  table: 'custom_records',
  words: { en: 'Records', nl: 'Dossiers' },
  permissions: { read: `${area}.read`, write: `${area}.write`, full: `${area}.full` },
  has: async (ctx, type) => (await listTypes(ctx)).items.some(({ id }) => id === type),
  fullRights: async (ctx) =>
    new Map(
      (await allTypes(ctx))
        .filter(({ restricted }) => restricted)
        .map((type) => [type.id, `${kindOf(type)}.full`]),
    ),
}

/** Records of types that a workspace defines itself, linked to a customer: boats, dogs, machines. */
export const customRecordsModule = defineModule({
  name: 'custom-records',
  uses: ['customers', 'accounts', 'custom-fields'],
  permissions: {
    area,
    beginWith: { [area]: { 'Front desk': 'write', Bookkeeper: 'read', 'Read only': 'read' } },
    ownAreas: async (ctx) => (await allTypes(ctx)).map(kindOf),
  },
  tables: {
    custom_record_types: {
      id: plain,
      key: plain,
      singular: plain,
      plural: plain,
      icon: plain,
      many: plain,
      title_field_id: plain,
      restricted: plain,
      created_at: plain,
      retired_at: plain,
      version: plain,
    },
    custom_records: {
      id: plain,
      type_id: ref('custom_record_types'),
      customer_id: ref('customers', { onMerge: 'repoint' }),
      // Classed field by field, in the definitions.
      custom: personal('text'),
      created_by: plain,
      created_at: plain,
      updated_at: plain,
      version: plain,
    },
  },
  events,
  history: { record: recordHistory },
  records: { record: recordKind },
  customFields: { record: target },
  transfer,
  demo,
  apiDocument,
  contract: customRecordsContract,
  routes,
  jobs,
})
