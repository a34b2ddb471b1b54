import { type ReactNode, useSyncExternalStore } from 'react'
import { late } from './late.tsx'

export type Question = {
  title: string
  /** What will happen, and what will not. */
  body?: ReactNode
  /** The verb on the button: "Archive", never "OK". */
  action: string
  danger?: boolean
  /** The word that must be typed before the button works, for what cannot be undone. */
  typed?: string
}

type Asked = Question & { answer: (yes: boolean) => void }

let asked: Asked | null = null
const listeners = new Set<() => void>()
const tell = (next: Asked | null) => {
  asked = next
  for (const listener of listeners) listener()
}

/** Asks before something weighty happens. Escape, the cross and Cancel all mean no. */
export function confirm(question: Question): Promise<boolean> {
  asked?.answer(false)
  return new Promise((resolve) => {
    tell({
      ...question,
      answer: (yes) => {
        tell(null)
        resolve(yes)
      },
    })
  })
}

const Dialog = late(() => import('./confirm-dialog.tsx'))

/** Where questions appear; once per app. */
export function Confirmations() {
  const question = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => asked,
  )
  return question && <Dialog {...question} />
}
