import type { App } from '#platform/app.ts'
import type { JobHandlers } from '#platform/jobs/jobs.ts'
import { runUndo } from './run-undo.ts'
import { undoTask } from './undo.ts'

export const jobs = (app: App): JobHandlers => ({
  [undoTask]: (input, { principal, signal }) => runUndo(app, principal, input, signal),
})
