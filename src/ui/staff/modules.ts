import { audit } from './audit/module.ts'
import { committees } from './committees/module.ts'
import { consents } from './consents/module.ts'
import { customFields } from './custom-fields/module.ts'
import { customRecords } from './custom-records/module.ts'
import { customers } from './customers/module.ts'
import { documents } from './documents/module.ts'
import { history } from './history/module.ts'
import { imports } from './imports/module.ts'
import { jobs } from './jobs/module.ts'
import { notifications } from './notifications/module.ts'
import { relationships } from './relationships/module.ts'
import { settings } from './settings/module.ts'
import type { UiModule } from './shared/ui-module.ts'
import { signIn } from './sign-in/module.ts'
import { tasks } from './tasks/module.ts'

/** The modules of the staff app, in no particular order: what a module shows, it orders itself. */
export const modules: UiModule[] = [
  signIn,
  customers,
  customFields,
  customRecords,
  documents,
  history,
  imports,
  jobs,
  tasks,
  committees,
  relationships,
  consents,
  notifications,
  audit,
  settings,
]
