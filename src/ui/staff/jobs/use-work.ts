import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useFormats } from '../../kit/format.ts'
import { useT } from '../../kit/words.ts'
import { read } from '../shared/queries.ts'
import { useCan } from '../shared/session.ts'
import { useHints } from './use-hints.ts'
import { jobEnded, useBegunJobs, useTakenBack } from './watched.ts'
import { isActive, takenBackBy, type Work, workOfImport, workOfJob } from './work.ts'

const often = 2_000
/** So long a bulk change can be taken back from the tray, also after the page was loaded anew. */
const recentMs = 30 * 60_000
const stored = 'regulars.jobs.dismissed'

const storedDismissed = (): ReadonlySet<string> =>
  new Set((sessionStorage.getItem(stored) ?? '').split(',').filter(Boolean))

/** An import is put away after its check, and comes again when it has run. */
const endOf = ({ id, ended }: Work) => `${id} ${ended ?? ''}`

const isRecent = ({ undo, ended }: Work) =>
  undo !== null && !undo.again && ended !== null && Date.now() - new Date(ended).getTime() < recentMs

/**
 * Background work that goes on, and what ended while this window was open until it is put away. Hints come live;
 * looking now and then as well costs little and survives a lost one.
 */
export function useWork(onEnded: (work: Work) => void) {
  const t = useT('jobs')
  const f = useFormats()
  const can = useCan()
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(storedDismissed)
  const seen = useRef(new Set<string>())
  const jobs = useQuery({
    ...read('GET /jobs', { query: { limit: 20 } }),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.items.some((job) => job.state === 'queued' || job.state === 'running') ? often : false,
  })
  const imports = useQuery({
    ...read('GET /imports', { query: { limit: 10 } }),
    enabled: can('customers.import'),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.items.some((one) => isActive(workOfImport(one, t, f))) ? often : false,
  })
  useHints('job', null, () => void jobs.refetch())
  useHints('import', null, () => void (can('customers.import') && imports.refetch()))
  useBegunJobs(() => void jobs.refetch())

  const takenBack = useTakenBack()
  const all = useMemo(() => {
    const items = jobs.data?.items ?? []
    const gone = takenBackBy(items)
    const works = items.map((job) => workOfJob(job, t, f))
    return [
      ...works.map((work) =>
        work.undo && (gone.has(work.undo.operation) || takenBack.has(work.undo.operation))
          ? { ...work, undo: null }
          : work,
      ),
      ...(imports.data?.items ?? []).map((one) => workOfImport(one, t, f)),
    ]
  }, [jobs.data, imports.data, takenBack, t, f])
  const ended = useRef(onEnded)
  ended.current = onEnded
  const known = useRef(new Set<string>())
  useEffect(() => {
    for (const work of all) {
      if (isActive(work)) {
        seen.current.add(work.id)
        known.current.delete(work.id)
      } else if (seen.current.has(work.id) && !known.current.has(work.id)) {
        known.current.add(work.id)
        jobEnded(work.id)
        ended.current(work)
      }
    }
  }, [all])
  const shown = all.filter(
    (work) =>
      isActive(work) || ((seen.current.has(work.id) || isRecent(work)) && !dismissed.has(endOf(work))),
  )
  const dismiss = (ids: string[]) => {
    const ends = all.filter(({ id }) => ids.includes(id)).map(endOf)
    const next = new Set([...dismissed, ...ends])
    sessionStorage.setItem(stored, [...next].slice(-200).join(','))
    setDismissed(next)
  }
  return {
    work: shown,
    dismiss,
    refresh: () => Promise.all([jobs.refetch(), can('customers.import') && imports.refetch()]),
  }
}
