import { eraseJobs } from '#capabilities/audit/erase.ts'
import { defineModule } from '#capabilities/declaration/define-module.ts'
import { jobs } from './check.ts'
import { auditContract } from './contract.ts'
import { routes } from './routes.ts'

/** The audit trail for people: searched, checked, taken along. Its tables are those of the capability. */
export const auditModule = defineModule({
  name: 'audit',
  uses: ['audit-trail', 'jobs', 'customers', 'accounts'],
  permissions: { area: 'audit', rights: ['audit.export'] },
  tables: {},
  events: {},
  contract: auditContract,
  routes,
  jobs: (app) => ({ ...jobs(app), ...eraseJobs(app) }),
})
