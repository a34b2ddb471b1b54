import { useState } from 'react'
import { toast } from '../../kit/toast.tsx'
import { type Translate, useT } from '../../kit/words.ts'
import type { Result, Written } from '../shared/api.ts'
import { ApiProblem, fieldErrors, problemText } from '../shared/problem.ts'
import { invalidate } from '../shared/queries.ts'
import { sayDone } from '../shared/undo.ts'

export type Committee = Result<'GET /committees/:id'>
export type Roster = Result<'GET /committees/:id/roster'>
export type RosterPosition = Roster['positions'][number]
export type Position = Result<'PATCH /committee-positions/:id'>
export type Term = Result<'GET /committee-terms/:id'>
export type Vacancy = Result<'GET /committee-vacancies'>['items'][number]
export type Role = Result<'GET /customer-roles/:id'>
export type RoleType = Result<'GET /role-types'>['items'][number]
export type Solicitor = Result<'GET /solicitors/:id'>
export type Prospect = Result<'GET /prospects/:id'>

/** Everything on screen that shows who holds what. */
export const refreshOffices = () =>
  invalidate(
    'GET /committees',
    'GET /committees/:id',
    'GET /committees/:id/roster',
    'GET /committee-terms',
    'GET /committee-vacancies',
    'GET /customer-roles',
    'GET /role-types',
    'GET /solicitors',
    'GET /solicitors/:id',
    'GET /prospects',
    'GET /customers/:id/timeline',
    'GET /customers/:id/history',
  )

// biome-ignore lint/suspicious/noExplicitAny: whatever a write answers, only its operation is looked at
type AnyWritten = Written<any>

/**
 * Sends what a form holds: faults by field, a sentence for the rest, and the code of a refusal that can be confirmed.
 * What was done is said with its way back.
 */
export function useSending() {
  const t = useT('committees')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const errors = fieldErrors(failure)
  const problem = failure !== null && Object.keys(errors).length === 0 ? problemText(failure, t) : null
  const code = failure instanceof ApiProblem ? failure.code : null
  const send = async (work: () => Promise<AnyWritten>, text: string): Promise<boolean> => {
    if (busy) return false
    setBusy(true)
    setFailure(null)
    try {
      const { operation } = await work()
      sayDone({ text, operation, t })
      await refreshOffices()
      return true
    } catch (problem_) {
      setFailure(problem_)
      return false
    } finally {
      setBusy(false)
    }
  }
  return { busy, errors, problem, code, send }
}

/** For a press without a form: what goes wrong is said in a message. */
export async function attempt(work: () => Promise<AnyWritten>, text: string, t: Translate): Promise<void> {
  try {
    const { operation } = await work()
    sayDone({ text, operation, t })
  } catch (problem) {
    toast({ text: problemText(problem, t), tone: 'danger' })
  }
  await refreshOffices()
}

/** Today where the reader is, for forms; the server decides by the workspace's. */
export function localToday(): string {
  const now = new Date()
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}
