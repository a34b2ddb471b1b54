import { toast } from '../../kit/toast.tsx'
import type { Translate } from '../../kit/words.ts'
import { showKept } from '../history/kept.tsx'
import { markTakenBack, watchJob } from '../jobs/watched.ts'
import { call, type Result } from './api.ts'
import { fieldText, problemText } from './problem.ts'
import { queryClient } from './queries.ts'

type Undo = Result<'POST /undos'>

type Done = {
  /** What was done, as a sentence. */
  text: string
  /** From `write`; null where there is nothing to take back. */
  operation: string | null
  t: Translate
  /** Shows anew what is not read through queries. */
  changed?: () => void
}

/** Says that something was done, with the way back. */
export const sayDone = ({ text, operation, t, changed }: Done) =>
  toast({
    tone: 'success',
    text,
    ...(operation && { undo: () => undoOperation({ operation, text, t, changed }) }),
  })

const keptReasons = new Set([
  'changed_since',
  'gone',
  'there_again',
  'not_possible',
  'erased',
  'field.hidden',
  'permission.missing',
  'photo.gone',
])

/** Why something was kept, as a sentence; what the record refuses has the words of its error. */
export const keptReason = (reason: string, t: Translate): string =>
  keptReasons.has(reason)
    ? t(`history:reason.${reason}`)
    : fieldText({ pointer: '', code: reason, message: t('history:reason.not_possible') })

/** Begins to take an operation back; what takes long goes on in the background and is shown in the tray. */
async function beginUndo(operation: string, label: string, t: Translate): Promise<Undo> {
  const undo = await call('POST /undos', { body: { operation_id: operation } })
  const { job_id, state } = undo
  markTakenBack(operation)
  if (job_id && (state === 'queued' || state === 'running'))
    watchJob(job_id, t('history:undo.job', { label }))
  return undo
}

/** Takes an operation back and says what came of it. An undo is an operation itself, so it can be done again. */
export async function undoOperation(done: Done & { operation: string }): Promise<void> {
  const { text, operation, t, changed } = done
  try {
    const undo = await beginUndo(operation, text, t)
    changed?.()
    // Whatever an operation changed may stand anywhere on the page.
    void queryClient.invalidateQueries()
    if (undo.state === 'done') await sayUndone(undo, done)
    else toast({ text: t('history:undo.begun') })
  } catch (problem) {
    toast({ tone: 'danger', text: problemText(problem, t) })
  }
}

async function sayUndone({ id, undone, deleted, kept }: Undo, { text, t, changed }: Done): Promise<void> {
  const any = undone + deleted > 0
  if (kept === 0) {
    if (!any) return void toast({ text: t('history:undo.nothing') })
    const again = () => undoOperation({ operation: id, text: t('history:undo.done', { text }), t, changed })
    const action = { label: t('history:undo.again'), run: () => void again() }
    return void toast({ tone: 'success', text: t('history:undo.done', { text }), action })
  }
  const { items } = await call('GET /undos/:id/kept', { params: { id }, query: { limit: 20 } })
  const reasons = [...new Set(items.map(({ reason }) => keptReason(reason, t)))].slice(0, 2).join(' ')
  toast({
    text: t(any ? 'history:undo.partly' : 'history:undo.refused', { reasons }),
    seconds: 20,
    ...(kept > 1 && { action: { label: t('history:undo.see'), run: () => showKept({ id, kept }) } }),
  })
}
