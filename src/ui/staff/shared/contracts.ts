import type { accountsContract } from '#modules/accounts/contract.ts'
import type { auditContract } from '#modules/audit/contract.ts'
import type { committeesContract } from '#modules/committees/contract.ts'
import type { consentsContract } from '#modules/consents/contract.ts'
import type { customFieldsContract } from '#modules/custom-fields/contract.ts'
import type { customRecordsContract } from '#modules/custom-records/contract.ts'
import type { customersContract } from '#modules/customers/contract.ts'
import type { documentsContract } from '#modules/documents/contract.ts'
import type { historyContract } from '#modules/history/contract.ts'
import type { jobsContract } from '#modules/jobs/contract.ts'
import type { notificationsContract } from '#modules/notifications/contract.ts'
import type { relationshipsContract } from '#modules/relationships/contract.ts'
import type { tasksContract } from '#modules/tasks/contract.ts'
import type { transferContract } from '#modules/transfer/contract.ts'
import type { viewsContract } from '#modules/views/contract.ts'

/** Everything the API offers, as types only: no schema reaches the browser. A new module adds its contract here. */
export type Api = typeof accountsContract &
  typeof auditContract &
  typeof committeesContract &
  typeof customFieldsContract &
  typeof customRecordsContract &
  typeof consentsContract &
  typeof customersContract &
  typeof documentsContract &
  typeof historyContract &
  typeof jobsContract &
  typeof notificationsContract &
  typeof relationshipsContract &
  typeof tasksContract &
  typeof transferContract &
  typeof viewsContract
