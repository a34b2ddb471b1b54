import { EditConflict } from '../../kit/inline/conflict.ts'
import { toast } from '../../kit/toast.tsx'
import type { Translate } from '../../kit/words.ts'
import type { CustomField } from '../custom-fields/custom-field.ts'
import { sameValue } from '../custom-fields/value-text.ts'
import { write } from '../shared/api.ts'
import { ApiProblem, problemText } from '../shared/problem.ts'
import { queryClient, read } from '../shared/queries.ts'
import { sayDone } from '../shared/undo.ts'
import { type CustomRecord, refreshLists, refreshRecords } from './record-types.ts'

/** As often as others may save in between before the writer is told to try again. */
const TRIES = 4

const keyOf = (id: string) => read('GET /custom-records/:id', { params: { id } }).queryKey

/**
 * Saves one value. That others changed other fields meanwhile is no reason to ask; the same field is.
 * @throws EditConflict with the other's value, or an Error with words for a person
 */
export async function saveValue(
  seen: CustomRecord,
  { key, label }: CustomField,
  value: unknown,
  base: unknown,
  t: Translate,
): Promise<void> {
  let current = seen
  for (let attempt = 1; ; attempt++) {
    try {
      const { answer, operation } = await write('PATCH /custom-records/:id', {
        params: { id: seen.id },
        ifMatch: current.version,
        body: { custom: { [key]: value ?? null } },
      })
      queryClient.setQueryData(keyOf(seen.id), answer)
      sayDone({ text: t('saved', { field: label }), operation, t })
      void refreshRecords()
      return
    } catch (problem) {
      if (!(problem instanceof ApiProblem)) throw problem
      const now = problem.params['current'] as CustomRecord | undefined
      if (problem.code !== 'version.stale' || !now || attempt === TRIES)
        throw new Error(problem.of(`/custom/${key}`) ?? problemText(problem, t))
      queryClient.setQueryData(keyOf(seen.id), now)
      const theirs = now.custom[key] ?? null
      if (!sameValue(theirs, base ?? null)) throw new EditConflict(theirs)
      current = now
    }
  }
}

/** Being deleted by this reader: the word that something changed comes before the answer. */
const going = new Set<string>()
export const isGoing = (id: string): boolean => going.has(id)

/**
 * Deletes a record; the message offers to bring it back. `leave` is called as soon as it is gone: whoever shows it must
 * not ask for it again.
 */
export async function deleteRecord(
  { id, title }: CustomRecord,
  t: Translate,
  leave?: () => void,
): Promise<void> {
  going.add(id)
  try {
    const { operation } = await write('DELETE /custom-records/:id', { params: { id } })
    leave?.()
    sayDone({ text: t('deleted', { title }), operation, t })
    await refreshLists()
  } catch (problem) {
    toast({ text: problemText(problem, t), tone: 'danger' })
  } finally {
    going.delete(id)
  }
}
