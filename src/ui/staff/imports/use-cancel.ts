import { useState } from 'react'
import { toast } from '../../kit/toast.tsx'
import { useT } from '../../kit/words.ts'
import { call } from '../shared/api.ts'
import { problemText } from '../shared/problem.ts'
import { keep } from './use-import.ts'

/** Asks the server to stop at the next batch of rows; busy until it has. */
export function useCancel(id: string) {
  const t = useT('imports')
  const [stopping, setStopping] = useState(false)
  const cancel = async () => {
    setStopping(true)
    try {
      keep(await call('POST /imports/:id/cancellation', { params: { id } }))
    } catch (problem) {
      setStopping(false)
      toast({ tone: 'danger', text: problemText(problem, t) })
    }
  }
  return { stopping, cancel }
}
