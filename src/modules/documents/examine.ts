import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'
import { AppError } from '#platform/errors.ts'
import type { Spooled } from '#platform/files/spool.ts'
import { contentTypes, endingOf, groupOf, isRun, mostMegabytes } from './content-types.ts'
import { legacyOffice } from './legacy-office.ts'

const MB = 1024 * 1024

type Reason = 'empty' | 'archive' | 'program' | 'page' | 'macros' | 'ending' | 'unknown'

const taken = 'Images, PDF, office files, text, video and audio can be kept here.'
const words: Record<Reason, string> = {
  empty: 'The file is empty. Nothing was stored; look whether it was saved whole.',
  archive: `Archives such as ZIP are not taken, because nobody can look into them here. Unpack it and add the files. ${taken}`,
  program: `Programs and scripts are not taken, because they can do harm to whoever opens them. ${taken}`,
  page: 'Web pages, SVG and XML are not taken, because they can hold scripts. Save it as PDF or as an image first.',
  macros: 'Office files with macros are not taken, because macros are programs. Save it without them first.',
  ending: 'The name ends like that of a program or a web page. Rename the file so that it says what it is.',
  unknown: `What kind of file this is cannot be told from its content. ${taken}`,
}

const refuse = (reason: Reason, found?: string) =>
  new AppError('invalid', `document.type.${reason}`, {
    message: words[reason],
    errors: [{ pointer: '/file', code: `document.type.${reason}`, message: words[reason] }],
    ...(found && { params: { found } }),
  })

const archives =
  /zip|compress|rar|tar|gzip|7z|bzip|x-xz|zstd|lz|arj|ace|cab|cpio|iso9660|diskimage|deb$|rpm$|epub|java-archive/
const programs =
  /elf|msdownload|mach-binary|java-vm|wasm|shortcut|chrome-extension|shockwave|htmlhelp|regedit/
const pages = /xml$|html|svg|rss|atom/
const macros = /macroenabled/i

function refuseFound(type: string): AppError {
  if (macros.test(type)) return refuse('macros', type)
  if (programs.test(type)) return refuse('program', type)
  if (pages.test(type)) return refuse('page', type)
  if (archives.test(type)) return refuse('archive', type)
  return refuse('unknown', type)
}

/**
 * What a received file is, by its bytes alone; its name only tells apart what is text anyway.
 * @returns the media type, one of `contentTypes`
 * @throws `document.type.*` for what is not taken, `upload.too_large` for more than its kind may have
 */
export async function examine({ path, size }: Spooled, name: string): Promise<string> {
  if (size === 0) throw refuse('empty')
  const type = await mediaTypeOf(path, name)
  if (isRun(name)) throw refuse('ending', endingOf(name))
  const most = mostMegabytes[groupOf(type)]
  if (size <= most * MB) return type
  throw new AppError('too-large', 'upload.too_large', {
    message: `The file is larger than ${most} MB, the most for files of this kind. Nothing was stored. Make it smaller, or split it.`,
    params: { limit_mb: most },
  })
}

async function mediaTypeOf(path: string, name: string): Promise<string> {
  const sniffed = (await fileTypeFromFile(path))?.mime.split(';')[0]
  const head = await headOf(path)
  // Two letters are enough to pass for a picture: what holds nothing but text is text.
  if (!sniffed || /^text\//.test(sniffed) || (isPlain(head) && !textual.test(sniffed)))
    return textTypeOf(path, name, head)
  if (sniffed === 'application/x-cfb') {
    const found = await legacyOffice(path)
    if (found) return found
    throw refuse(endingOf(name) === 'msi' ? 'program' : 'unknown', sniffed)
  }
  if (contentTypes[sniffed]) return sniffed
  throw refuseFound(sniffed)
}

/** Formats that are not text though they are written in letters. */
const textual = /pdf$|rtf$|xml$|postscript$|eps$/

const textTypes: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  tsv: 'text/csv',
  md: 'text/markdown',
  markdown: 'text/markdown',
}

/** How pages, pictures in XML and scripts begin, behind marks and comments. */
const pageStart =
  /^(?:\s|<!--[\s\S]*?-->|<\?xml[\s\S]*?\?>)*<(?:!doctype\s|html|head|body|script|svg|iframe|\?xml|\?php)/i
const scriptStart = /^#!\s*\//

async function textTypeOf(path: string, name: string, head: Buffer): Promise<string> {
  const start = textOf(head)
  if (pageStart.test(start)) throw refuse('page')
  if (scriptStart.test(start)) throw refuse('program')
  if (!(await holdsText(path, head))) throw refuse('unknown')
  return textTypes[endingOf(name)] ?? 'text/plain'
}

const isWide = (head: Buffer) =>
  (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)

const textOf = (head: Buffer): string =>
  (isWide(head) ? head.toString('latin1').replaceAll('\0', '').slice(2) : head.toString('utf8')).replace(
    /^\uFEFF/,
    '',
  )

/** No control characters but those of lines, tabs and pages. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\x00-\x08\x0e-\x1a\x1c-\x1f]/
const isPlain = (bytes: Buffer): boolean => !control.test(bytes.toString('latin1'))

async function holdsText(path: string, head: Buffer): Promise<boolean> {
  if (isWide(head)) return true
  for await (const chunk of createReadStream(path)) if (!isPlain(chunk as Buffer)) return false
  return true
}

async function headOf(path: string): Promise<Buffer> {
  const handle = await open(path)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(65_536), 0, 65_536, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}
