import { confirm } from '../../../kit/confirm.tsx'
import { toast } from '../../../kit/toast.tsx'
import type { Translate } from '../../../kit/words.ts'
import { call, type Result } from '../../shared/api.ts'
import { problemText } from '../../shared/problem.ts'
import { invalidate } from '../../shared/queries.ts'

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
/** What takes a step back, by the status before it. */
const backTo: Record<Customer['status'], Step[]> = {
  active: ['activation'],
  inactive: ['deactivation'],
  archived: ['archival'],
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
  const go = async (steps: Step[]) => {
    try {
      for (const one of steps) await call(routes[one], { params: { id } })
      return true
    } catch (problem) {
      toast({ tone: 'danger', text: problemText(problem, t) })
      return false
    } finally {
      changed()
      void invalidate('GET /customers/:id')
    }
  }
  if (!(await go([step]))) return
  // An archived customer is restored to active first, whatever it was before.
  const back: Step[] =
    step === 'archival'
      ? ['restoration', ...(customer.status === 'inactive' ? backTo.inactive : [])]
      : backTo[customer.status]
  toast({
    tone: 'success',
    text: t(`list.step.${step}.done`, { name }),
    undo: async () => {
      await go(back)
    },
  })
}
