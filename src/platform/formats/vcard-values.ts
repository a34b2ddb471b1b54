import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import type { Property } from './vcard-lines.ts'

const encodingOf = ({ params }: Property): string => (params.get('ENCODING')?.[0] ?? '').toUpperCase()

/** Undoes quoted-printable (RFC 2045) in the character set of the property, else UTF-8, else the one of the file. */
export const plainValue = (property: Property, fileEncoding: string): string => {
  const encoding = encodingOf(property)
  if (encoding !== 'QUOTED-PRINTABLE' && encoding !== 'Q') return property.value
  const named = property.params.get('CHARSET')?.[0]
  const stated = named && iconv.encodingExists(named) ? named : undefined
  const bytes: Buffer[] = []
  // Characters that stand unencoded are those of the file, already decoded.
  for (const piece of property.value.split(/((?:=[0-9A-Fa-f]{2})+)/)) {
    if (/^=[0-9A-Fa-f]{2}/.test(piece)) bytes.push(Buffer.from(piece.replaceAll('=', ''), 'hex'))
    else if (piece) bytes.push(iconv.encode(piece, stated ?? 'utf-8'))
  }
  const whole = Buffer.concat(bytes)
  if (stated && !(/^utf-?8$/i.test(stated) && !isUtf8(whole))) return iconv.decode(whole, stated)
  if (isUtf8(whole)) return whole.toString('utf8')
  return iconv.decode(whole, /^utf/i.test(fileEncoding) ? 'windows-1252' : fileEncoding)
}

/** Undoes backslash escapes: `\n`, and any other sign for itself. */
export const unescapeText = (text: string): string =>
  text.includes('\\')
    ? text.replace(/\\([nN]|[\\,;:"'])/g, (_, sign) => (sign === 'n' || sign === 'N' ? '\n' : sign))
    : text

/** Splits at a separator that is not escaped; the pieces are still escaped. */
export const splitEscaped = (text: string, separator: ';' | ','): string[] => {
  const parts: string[] = []
  let from = 0
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === separator) {
      parts.push(text.slice(from, i))
      from = i + 1
    }
  }
  parts.push(text.slice(from))
  return parts
}

const SIGNATURES: [mediaType: string, signature: RegExp][] = [
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/png', /^\x89PNG/],
  ['image/gif', /^GIF8/],
  ['image/webp', /^RIFF[\s\S]{4}WEBP/],
]
const MAX_PHOTO = 10 * 1_048_576

/** A picture that stands in the card itself (base64 or `data:`), its type told from its bytes; else undefined. */
export const photoOf = (property: Property): { mediaType: string; data: Buffer } | undefined => {
  const inline = /^data:[^,]*;base64,/i.exec(property.value)?.[0]
  const encoding = encodingOf(property)
  if (!inline && encoding !== 'BASE64' && encoding !== 'B') return undefined
  const data = Buffer.from(property.value.slice(inline?.length ?? 0), 'base64')
  const start = data.toString('latin1', 0, 16)
  const mediaType = SIGNATURES.find(([, signature]) => signature.test(start))?.[0]
  return mediaType && data.length <= MAX_PHOTO ? { mediaType, data } : undefined
}
