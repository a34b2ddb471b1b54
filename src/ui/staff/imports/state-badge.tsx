import { StatusBadge, type Tone } from '../../kit/badge.tsx'
import { useT } from '../../kit/words.ts'
import type { Import } from './mapping-rules.ts'

const tones: Record<Import['state'], Tone> = {
  uploaded: 'neutral',
  checking: 'accent',
  checked: 'accent',
  queued: 'accent',
  running: 'accent',
  done: 'success',
  failed: 'danger',
  cancelled: 'warning',
}

/** The state of an import, in words. */
export function StateBadge({ state }: { state: Import['state'] }) {
  const t = useT('imports')
  return <StatusBadge status={state} tones={tones} label={t(`state.${state}`)} />
}
