import { useState } from 'react'
import { useT } from '../../kit/words.ts'
import { fieldErrors, problemText } from '../shared/problem.ts'

/** Sends a small form: busy while under way, errors by field, and one sentence for the rest. */
export function useForm(send: () => Promise<void>, check: () => Record<string, string>) {
  const t = useT('staff')
  const [busy, setBusy] = useState(false)
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [problem, setProblem] = useState<string | null>(null)
  const submit = async () => {
    const found = check()
    setErrors(found)
    setProblem(null)
    if (Object.keys(found).length > 0) {
      // Field errors are drawn first, then the first of them takes the focus.
      requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
      return
    }
    setBusy(true)
    try {
      await send()
    } catch (error) {
      const fields = fieldErrors(error)
      setErrors(fields)
      if (Object.keys(fields).length === 0) setProblem(problemText(error, t))
    } finally {
      setBusy(false)
    }
  }
  return { busy, errors, problem, submit: () => void submit() }
}

export const looksLikeEmail = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim())

/** After sign-in only places inside the app are gone to, never another site. */
export const safeTarget = (to: unknown): string =>
  typeof to === 'string' && /^\/(?![/\\])/.test(to) && !to.startsWith('/sign-in') ? to : '/'
