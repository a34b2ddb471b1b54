import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { announce } from '../../kit/announce.ts'
import { Button } from '../../kit/button.tsx'
import { confirm } from '../../kit/confirm.tsx'
import { Notice, ProgressBar } from '../../kit/feedback.tsx'
import { type Formats, useFormats } from '../../kit/format.ts'
import { IconArrowBackUp } from '../../kit/icons.ts'
import { toast } from '../../kit/toast.tsx'
import type { Translate } from '../../kit/words.ts'
import { showKept } from '../history/kept.tsx'
import { watchJob } from '../jobs/watched.ts'
import { call } from '../shared/api.ts'
import { problemText } from '../shared/problem.ts'
import { queryClient, read } from '../shared/queries.ts'
import type { Import } from './mapping-rules.ts'
import classes from './steps.module.css'
import { isUndoing } from './steps.ts'
import { useWordsOf } from './targets.ts'
import { queryOf } from './use-import.ts'

type Undo = NonNullable<Import['undo']>

/** What an undo has done so far, as sentences. */
function saysOf({ undone, deleted, kept }: Undo, t: Translate, f: Formats): string {
  return [
    deleted > 0 && t('undo.deleted', { count: deleted, n: f.number(deleted) }),
    undone > 0 && t('undo.undone', { count: undone, n: f.number(undone) }),
    kept > 0 && t('undo.kept', { count: kept, n: f.number(kept) }),
  ]
    .filter(Boolean)
    .join(' ')
}

/** Taking an import back: asked for with what will happen, watched, and its result with what was kept. */
export function UndoImport({ one }: { one: Import }) {
  const t = useWordsOf(one.target)
  const f = useFormats()
  const { undo } = one
  const before = useRef(undo?.state)
  useEffect(() => {
    if (before.current !== undo?.state && undo?.state === 'done')
      announce(`${t('undo.done')} ${saysOf(undo, t, f)}`)
    before.current = undo?.state
  }, [undo, t, f])
  if (undo && isUndoing(one)) return <Undoing undo={undo} target={one.target} />
  if (!undo) return one.created + one.updated > 0 ? <Ask one={one} label={t('undo.ask')} /> : null
  const done = undo.state === 'done'
  return (
    <>
      <Notice tone={done && undo.kept === 0 ? 'success' : 'warning'} title={t(`undo.${undo.state}`)}>
        {saysOf(undo, t, f) || t('undo.nothing')}
      </Notice>
      <div className={classes.actions}>
        {undo.kept > 0 && (
          <Button onClick={() => showKept({ id: undo.id, kept: undo.kept })}>{t('undo.see')}</Button>
        )}
        {!done && <Ask one={one} label={t('undo.rest')} />}
      </div>
    </>
  )
}

function Ask({ one, label }: { one: Import; label: string }) {
  const t = useWordsOf(one.target)
  const f = useFormats()
  const [busy, setBusy] = useState(false)
  const { id, created, updated, file_name } = one
  const ask = async () => {
    const says: [number, string][] = [
      [created, 'undo.willDelete'],
      [updated, 'undo.willSetBack'],
    ]
    const sure = await confirm({
      title: t('undo.title', { file: file_name }),
      body: (
        <>
          <ul className={classes.says}>
            {says
              .filter(([count]) => count > 0)
              .map(([count, word]) => (
                <li key={word}>{t(word, { count, n: f.number(count) })}</li>
              ))}
            <li>{t('undo.willKeep')}</li>
          </ul>
          <p>{t('undo.final')}</p>
        </>
      ),
      action: t('undo.action'),
      danger: true,
    })
    if (!sure) return
    setBusy(true)
    try {
      const undo = await call('POST /imports/:id/undo', { params: { id } })
      if (undo.job_id) watchJob(undo.job_id, t('undo.task', { file: file_name }))
      await queryClient.invalidateQueries({ queryKey: queryOf(id).queryKey })
    } catch (problem) {
      toast({ tone: 'danger', text: problemText(problem, t) })
    }
    setBusy(false)
  }
  return (
    <div className={classes.actions}>
      <Button
        busy={busy}
        icon={<IconArrowBackUp size={16} stroke={1.75} aria-hidden />}
        onClick={() => void ask()}
      >
        {label}
      </Button>
    </div>
  )
}

/** How far it is. It goes on without this page, and whoever comes back sees it again. */
function Undoing({ undo, target }: { undo: Undo; target: string }) {
  const t = useWordsOf(target)
  const f = useFormats()
  const [stopping, setStopping] = useState(false)
  const params = { id: undo.job_id ?? '' }
  const { data: job } = useQuery({
    ...read('GET /jobs/:id', { params }),
    enabled: undo.job_id !== null,
    // Somebody else's job is hidden from who may not see it; the counts of the undo go on all the same.
    retry: false,
    refetchInterval: 1_000,
  })
  const stop = async () => {
    setStopping(true)
    try {
      await call('POST /jobs/:id/cancellation', { params })
    } catch (problem) {
      setStopping(false)
      toast({ tone: 'danger', text: problemText(problem, t) })
    }
  }
  const share = job?.total ? job.done / job.total : null
  return (
    <div className={classes.block}>
      <ProgressBar
        label={t('undo.running')}
        value={share === null ? null : share * 100}
        note={share === null ? undefined : f.percent(share)}
      />
      <p className={classes.hint}>{saysOf(undo, t, f) || t('undo.leave')}</p>
      {job && (
        <div className={classes.actions}>
          <Button busy={stopping} onClick={() => void stop()}>
            {t(stopping ? 'run.stopping' : 'undo.stop')}
          </Button>
        </div>
      )}
    </div>
  )
}
