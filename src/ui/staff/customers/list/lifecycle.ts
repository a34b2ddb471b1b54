import { confirm } from '../../../kit/confirm.tsx'
import { toast } from '../../../kit/toast.tsx'
import type { Translate } from '../../../kit/words.ts'
import { type Result, write } from '../../shared/api.ts'
import { problemText } from '../../shared/problem.ts'
import { invalidate } from '../../shared/queries.ts'
import { sayDone } from '../../shared/undo.ts'

type Customer = { id: string; name: string; status: Result<'GET /customers/:id'>['status'] }
export type Step = 'deactivation' | 'activation' | 'archival' | 'restoration'

const routes = {
  deactivation: 'POST /customers/:id/deactivation',
  activation: 'POST /customers/:id/activation',
  archival: 'POST /customers/:id/archival',
  restoration: 'POST /customers/:id/restoration',
} as const

/** Which steps lead away from a status. */
export const stepsFrom: Record<Customer['status'], Step[]> = {
  active: ['deactivation', 'archival'],
  inactive: ['activation', 'archival'],
  archived: ['restoration'],
}
/** Asks, then changes the status; the message at the end offers the way back. */
export async function changeStatus(customer: Customer, step: Step, t: Translate, changed: () => void) {
  const { id, name } = customer
  const sure = await confirm({
    title: t(`list.step.${step}.title`, { name }),
    body: t(`list.step.${step}.text`),
    action: t(`list.step.${step}`),
  })
  if (!sure) return
  try {
    const { operation } = await write(routes[step], { params: { id } })
    sayDone({ text: t(`list.step.${step}.done`, { name }), operation, t, changed })
  } catch (problem) {
    toast({ tone: 'danger', text: problemText(problem, t) })
  }
  changed()
  void invalidate('GET /customers/:id')
}
