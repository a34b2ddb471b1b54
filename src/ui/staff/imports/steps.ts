import type { Import, MappingState } from './mapping-rules.ts'

export const steps = ['file', 'columns', 'options', 'check', 'import'] as const
export type Step = (typeof steps)[number]

const working = ['checking', 'queued', 'running']
const begun = ['queued', 'running', 'done', 'failed', 'cancelled']

/** Whether the server is at it. */
export const isBusy = ({ state }: Import) => working.includes(state)
/** Whether the server is taking it back. */
export const isUndoing = ({ undo }: Import) => undo?.state === 'queued' || undo?.state === 'running'
/** Whether its choices can no longer be changed. */
export const hasBegun = ({ state }: Import) => begun.includes(state)

/** Where one is taken without having chosen: to the work that goes on, or to its result. */
export const stepFor = (one: Import): Step =>
  hasBegun(one) ? 'import' : one.state === 'uploaded' ? 'file' : 'check'

export const isStep = (text: unknown): text is Step => steps.includes(text as Step)

/** Why a step cannot be taken yet, as a word; null when it can. */
export function refusalOf(step: Step, one: Import, { usable, sound }: MappingState): string | null {
  if (hasBegun(one)) return null
  if (step === 'options' && !usable) return 'step.columns.first'
  if ((step === 'check' || step === 'import') && !sound) return 'step.columns.first'
  if (step !== 'import') return null
  if (one.state === 'checking') return 'step.check.running'
  return one.state === 'checked' ? null : 'step.check.first'
}
