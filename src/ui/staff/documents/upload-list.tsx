import { Button, IconButton } from '../../kit/button.tsx'
import { ProgressBar } from '../../kit/feedback.tsx'
import { useFormats } from '../../kit/format.ts'
import { IconAlertTriangle, IconCircleCheck, IconX } from '../../kit/icons.ts'
import { useT } from '../../kit/words.ts'
import classes from './uploads.module.css'
import { clearDone, dropUpload, retryUpload, type Upload, useUploads } from './uploads.ts'
import { refusalText } from './use-documents.ts'

/** The files on their way, each with its progress, and what became of them. */
export function UploadList({ customerId }: { customerId: string }) {
  const t = useT('documents')
  const uploads = useUploads(customerId)
  if (uploads.length === 0) return null
  const done = uploads.filter(({ state }) => state === 'done').length
  return (
    <section className={classes.uploads} aria-label={t('uploads.title')}>
      <header className={classes.head}>
        <h2>{t('uploads.count', { done, total: uploads.length })}</h2>
        {done > 0 && (
          <Button look="quiet" size="sm" onClick={() => clearDone(customerId)}>
            {t('uploads.clear')}
          </Button>
        )}
      </header>
      <ul className={classes.list}>
        {uploads.map((upload) => (
          <UploadRow key={upload.key} upload={upload} customerId={customerId} />
        ))}
      </ul>
    </section>
  )
}

function UploadRow({ upload, customerId }: { upload: Upload; customerId: string }) {
  const t = useT('documents')
  const { key, file, state } = upload
  const ended = state === 'done' || state === 'failed'
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <Progress upload={upload} />
      </div>
      {state === 'failed' && (
        <Button size="sm" onClick={() => retryUpload(customerId, key)}>
          {t('uploads.again')}
        </Button>
      )}
      <IconButton
        size="sm"
        label={t(ended ? 'uploads.dismiss' : 'uploads.cancel', { name: file.name })}
        onClick={() => dropUpload(customerId, key)}
      >
        <IconX size={16} stroke={1.75} aria-hidden />
      </IconButton>
    </li>
  )
}

function Progress({ upload: { file, state, sent, problem } }: { upload: Upload }) {
  const t = useT('documents')
  const f = useFormats()
  if (state === 'failed') {
    return (
      <div role="alert" className={classes.failed}>
        <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
        <div>
          <strong>{file.name}</strong>
          <p>{refusalText(problem, t)}</p>
        </div>
      </div>
    )
  }
  if (state === 'done') {
    return (
      <div className={classes.done}>
        <IconCircleCheck size={16} stroke={1.75} aria-hidden />
        <span>{t('uploads.done', { name: file.name })}</span>
      </div>
    )
  }
  const note =
    state === 'sending'
      ? t('uploads.bytes', { done: f.bytes(sent), total: f.bytes(file.size) })
      : t(`uploads.${state}`)
  return (
    <ProgressBar label={file.name} value={state === 'checking' ? null : sent} max={file.size} note={note} />
  )
}
