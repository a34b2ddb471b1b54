import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { Button, IconButton } from '../../kit/button.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { ErrorState, Skeleton } from '../../kit/feedback.tsx'
import { useFormats } from '../../kit/format.ts'
import { IconChevronLeft, IconChevronRight, IconDownload, IconVersions } from '../../kit/icons.ts'
import { useT } from '../../kit/words.ts'
import type { Result } from '../shared/api.ts'
import { problemText } from '../shared/problem.ts'
import { read } from '../shared/queries.ts'
import classes from './preview.module.css'
import { PreviewBody } from './preview-body.tsx'
import { type Document, download } from './use-documents.ts'

type PreviewProps = {
  id: string
  /** Those before and behind it. */
  documents: Document[]
  /** An earlier version of it. */
  version?: Result<'GET /documents/:id/versions'>['items'][number] | undefined
  onMove?: (id: string) => void
  onVersions?: (document: Document) => void
  onClose: () => void
}

/** Where keys mean something else: seeking in a film, typing. */
const takesArrows = (target: EventTarget | null) =>
  target instanceof HTMLElement && /^(VIDEO|AUDIO|INPUT|SELECT|TEXTAREA)$/.test(target.tagName)

/** A document in a window of its own; the arrow keys lead to the one before and the next. */
export default function Preview({ id, documents, version, onMove, onVersions, onClose }: PreviewProps) {
  const t = useT('documents')
  const f = useFormats()
  const at = documents.findIndex((one) => one.id === id)
  const known = documents[at]
  const { data = known, error } = useQuery({
    ...read('GET /documents/:id', { params: { id } }),
    enabled: !known,
  })
  const neighbours = { ArrowLeft: documents[at - 1], ArrowRight: documents[at + 1] }
  // Whoever presses quickly is ahead of what is drawn.
  const wanted = useRef(id)
  useEffect(() => {
    wanted.current = id
  }, [id])
  const move = useRef((_key: string) => {})
  move.current = (key) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[key]
    const from = documents.findIndex((one) => one.id === wanted.current)
    const to = step === undefined || from < 0 ? undefined : documents[from + step]
    if (!to || !onMove) return
    wanted.current = to.id
    onMove(to.id)
  }
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (!takesArrows(event.target) && !event.altKey && !event.metaKey) move.current(event.key)
    }
    addEventListener('keydown', listener)
    return () => removeEventListener('keydown', listener)
  }, [])
  const file = version ?? data?.file
  const title = data?.title ?? t('one')
  return (
    <Dialog
      open
      onClose={onClose}
      title={version ? t('version.titled', { title, number: version.number }) : title}
      width={1080}
    >
      <div className={classes.preview}>
        {error && <ErrorState small title={problemText(error, t)} />}
        {!data && !error && <Skeleton lines={[100]} height={240} />}
        {data && file && (
          <>
            <div className={classes.bar}>
              <span className={classes.facts}>
                {[file.name, f.bytes(file.size), f.date(data.updated_at)].join(' · ')}
              </span>
              {onMove && documents.length > 1 && at >= 0 && (
                <span className={classes.moves}>
                  <IconButton
                    label={t('previous')}
                    disabled={!neighbours.ArrowLeft}
                    onClick={() => move.current('ArrowLeft')}
                  >
                    <IconChevronLeft size={16} stroke={1.75} aria-hidden />
                  </IconButton>
                  <span>{t('place', { at: at + 1, count: documents.length })}</span>
                  <IconButton
                    label={t('next')}
                    disabled={!neighbours.ArrowRight}
                    onClick={() => move.current('ArrowRight')}
                  >
                    <IconChevronRight size={16} stroke={1.75} aria-hidden />
                  </IconButton>
                </span>
              )}
              {onVersions && data.versions > 1 && (
                <Button
                  icon={<IconVersions size={16} stroke={1.75} aria-hidden />}
                  onClick={() => {
                    onClose()
                    onVersions(data)
                  }}
                >
                  {t('versions')}
                </Button>
              )}
              <Button
                icon={<IconDownload size={16} stroke={1.75} aria-hidden />}
                onClick={() => download(id, version?.number)}
              >
                {t('download')}
              </Button>
            </div>
            {data.description && <p className={classes.description}>{data.description}</p>}
            <PreviewBody key={`${id} ${file.number}`} id={id} title={title} file={file} />
          </>
        )}
      </div>
    </Dialog>
  )
}
