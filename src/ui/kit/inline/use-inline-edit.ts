import { useCallback, useRef, useState } from 'react'
import { announce } from '../announce.ts'
import { EditConflict } from './conflict.ts'

export type SaveHow<Value = unknown> = {
  /** The reader has seen what the other person saved and wants this value all the same. */
  overwrite: boolean
  /** What the writer had before their eyes: the value when editing began, or that of the other person. */
  base: Value
}

export type EditState<Value> =
  | { is: 'shown' }
  | { is: 'editing'; draft: Value; error: string | null; base: Value }
  | { is: 'saving'; draft: Value }
  | { is: 'conflict'; draft: Value; theirs: Value }

type Setup<Value> = {
  value: Value
  same: (a: Value, b: Value) => boolean
  onSave: (value: Value, how: SaveHow<Value>) => Promise<void>
  words: { saved: string; failed: string }
}

/**
 * One field's way from shown to saved. The new value is shown at once while it is being saved; if that fails the
 * editor comes back with what was typed and says why.
 */
export function useInlineEdit<Value>({ value, same, onSave, words }: Setup<Value>) {
  const [state, setState] = useState<EditState<Value>>({ is: 'shown' })
  const latest = useRef(state)
  latest.current = state
  const enter = useCallback((next: EditState<Value>) => {
    latest.current = next
    setState(next)
  }, [])

  const save = async (draft: Value, how: SaveHow<Value>) => {
    enter({ is: 'saving', draft })
    try {
      await onSave(draft, how)
      enter({ is: 'shown' })
      announce(words.saved)
    } catch (error) {
      if (error instanceof EditConflict) enter({ is: 'conflict', draft, theirs: error.theirs as Value })
      else
        enter({
          is: 'editing',
          draft,
          base: how.base,
          error: error instanceof Error && error.message ? error.message : words.failed,
        })
    }
  }
  return {
    state,
    begin: () => {
      if (latest.current.is === 'shown') enter({ is: 'editing', draft: value, error: null, base: value })
    },
    change: (draft: Value) => {
      if (latest.current.is === 'editing') enter({ ...latest.current, draft })
    },
    cancel: () => enter({ is: 'shown' }),
    /** Enter and blur come one after the other; only the first of them finds the editor open. */
    commit: (given?: Value) => {
      const now = latest.current
      if (now.is !== 'editing') return
      const draft = given ?? now.draft
      if (same(draft, now.base) && now.error === null) enter({ is: 'shown' })
      else void save(draft, { overwrite: false, base: now.base })
    },
    keepMine: () => {
      const now = latest.current
      if (now.is === 'conflict') void save(now.draft, { overwrite: true, base: now.theirs })
    },
    keepTheirs: () => enter({ is: 'shown' }),
  }
}
