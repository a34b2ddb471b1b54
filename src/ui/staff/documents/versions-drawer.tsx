import { useQuery } from '@tanstack/react-query'
import { type ChangeEvent, useRef, useState } from 'react'
import { Badge } from '../../kit/badge.tsx'
import { Button } from '../../kit/button.tsx'
import { Drawer } from '../../kit/dialog.tsx'
import { ErrorState, Notice, ProgressBar, Skeleton } from '../../kit/feedback.tsx'
import { useFormats } from '../../kit/format.ts'
import { IconUpload } from '../../kit/icons.ts'
import { late } from '../../kit/late.tsx'
import { useT } from '../../kit/words.ts'
import { type Result, write } from '../shared/api.ts'
import { problemText } from '../shared/problem.ts'
import { read } from '../shared/queries.ts'
import { useCan } from '../shared/session.ts'
import { sayDone } from '../shared/undo.ts'
import { upload } from '../shared/upload.ts'
import { type Document, download, refreshDocuments, refusalText } from './use-documents.ts'
import classes from './versions.module.css'

const Preview = late(() => import('./preview.tsx'))

type Version = Result<'GET /documents/:id/versions'>['items'][number]

/** All versions of a document, newest first: look at them, save them, bring one back, add one. */
export default function VersionsDrawer({ document, onClose }: { document: Document; onClose: () => void }) {
  const t = useT('documents')
  const can = useCan()
  const params = { id: document.id }
  const { data, error, refetch } = useQuery(
    read('GET /documents/:id/versions', { params, query: { limit: 100 } }),
  )
  const [shown, setShown] = useState<number | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const reinstate = async (number: number) => {
    setProblem(null)
    try {
      const { operation } = await write('POST /documents/:id/reinstatement', { params, body: { number } })
      sayDone({ text: t('version.back', { number }), operation, t, changed: () => void refreshDocuments() })
    } catch (failure) {
      setProblem(failure)
    }
    await refreshDocuments()
  }
  return (
    <Drawer open onClose={onClose} title={t('versions.of', { title: document.title })} width={460}>
      <div className={classes.drawer}>
        {can('documents.write') && <AddVersion document={document} onProblem={setProblem} />}
        {problem !== null && <Notice tone="danger">{refusalText(problem, t)}</Notice>}
        {error && <ErrorState small title={problemText(error, t)} onRetry={() => void refetch()} />}
        {!data && !error && <Skeleton lines={[80, 60, 70]} height={20} />}
        <ol className={classes.list}>
          {data?.items.map((version) => (
            <VersionRow
              key={version.number}
              version={version}
              mayChange={can('documents.write')}
              onShow={() => setShown(version.number)}
              onDownload={() => download(document.id, version.number)}
              onReinstate={() => void reinstate(version.number)}
            />
          ))}
        </ol>
        {data?.next_cursor && <p className={classes.hint}>{t('versions.older')}</p>}
      </div>
      {shown !== null && (
        <Preview
          id={document.id}
          documents={[document]}
          version={data?.items.find(({ number }) => number === shown)}
          onClose={() => setShown(null)}
        />
      )}
    </Drawer>
  )
}

type RowProps = {
  version: Version
  mayChange: boolean
  onShow: () => void
  onDownload: () => void
  onReinstate: () => void
}

function VersionRow({ version, mayChange, onShow, onDownload, onReinstate }: RowProps) {
  const t = useT('documents')
  const f = useFormats()
  const { number, current, name, size, created_at, created_by, restored_from, preview } = version
  return (
    <li className={classes.row}>
      <div className={classes.head}>
        <strong>{t('version', { number })}</strong>
        {current && <Badge tone="success">{t('version.current')}</Badge>}
        {restored_from !== null && <Badge>{t('version.from', { number: restored_from })}</Badge>}
      </div>
      <div className={classes.name}>{name}</div>
      <div className={classes.hint}>
        {[f.bytes(size), f.dateTime(created_at), created_by?.name].filter(Boolean).join(' · ')}
      </div>
      <div className={classes.acts}>
        {preview && (
          <Button size="sm" onClick={onShow} aria-label={t('version.show', { number })}>
            {t('show')}
          </Button>
        )}
        <Button size="sm" onClick={onDownload} aria-label={t('version.download', { number })}>
          {t('download')}
        </Button>
        {mayChange && !current && (
          <Button size="sm" onClick={onReinstate} aria-label={t('version.reinstate', { number })}>
            {t('reinstate')}
          </Button>
        )}
      </div>
    </li>
  )
}

function AddVersion({
  document: { id, title },
  onProblem,
}: {
  document: Document
  onProblem: (problem: unknown) => void
}) {
  const t = useT('documents')
  const input = useRef<HTMLInputElement>(null)
  const [going, setGoing] = useState<{
    name: string
    size: number
    sent: number
    stop: AbortController
  } | null>(null)
  const send = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.currentTarget.files?.[0]
    event.currentTarget.value = ''
    if (!file) return
    const stop = new AbortController()
    onProblem(null)
    setGoing({ name: file.name, size: file.size, sent: 0, stop })
    const form = new FormData()
    form.append('file', file)
    try {
      const { operation } = await upload('POST /documents/:id/versions', {
        params: { id },
        form,
        signal: stop.signal,
        onSent: (sent) => setGoing((before) => before && { ...before, sent }),
      })
      sayDone({ text: t('version.added', { title }), operation, t, changed: () => void refreshDocuments() })
      await refreshDocuments()
    } catch (failure) {
      if (!stop.signal.aborted) onProblem(failure)
    }
    setGoing(null)
  }
  if (going) {
    const checking = going.sent >= going.size
    return (
      <div className={classes.sending}>
        <ProgressBar label={going.name} value={checking ? null : going.sent} max={going.size} />
        <Button size="sm" onClick={() => going.stop.abort()}>
          {t('cancel')}
        </Button>
      </div>
    )
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('version.add')}
        data-testid="version-file"
        onChange={(event) => void send(event)}
      />
      <Button
        icon={<IconUpload size={16} stroke={1.75} aria-hidden />}
        onClick={() => input.current?.click()}
      >
        {t('version.add')}
      </Button>
    </>
  )
}
