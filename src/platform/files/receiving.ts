import { basename } from 'node:path'
import type { MultipartFile } from '@fastify/multipart'
import type { Ctx } from '../context.ts'
import { interruptionOf } from '../database/interruption.ts'
import { AppError } from '../errors.ts'
import type { Exchange } from '../http/routes.ts'
import type { ReceivedFile } from './files.ts'

/** The file of an upload, and the text fields that stood before it. Its stream must be read. */
export type UploadedFile = { source: MultipartFile['file']; name: string; fields: Record<string, string> }

/**
 * The one file of a form. One byte more than `limit` is let through, so that who reads it sees that it is too much:
 * a file cut at the limit must not pass for a whole one.
 */
export async function uploadedFile(
  request: Exchange['request'],
  limit: number,
): Promise<UploadedFile | undefined> {
  const part = request.isMultipart()
    ? await request.file({ limits: { fileSize: limit + 1, files: 1 } })
    : undefined
  if (!part) return undefined
  const fields = Object.entries(part.fields).flatMap(([name, field]) =>
    field && !Array.isArray(field) && field.type === 'field' ? [[name, String(field.value)] as const] : [],
  )
  return { source: part.file, name: fileName(part.filename), fields: Object.fromEntries(fields) }
}

/** The last part of whatever path a browser or program calls a file. */
export const fileName = (given = ''): string =>
  basename(given.replaceAll('\\', '/').replaceAll('\0', '')) || 'file'

/**
 * Runs the write that makes received bytes known. When it is refused, taken back, or a repeat of a request that was
 * answered before, nothing points at the bytes and they go.
 */
export async function keeping<T>(
  ctx: Ctx,
  received: ReceivedFile,
  transaction: Exchange['transaction'],
  verb: (tx: Ctx) => Promise<T>,
): Promise<T> {
  let kept = false
  try {
    return await transaction(async (tx) => {
      tx.afterCommit(() => {
        kept = true
      })
      return verb(tx)
    })
  } catch (error) {
    // A database that breaks off may have the record all the same: bytes too many do no harm, bytes too few do.
    kept ||= interruptionOf(error) === 'away'
    throw error
  } finally {
    if (!kept) await ctx.app.files.discard(received)
  }
}

export const fileMissing = () =>
  new AppError('invalid', 'file.missing', { message: 'Send the file as a form with a field "file".' })
