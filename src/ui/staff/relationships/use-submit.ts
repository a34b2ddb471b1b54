import { useState } from 'react'
import { useT } from '../../kit/words.ts'
import { fieldErrors, problemText } from '../shared/problem.ts'
import { sayDone } from '../shared/undo.ts'
import { refresh } from './relations.ts'

/** Sends what a form holds and closes it; faults by field (`errors`), and `problem` as a sentence for the rest. */
export function useSubmit(onDone: () => void) {
  const t = useT('relationships')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const errors = fieldErrors(failure)
  const send = async (work: () => Promise<{ operation: string | null }>, text: string): Promise<void> => {
    if (busy) return
    setBusy(true)
    setFailure(null)
    try {
      const { operation } = await work()
      sayDone({ text, operation, t, changed: () => void refresh() })
      await refresh()
      onDone()
    } catch (problem) {
      setFailure(problem)
    } finally {
      setBusy(false)
    }
  }
  const problem = failure !== null && Object.keys(errors).length === 0 ? problemText(failure, t) : null
  return { busy, errors, problem, send }
}
