import type { FastifyReply } from 'fastify'
import type { Ctx } from '../context.ts'
import type { ByteRange } from '../files/bytes.ts'
import type { StoredFile } from '../files/files.ts'
import type { Exchange } from './routes.ts'

/** Marks that no header may hold in a value of RFC 8187, though `encodeURIComponent` leaves them. */
const percent = (mark: string) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`

/** A file name in the two forms of RFC 6266: what every program reads, and all of it. */
export function contentDisposition(kind: 'attachment' | 'inline', name: string): string {
  const plain = name.replace(/[^\w. ()-]/g, '_')
  const whole = encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, percent)
  return `${kind}; filename="${plain}"; filename*=UTF-8''${whole}`
}

/** The headers of a file that somebody gave us: never run as a page, never guessed at, kept by no cache. */
export function fileHeaders(
  reply: FastifyReply,
  { kind, name, type }: { kind: 'attachment' | 'inline'; name: string; type: string },
): FastifyReply {
  return reply
    .type(type)
    .header('content-disposition', contentDisposition(kind, name))
    .header('cache-control', 'private, no-store')
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
}

/**
 * The one range of a request (RFC 9110, 14.1.2): null for the whole, also where the header is not understood or asks
 * for several; `behind` when it begins behind the end.
 */
export function rangeOf(header: string | undefined, size: number): ByteRange | 'behind' | null {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? []
  if (first === '' && last === '') return null
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (first !== '' && last !== '' && Number(last) < start) return null
  return start < size ? { start, end } : 'behind'
}

/** Sends a stored file, or the part of it that is asked for, as it comes from where it lies. */
export async function sendStored(
  ctx: Ctx,
  { request, reply }: Exchange,
  { file, ...about }: { file: StoredFile; kind: 'attachment' | 'inline'; type: string },
): Promise<FastifyReply> {
  const etag = `"${file.sha256}"`
  const { range: asked, 'if-range': condition } = request.headers
  const range = condition && condition !== etag ? null : rangeOf(asked, file.size)
  if (range === 'behind') return reply.code(416).header('content-range', `bytes */${file.size}`).send()
  const bytes = await ctx.app.files.open(ctx.workspaceId, file.id, range ?? undefined)
  fileHeaders(reply, { ...about, name: file.name })
    .header('accept-ranges', 'bytes')
    .header('etag', etag)
  if (range) {
    reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${file.size}`)
  }
  return reply.header('content-length', range ? range.end - range.start + 1 : file.size).send(bytes)
}
