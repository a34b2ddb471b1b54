import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { Button } from '../../../kit/button.tsx'
import { ProgressBar } from '../../../kit/feedback.tsx'
import { useFormats } from '../../../kit/format.ts'
import { toast } from '../../../kit/toast.tsx'
import { useT } from '../../../kit/words.ts'
import { call, type Result } from '../../shared/api.ts'
import { useLive } from '../../shared/live.ts'
import { problemText } from '../../shared/problem.ts'
import { invalidate, read } from '../../shared/queries.ts'
import { jobEnded, useWatchedJobs, type Watched, watchJob } from './jobs.ts'
import classes from './jobs-tray.module.css'

type Job = Result<'GET /jobs/:id'>

const isRunning = (job: Job) => job.state === 'queued' || job.state === 'running'
/** Kinds of work that change customers, with the words for one that was begun elsewhere. */
const kinds: Record<string, string> = { 'customers.bulk': 'list.jobs.bulk', 'demo.load': 'list.jobs.demo' }

/** Work on many customers that goes on in the background. It stays while one goes from page to page, and after a reload. */
export default function JobsTray() {
  const t = useT('customers')
  const jobs = useWatchedJobs()
  useEffect(() => {
    void call('GET /jobs', { query: { limit: 20 } }).then(
      ({ items }) => {
        for (const job of items) {
          const word = kinds[job.kind]
          if (word && isRunning(job)) watchJob(job.id, t(word))
        }
      },
      // Without an answer the tray stays empty; the work itself goes on.
      () => {},
    )
  }, [t])
  if (jobs.length === 0) return null
  return (
    <section className={classes.tray} aria-label={t('list.jobs.label')}>
      {jobs.map((job) => (
        <JobCard key={job.id} {...job} />
      ))}
    </section>
  )
}

function JobCard({ id, label }: Watched) {
  const t = useT('customers')
  const f = useFormats()
  const [stopping, setStopping] = useState(false)
  const query = useQuery({
    ...read('GET /jobs/:id', { params: { id } }),
    staleTime: 0,
    // Hints come live; looking now and then as well costs little and survives a lost one.
    refetchInterval: 2_000,
  })
  const { data: job, refetch } = query
  const waiting = useRef(false)
  useLive('job', (hint) => {
    if ((hint.id && hint.id !== id) || waiting.current) return
    waiting.current = true
    setTimeout(() => {
      waiting.current = false
      void refetch()
    }, 150)
  })
  useEffect(() => {
    if (!job || isRunning(job)) return
    jobEnded(id)
    const counts = { done: f.number(job.done), failed: f.number(job.failed), error: job.error }
    const ended = job.state === 'done' && job.failed > 0 ? 'partly' : job.state
    toast({
      tone: job.state === 'done' ? 'success' : job.state === 'failed' ? 'danger' : 'neutral',
      text: `${label}: ${t(`list.jobs.${ended}`, counts)}`,
      seconds: job.failed > 0 ? 20 : 8,
    })
    void invalidate('GET /tags', 'GET /customer-groups', 'GET /views', 'GET /customers/:id')
  }, [job, id, label, t, f])

  const cancel = async () => {
    setStopping(true)
    try {
      await call('POST /jobs/:id/cancellation', { params: { id } })
    } catch (problem) {
      setStopping(false)
      toast({ tone: 'danger', text: problemText(problem, t) })
    }
    void refetch()
  }
  const through = job ? job.done + job.failed : 0
  return (
    <div className={classes.job}>
      <ProgressBar
        label={label}
        value={job?.state === 'running' && job.total ? through : null}
        max={job?.total ?? 100}
        note={
          job?.total
            ? t('list.jobs.progress', { done: f.number(through), total: f.number(job.total) })
            : t('list.jobs.waiting')
        }
      />
      <Button size="sm" look="quiet" busy={stopping} onClick={() => void cancel()}>
        {t('list.jobs.cancel')}
      </Button>
    </div>
  )
}
