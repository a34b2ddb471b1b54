/** What people may hang on a customer, by what it is for them. */
export const contentGroups = ['image', 'pdf', 'office', 'text', 'video', 'audio'] as const
export type ContentGroup = (typeof contentGroups)[number]

/** The largest file of a group in megabytes; nothing is larger than MAX_UPLOAD_MB. */
export const mostMegabytes: Record<ContentGroup, number> = {
  image: 50,
  pdf: 100,
  office: 100,
  text: 20,
  video: Number.POSITIVE_INFINITY,
  audio: 200,
}

type ContentType = {
  group: ContentGroup
  /** Endings that names of such files have; the first is the usual one. */
  endings: readonly string[]
  /** Browsers show it without doing anything that it says. */
  shown?: true
}

const ooxml = 'application/vnd.openxmlformats-officedocument'
const odf = 'application/vnd.oasis.opendocument'

/** The media types that are taken, as the bytes tell them. Everything else is refused. */
export const contentTypes: Readonly<Record<string, ContentType>> = {
  'image/jpeg': { group: 'image', endings: ['jpg', 'jpeg', 'jpe', 'jfif'], shown: true },
  'image/png': { group: 'image', endings: ['png'], shown: true },
  'image/apng': { group: 'image', endings: ['png', 'apng'], shown: true },
  'image/gif': { group: 'image', endings: ['gif'], shown: true },
  'image/webp': { group: 'image', endings: ['webp'], shown: true },
  'image/avif': { group: 'image', endings: ['avif'], shown: true },
  'image/bmp': { group: 'image', endings: ['bmp', 'dib'], shown: true },
  'image/tiff': { group: 'image', endings: ['tif', 'tiff'] },
  'image/heic': { group: 'image', endings: ['heic', 'heif'] },
  'image/heif': { group: 'image', endings: ['heif', 'heic'] },
  'application/pdf': { group: 'pdf', endings: ['pdf', 'ai'], shown: true },
  [`${ooxml}.wordprocessingml.document`]: { group: 'office', endings: ['docx'] },
  [`${ooxml}.spreadsheetml.sheet`]: { group: 'office', endings: ['xlsx'] },
  [`${ooxml}.presentationml.presentation`]: { group: 'office', endings: ['pptx'] },
  [`${odf}.text`]: { group: 'office', endings: ['odt'] },
  [`${odf}.spreadsheet`]: { group: 'office', endings: ['ods'] },
  [`${odf}.presentation`]: { group: 'office', endings: ['odp'] },
  'application/msword': { group: 'office', endings: ['doc', 'dot'] },
  'application/vnd.ms-excel': { group: 'office', endings: ['xls', 'xlt'] },
  'application/vnd.ms-powerpoint': { group: 'office', endings: ['ppt', 'pps', 'pot'] },
  'text/plain': { group: 'text', endings: ['txt', 'text', 'log'], shown: true },
  'text/csv': { group: 'text', endings: ['csv', 'tsv'], shown: true },
  'text/markdown': { group: 'text', endings: ['md', 'markdown'], shown: true },
  'video/mp4': { group: 'video', endings: ['mp4', 'm4v'], shown: true },
  'video/x-m4v': { group: 'video', endings: ['m4v', 'mp4'], shown: true },
  'video/webm': { group: 'video', endings: ['webm'], shown: true },
  'video/ogg': { group: 'video', endings: ['ogv', 'ogg'], shown: true },
  'video/quicktime': { group: 'video', endings: ['mov', 'qt'], shown: true },
  'video/matroska': { group: 'video', endings: ['mkv'] },
  'video/vnd.avi': { group: 'video', endings: ['avi'] },
  'video/mpeg': { group: 'video', endings: ['mpg', 'mpeg'] },
  'audio/mpeg': { group: 'audio', endings: ['mp3'], shown: true },
  'audio/mp4': { group: 'audio', endings: ['m4a', 'mp4'], shown: true },
  'audio/x-m4a': { group: 'audio', endings: ['m4a', 'mp4'], shown: true },
  'audio/aac': { group: 'audio', endings: ['aac'], shown: true },
  'audio/wav': { group: 'audio', endings: ['wav'], shown: true },
  'audio/ogg': { group: 'audio', endings: ['ogg', 'oga', 'opus'], shown: true },
  'audio/flac': { group: 'audio', endings: ['flac'], shown: true },
}

/** How a browser shows it in a page of ours; null for what is only downloaded. */
export const previewOf = (mediaType: string): Exclude<ContentGroup, 'office'> | null => {
  const found = contentTypes[mediaType]
  return found?.shown && found.group !== 'office' ? found.group : null
}

export const groupOf = (mediaType: string): ContentGroup => contentTypes[mediaType]?.group ?? 'text'

/** What stands behind the last dot of a name, in lower case; empty without one. */
export const endingOf = (name: string): string => /\.([a-z0-9]{1,10})$/i.exec(name)?.[1]?.toLowerCase() ?? ''

/** The usual ending of such files, where the name has another one: it says what the file is not. */
export function betterEnding(mediaType: string, name: string): string | null {
  const endings = contentTypes[mediaType]?.endings ?? []
  const ending = endingOf(name)
  if (ending === '' || endings.includes(ending)) return null
  // Text goes by many endings, and none of them says that it is something else.
  if (mediaType === 'text/plain' && !knownEndings.has(ending)) return null
  return endings[0] ?? null
}

const knownEndings = new Set(Object.values(contentTypes).flatMap(({ endings }) => endings))

/** Endings that a desktop opens as a program or a page, whatever the bytes are. */
const runEndings =
  /^(exe|com|scr|pif|msi|msp|bat|cmd|ps1|psm1|vbs|vbe|js|jse|mjs|wsf|wsh|hta|lnk|reg|jar|app|sh|bash|py|pl|php|cpl|dll|gadget|url|chm|html?|xhtml|shtml|svgz?|xml|xsl|swf)$/

export const isRun = (name: string): boolean => runEndings.test(endingOf(name))
