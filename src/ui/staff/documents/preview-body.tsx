import { useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../kit/feedback.tsx'
import { IconDownload } from '../../kit/icons.ts'
import { late } from '../../kit/late.tsx'
import { useT } from '../../kit/words.ts'
import { FileIcon } from './file-icon.tsx'
import classes from './preview.module.css'
import { TextPreview } from './text-preview.tsx'
import { type Document, download, previewUrl } from './use-documents.ts'

const PdfPages = late(() => import('./pdf-pages.tsx'), <Skeleton lines={[100]} height={320} />)

type Shown = Pick<Document['file'], 'number' | 'name' | 'type' | 'preview'>

/** The content of a file, each kind in its way; what no browser shows can be saved. */
export function PreviewBody({ id, title, file }: { id: string; title: string; file: Shown }) {
  const t = useT('documents')
  const [broken, setBroken] = useState(false)
  const { number, preview } = file
  const url = previewUrl(id, number)
  const save = (
    <Button icon={<IconDownload size={16} stroke={1.75} aria-hidden />} onClick={() => download(id, number)}>
      {t('download')}
    </Button>
  )
  if (preview === null) {
    return (
      <EmptyState icon={<FileIcon type={file.type} size={24} />} title={t('notShown')} actions={save}>
        {t('notShown.hint')}
      </EmptyState>
    )
  }
  if (broken) {
    return (
      <ErrorState small title={t('broken')} actions={save}>
        {t('broken.hint')}
      </ErrorState>
    )
  }
  const fail = () => setBroken(true)
  if (preview === 'image') return <img className={classes.image} src={url} alt={title} onError={fail} />
  if (preview === 'pdf') return <PdfPages url={url} title={title} onFail={fail} />
  if (preview === 'text') return <TextPreview url={url} title={title} onFail={fail} />
  if (preview === 'audio')
    // biome-ignore lint/a11y/useMediaCaption: what people upload has no captions of its own
    return <audio className={classes.audio} src={url} controls aria-label={title} onError={fail} />
  return (
    // biome-ignore lint/a11y/useMediaCaption: what people upload has no captions of its own
    <video
      className={classes.video}
      src={url}
      controls
      preload="metadata"
      aria-label={title}
      onError={fail}
    />
  )
}
