import type { ChangeEvent } from 'react'
import { Button } from '../../kit/button.tsx'
import { cx } from '../../kit/cx.ts'
import { Notice, ProgressBar } from '../../kit/feedback.tsx'
import { useFormats } from '../../kit/format.ts'
import { IconUpload } from '../../kit/icons.ts'
import { useFileDrop } from '../shared/file-drop.ts'
import classes from './drop-zone.module.css'
import { CUSTOMERS, useWordsOf } from './targets.ts'
import { useUpload } from './use-upload.ts'

const tables = '.csv,.tsv,.txt,.xlsx,text/csv'

/** Where a file comes in: dropped anywhere on the page, or chosen with mouse or keyboard. */
export function DropZone({ target }: { target: string }) {
  const t = useWordsOf(target)
  const f = useFormats()
  const { upload, refusal, take, cancel } = useUpload(target)
  const over = useFileDrop(take, upload === null)
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.currentTarget.files ?? [])]
    // The same file may be chosen again once it is mended.
    event.currentTarget.value = ''
    if (files.length > 0) take(files)
  }
  if (upload) {
    const sent = upload.sent >= upload.size
    return (
      <div className={classes.zone}>
        <div className={classes.sending}>
          <ProgressBar
            label={sent ? t('upload.reading') : t('upload.sending', { file: upload.name })}
            value={sent ? null : upload.sent}
            max={upload.size}
            note={t('upload.bytes', { done: f.bytes(upload.sent), total: f.bytes(upload.size) })}
          />
          <Button onClick={cancel}>{t('upload.cancel')}</Button>
        </div>
      </div>
    )
  }
  return (
    <>
      <label className={cx(classes.zone, classes.open, over && classes.over)}>
        <input
          type="file"
          className="visually-hidden"
          aria-label={t('drop.label')}
          accept={target === CUSTOMERS ? `${tables},.vcf,.vcard,text/vcard` : tables}
          onChange={choose}
        />
        <span className={classes.icon}>
          <IconUpload size={24} stroke={1.75} aria-hidden />
        </span>
        <span className={classes.title}>
          {over ? t('drop.over') : `${t('drop.title')} `}
          {!over && <span className={classes.choose}>{t('drop.choose')}</span>}
        </span>
        <span className={classes.hint}>{t('drop.formats')}</span>
        <span className={classes.hint}>{t('drop.safe')}</span>
      </label>
      {refusal && (
        <Notice tone="danger" title={refusal.name && t('upload.refused', { file: refusal.name })}>
          {refusal.text}
        </Notice>
      )}
      {over && <div className={classes.veil} aria-hidden />}
    </>
  )
}
