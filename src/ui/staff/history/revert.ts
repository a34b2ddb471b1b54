import type { Translate } from '../../kit/words.ts'
import { fieldOfHistory } from '../custom-fields/history-value.ts'
import { showRecord } from '../customers/record/save.ts'
import { call, write } from '../shared/api.ts'
import { ApiProblem, problemText } from '../shared/problem.ts'
import { queryClient } from '../shared/queries.ts'
import type { Customer } from '../shared/ui-module.ts'
import { sayDone } from '../shared/undo.ts'
import { fieldLabel } from './kinds.ts'
import type { Change, Entry } from './operations.ts'

function shownOf(customer: Customer, field: string): string | undefined {
  const custom = fieldOfHistory('customer', field)
  if (custom) return JSON.stringify(customer.custom[custom.key])
  return JSON.stringify(field === 'photo' ? customer.photo_url : (customer as Record<string, unknown>)[field])
}

/** As often as others may save in between before one is told to try again. */
const TRIES = 4

/** What others changed in other fields meanwhile is no reason to ask; the same field is. */
async function revertCustomer(seen: Customer, body: { change_id: string; field: string }, t: Translate) {
  const params = { id: seen.id }
  let current = seen
  for (let attempt = 1; ; attempt++) {
    try {
      return await write('POST /customers/:id/reversions', { params, body, ifMatch: current.version })
    } catch (problem) {
      if (!(problem instanceof ApiProblem && problem.code === 'version.stale') || attempt === TRIES)
        throw problem
      const now = await call('GET /customers/:id', { params })
      await showRecord(now)
      if (shownOf(now, body.field) !== shownOf(current, body.field)) throw new Error(t('revert.conflict'))
      current = now
    }
  }
}

/** Reads anew whatever shows a customer's past and present, and what hangs on it: any screen may. */
export const refreshAll = () => queryClient.invalidateQueries()

/** Gives a field the value that it had before a change, and says so with the way back. Rejects with words for a person. */
export async function revert(
  customer: Customer | null,
  entry: Entry,
  change: Change,
  t: Translate,
): Promise<void> {
  const body = { change_id: entry.id, field: change.field }
  try {
    const { answer } =
      entry.kind !== 'customer' || !customer
        ? await write('POST /reversions', { body: { ...body, operation_id: entry.operation_id } })
        : await revertCustomer(customer, body, t)
    const field = change.label ?? fieldLabel(entry.kind, change.field)
    const text = t(answer.operation_id ? 'reverted' : 'reverted.already', { field })
    sayDone({ text, operation: answer.operation_id, t })
  } catch (problem) {
    throw problem instanceof ApiProblem ? new Error(problemText(problem, t)) : problem
  } finally {
    void refreshAll()
  }
}
