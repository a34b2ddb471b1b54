import { type ChangeEvent, useEffect, useRef, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { cx } from '../../kit/cx.ts'
import { Notice, ProgressBar } from '../../kit/feedback.tsx'
import { useFormats } from '../../kit/format.ts'
import { IconUpload } from '../../kit/icons.ts'
import { useT } from '../../kit/words.ts'
import classes from './drop-zone.module.css'
import { useUpload } from './use-upload.ts'

const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false

/** Files of a drop; folders are left out, they cannot be read as a file. */
const filesOf = ({ dataTransfer }: DragEvent): File[] =>
  [...(dataTransfer?.items ?? [])].flatMap((item) => {
    const file = item.webkitGetAsEntry?.()?.isDirectory ? null : item.getAsFile()
    return file ? [file] : []
  })

/** Hears files that are dropped anywhere on the page; true while some hang over it. */
function useDrop(take: (files: File[]) => void, enabled: boolean): boolean {
  const [over, setOver] = useState(false)
  const latest = useRef(take)
  latest.current = take
  useEffect(() => {
    if (!enabled) return
    // Entering a child comes before leaving its parent, so the two are counted.
    let depth = 0
    const on = (type: string, then: (event: DragEvent) => void) => {
      const listener = (event: Event) => {
        if (!carriesFiles(event as DragEvent)) return
        event.preventDefault()
        then(event as DragEvent)
      }
      addEventListener(type, listener)
      return () => removeEventListener(type, listener)
    }
    const offs = [
      on('dragenter', () => setOver(++depth > 0)),
      on('dragleave', () => setOver(--depth > 0)),
      on('dragover', () => {}),
      on('drop', (event) => {
        depth = 0
        setOver(false)
        latest.current(filesOf(event))
      }),
    ]
    return () => {
      setOver(false)
      for (const off of offs) off()
    }
  }, [enabled])
  return over
}

/** Where a file comes in: dropped anywhere on the page, or chosen with mouse or keyboard. */
export function DropZone() {
  const t = useT('imports')
  const f = useFormats()
  const { upload, refusal, take, cancel } = useUpload()
  const over = useDrop(take, upload === null)
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
          accept=".csv,.tsv,.txt,.xlsx,.vcf,.vcard,text/csv,text/vcard"
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
