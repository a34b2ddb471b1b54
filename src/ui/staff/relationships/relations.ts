import { confirm } from '../../kit/confirm.tsx'
import { toast } from '../../kit/toast.tsx'
import type { Translate } from '../../kit/words.ts'
import { type Result, write } from '../shared/api.ts'
import { problemText } from '../shared/problem.ts'
import { invalidate } from '../shared/queries.ts'
import { sayDone } from '../shared/undo.ts'

export type Seen = Result<'GET /customers/:id/relationships'>['items'][number]
export type RelationshipType = Result<'GET /relationship-types'>['items'][number]
export type Household = Result<'GET /customers/:id/households'>['items'][number]
export type Member = Household['members'][number]
export type Network = Result<'GET /customers/:id/network'>

/** Reads anew what relationships and households are shown by. */
export const refresh = () =>
  invalidate(
    'GET /customers/:id/relationships',
    'GET /customers/:id/relationship-counts',
    'GET /customers/:id/network',
    'GET /customers/:id/households',
    'GET /customers/:id/timeline',
    'GET /customers/:id/history',
  )

type Work = () => Promise<{ operation: string | null }>

/** Does it at a press, says that it is done with the way back, or why not. */
export async function press(work: Work, text: string, t: Translate): Promise<void> {
  try {
    const { operation } = await work()
    sayDone({ text, operation, t, changed: () => void refresh() })
  } catch (problem) {
    toast({ tone: 'danger', text: problemText(problem, t) })
  }
  await refresh()
}

export const endNow = (one: Seen, t: Translate) =>
  press(
    () => write('POST /relationships/:id/ending', { params: { id: one.id }, body: {} }),
    t('ended.toast', { name: one.customer.name }),
    t,
  )

export async function remove(one: Seen, t: Translate): Promise<void> {
  const question = {
    title: t('delete.title', { name: one.customer.name }),
    body: t('delete.body'),
    action: t('delete'),
    danger: true,
  }
  if (!(await confirm(question))) return
  const work = () => write('DELETE /relationships/:id', { params: { id: one.id } })
  await press(work, t('deleted.toast', { name: one.customer.name }), t)
}

/** "since 1 Jan 2020", "until 3 May 2021", "1 Jan 2020 – 3 May 2021", or nothing. */
export function stretchText(
  { started_on, ended_on }: { started_on: string | null; ended_on: string | null },
  t: Translate,
  date: (day: string) => string,
): string | null {
  if (started_on && ended_on) return t('dates.both', { from: date(started_on), to: date(ended_on) })
  if (started_on) return t('dates.since', { date: date(started_on) })
  return ended_on ? t('dates.until', { date: date(ended_on) }) : null
}
