import { useState } from 'react'
import { toast } from '../../kit/toast.tsx'
import { useT } from '../../kit/words.ts'
import { fieldErrors, problemText } from '../shared/problem.ts'

/**
 * Sends what a form holds: busy while under way, faults by field (`errors`), and `problem` as a sentence for the rest.
 * `send` resolves to whether it went well.
 */
export function useSaving() {
  const t = useT('settings')
  const [busy, setBusy] = useState(false)
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [problem, setProblem] = useState<string | null>(null)
  const send = async (work: () => Promise<unknown>, done?: string): Promise<boolean> => {
    if (busy) return false
    setBusy(true)
    setErrors({})
    setProblem(null)
    try {
      await work()
      if (done) toast({ text: done, tone: 'success' })
      return true
    } catch (failure) {
      const fields = fieldErrors(failure)
      setErrors(fields)
      if (Object.keys(fields).length === 0) setProblem(problemText(failure, t))
      return false
    } finally {
      setBusy(false)
    }
  }
  return { busy, errors, problem, send }
}

/** For a press without a form: what goes wrong is said in a message. */
export async function attempt(
  work: () => Promise<unknown>,
  t: ReturnType<typeof useT>,
  done?: string,
): Promise<void> {
  try {
    await work()
    if (done) toast({ text: done, tone: 'success' })
  } catch (failure) {
    toast({ text: problemText(failure, t), tone: 'danger' })
  }
}
