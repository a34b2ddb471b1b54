import { useSyncExternalStore } from 'react'
import { late } from '../../kit/late.tsx'
import { pageWords } from '../shared/language.ts'

/** An undo that left something as it is. */
export type KeptOf = { id: string; kept: number }

let asked: KeptOf | null = null
const listeners = new Set<() => void>()
const tell = (next: KeptOf | null) => {
  asked = next
  for (const listener of listeners) listener()
}

/** Lists what an undo left as it is, with the reasons. */
export const showKept = (undo: KeptOf) => tell(undo)

const Dialog = late(async () => (await Promise.all([import('./kept-dialog.tsx'), pageWords()]))[0])

/** Where that list appears; once per app. */
export function KeptList() {
  const undo = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => asked,
  )
  return undo && <Dialog undo={undo} onClose={() => tell(null)} />
}
