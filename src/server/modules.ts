import { auditTables } from '#capabilities/audit/module.ts'
import { customValuesModule } from '#capabilities/custom-fields/module.ts'
import type { ModuleDeclaration } from '#capabilities/declaration/define-module.ts'
import { makeRegistry } from '#capabilities/declaration/registry.ts'
import { historyTables } from '#capabilities/history/module.ts'
import { searchModule } from '#capabilities/search/module.ts'
import { timelineModule } from '#capabilities/timeline/module.ts'
import { accountsModule } from '#modules/accounts/module.ts'
import { apiDocumentModule } from '#modules/api-document/module.ts'
import { auditModule } from '#modules/audit/module.ts'
import { committeesModule } from '#modules/committees/module.ts'
import { consentsModule } from '#modules/consents/module.ts'
import { customFieldsModule } from '#modules/custom-fields/module.ts'
import { customRecordsModule } from '#modules/custom-records/module.ts'
import { customersModule } from '#modules/customers/module.ts'
import { documentsModule } from '#modules/documents/module.ts'
import { historyModule } from '#modules/history/module.ts'
import { jobsModule } from '#modules/jobs/module.ts'
import { notificationsModule } from '#modules/notifications/module.ts'
import { relationshipsModule } from '#modules/relationships/module.ts'
import { tasksModule } from '#modules/tasks/module.ts'
import { transferModule } from '#modules/transfer/module.ts'
import { viewsModule } from '#modules/views/module.ts'
import { demoModule } from './demo/module.ts'
import { houseModule } from './house.ts'

/** Every part of the house, in the order in which it stands: what uses comes after what is used. */
export const modules: readonly ModuleDeclaration[] = [
  houseModule,
  timelineModule,
  historyTables,
  searchModule,
  customValuesModule,
  auditTables,
  accountsModule,
  jobsModule,
  historyModule,
  notificationsModule,
  customersModule,
  customFieldsModule,
  customRecordsModule,
  viewsModule,
  tasksModule,
  committeesModule,
  relationshipsModule,
  consentsModule,
  documentsModule,
  transferModule,
  auditModule,
  apiDocumentModule,
  demoModule,
]

export const registry = makeRegistry(modules)
