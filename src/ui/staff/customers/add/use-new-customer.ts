import { useBlocker, useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { confirm } from '../../../kit/confirm.tsx'
import { toast } from '../../../kit/toast.tsx'
import { useT } from '../../../kit/words.ts'
import { call } from '../../shared/api.ts'
import { fieldErrors } from '../../shared/problem.ts'
import { queryClient, read } from '../../shared/queries.ts'
import { numberOf } from '../record/values.ts'
import { bodyOf, type Draft, emptyDraft, isTouched, settled } from './draft.ts'
import type { Match } from './use-matches.ts'

/** What was typed when somebody went on with an existing customer, for the way back. */
let putAside: Draft | null = null

/** The form's state, its two ways of saving, and the question before something typed is lost. */
export function useNewCustomer() {
  const t = useT('customers')
  const navigate = useNavigate()
  const [draft, setDraft] = useState<Draft>(() => putAside ?? emptyDraft())
  const [busy, setBusy] = useState<'save' | 'again' | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  /** Counts the forms begun on this page, so that each starts at its first field. */
  const [round, setRound] = useState(0)
  const leaving = useRef(false)
  putAside = null

  useBlocker({
    shouldBlockFn: async () => {
      if (leaving.current || !isTouched(draft)) return false
      const go = await confirm({
        title: t('add.leave.title'),
        body: t('add.leave.text'),
        action: t('add.leave.action'),
        danger: true,
      })
      return !go
    },
    enableBeforeUnload: () => !leaving.current && isTouched(draft),
  })
  const leave = (to: string) => {
    leaving.current = true
    void navigate({ to, replace: true })
  }

  const save = async (then: 'save' | 'again') => {
    if (busy) return
    const sent = settled(draft)
    setDraft(sent)
    setBusy(then)
    setProblem(null)
    try {
      const record = await call('POST /customers', { body: bodyOf(sent) })
      queryClient.setQueryData(read('GET /customers/:id', { params: { id: record.id } }).queryKey, record)
      const text = t('add.done', { name: record.name, number: numberOf(record) })
      if (then === 'save') {
        toast({ tone: 'success', text })
        leave(`/customers/${record.id}`)
        return
      }
      const open = () => void navigate({ to: `/customers/${record.id}` })
      toast({ tone: 'success', text, action: { label: t('add.open'), run: open } })
      setDraft(emptyDraft(sent.kind))
      setRound((before) => before + 1)
    } catch (failure) {
      setProblem(failure)
    } finally {
      setBusy(null)
    }
  }

  /** Goes on with an existing customer; what was typed can be fetched back. */
  const use = (customer: Match['customer']) => {
    const typed = draft
    const back = () => {
      putAside = typed
      void navigate({ to: '/customers/new' })
    }
    if (isTouched(typed))
      toast({ text: t('add.using', { name: customer.name }), action: { label: t('add.back'), run: back } })
    leave(`/customers/${customer.id}`)
  }

  return {
    draft,
    round,
    busy,
    problem,
    errors: fieldErrors(problem),
    set: (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change })),
    save,
    use,
  }
}
