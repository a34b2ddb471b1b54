import type { App } from '#platform/app.ts'
import type { JobHandlers } from '#platform/jobs/jobs.ts'
import { checkImport } from './checking/check-import.ts'
import { runImport } from './running/run-import.ts'
import { importUndoTask, undoImport } from './undo-import.ts'

export const jobs = (app: App): JobHandlers => ({
  [importUndoTask]: undoImport(app),
  'transfer.check': (input, { principal, signal }) =>
    checkImport(app, principal, input['import_id'] as string, signal),
  'transfer.run': (input, { principal, signal }) =>
    runImport(app, principal, input['import_id'] as string, signal),
})
