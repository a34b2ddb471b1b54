import { StatusBadge, type Tone } from '../../kit/badge.tsx'
import { useT } from '../../kit/words.ts'
import type { Import } from './mapping-rules.ts'
import { isUndoing } from './steps.ts'

const tones: Record<Import['state'] | 'undoing' | 'undone', Tone> = {
  uploaded: 'neutral',
  checking: 'accent',
  checked: 'accent',
  queued: 'accent',
  running: 'accent',
  done: 'success',
  failed: 'danger',
  cancelled: 'warning',
  undoing: 'accent',
  undone: 'neutral',
}

/** The state of an import, in words. */
export function StateBadge({ one }: { one: Import }) {
  const t = useT('imports')
  const state = isUndoing(one) ? 'undoing' : one.undo?.state === 'done' ? 'undone' : one.state
  return <StatusBadge status={state} tones={tones} label={t(`state.${state}`)} />
}
