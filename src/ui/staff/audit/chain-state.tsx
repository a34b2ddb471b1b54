import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Badge } from '../../kit/badge.tsx'
import { Button } from '../../kit/button.tsx'
import { Notice } from '../../kit/feedback.tsx'
import { useFormats } from '../../kit/format.ts'
import { IconDownload } from '../../kit/icons.ts'
import { toast } from '../../kit/toast.tsx'
import { useT } from '../../kit/words.ts'
import { call, type Result, urlOf } from '../shared/api.ts'
import { useLive } from '../shared/live.ts'
import { problemText } from '../shared/problem.ts'
import { invalidate, read } from '../shared/queries.ts'
import { useCan } from '../shared/session.ts'
import classes from './audit.module.css'

type State = Result<'GET /audit/verification'>

const isRunning = ({ check }: State) => check?.state === 'queued' || check?.state === 'running'

/** How long the chain is and whether it still fits, with what can be done about it. */
export function ChainState() {
  const t = useT('audit')
  const can = useCan()
  const { data } = useQuery(read('GET /audit/verification'))
  const [asked, setAsked] = useState(false)
  useLive('job', () => void invalidate('GET /audit/verification'))
  const running = data ? isRunning(data) : false
  useEffect(() => {
    if (running) setAsked(false)
  }, [running])
  const check = async () => {
    setAsked(true)
    await call('POST /audit/checks').catch((problem) =>
      toast({ text: problemText(problem, t), tone: 'danger' }),
    )
    await invalidate('GET /audit/verification')
    setAsked(false)
  }
  const take = () => {
    const link = document.createElement('a')
    link.href = urlOf('GET /audit/export')
    link.download = ''
    link.click()
    toast({ text: t('exportStarted') })
  }
  return (
    <>
      <div className={classes.chain}>
        {data && <Verdict data={data} />}
        <span className={classes.actions}>
          {can('audit.full') && (
            <Button size="sm" busy={asked || running} onClick={() => void check()}>
              {t('check')}
            </Button>
          )}
          {can('audit.export') && (
            <Button size="sm" icon={<IconDownload size={14} stroke={1.75} aria-hidden />} onClick={take}>
              {t('export')}
            </Button>
          )}
        </span>
      </div>
      {(data?.check?.faults ?? 0) > 0 && !running && (
        <div className={classes.alarm}>
          <Notice tone="danger" title={badWords(data!, t)}>
            {t('chain.badHint')}
          </Notice>
        </div>
      )}
    </>
  )
}

const badWords = ({ check }: State, t: ReturnType<typeof useT>) =>
  t('chain.bad', { count: check?.faults ?? 0, seq: check?.first_fault?.seq ?? 0 })

function Verdict({ data }: { data: State }) {
  const t = useT('audit')
  const format = useFormats()
  const { check, total } = data
  const words = () => {
    if (!check) return <Badge dot>{t('chain.never')}</Badge>
    if (isRunning(data)) return <Badge dot>{t('chain.running')}</Badge>
    if (check.state !== 'done')
      return (
        <Badge tone="warning" dot>
          {t('chain.failed')}
        </Badge>
      )
    if ((check.faults ?? 0) > 0)
      return (
        <Badge tone="danger" dot>
          {badWords(data, t)}
        </Badge>
      )
    return (
      <Badge tone="success" dot>
        {t('chain.good', { when: format.relative(check.at) })}
      </Badge>
    )
  }
  return (
    <span className={classes.verdict} role="status">
      <span>{t('chain.total', { count: total, formatted: format.number(total) })}</span>
      {words()}
    </span>
  )
}
