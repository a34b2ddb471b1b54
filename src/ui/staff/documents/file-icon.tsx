import type { ComponentType } from 'react'
import {
  IconFile,
  IconFileSpreadsheet,
  IconFileText,
  IconFileTypePdf,
  IconMusic,
  IconPhoto,
  IconVideo,
} from '../../kit/icons.ts'
import type { Document } from './use-documents.ts'

const icons: Record<Document['file']['type'], ComponentType<{ size?: number; stroke?: number }>> = {
  image: IconPhoto,
  pdf: IconFileTypePdf,
  office: IconFileSpreadsheet,
  text: IconFileText,
  video: IconVideo,
  audio: IconMusic,
}

/** The sign of what a file is; what stands beside it says it in words. */
export function FileIcon({ type, size = 20 }: { type: Document['file']['type']; size?: number }) {
  const Icon = icons[type] ?? IconFile
  return (
    <span aria-hidden>
      <Icon size={size} stroke={1.5} />
    </span>
  )
}
