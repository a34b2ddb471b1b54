import { fileTypeFromBuffer } from 'file-type'
import { historyPart } from '#capabilities/history/record.ts'
import { hides } from '#platform/access.ts'
import type { Ctx } from '#platform/context.ts'
import type { Insert } from '#platform/database/insert-rows.ts'
import { AppError, missing } from '#platform/errors.ts'
import { emit } from '#platform/events/events.ts'
import { keeping } from '#platform/files/receiving.ts'
import type { Exchange } from '#platform/http/routes.ts'
import type { CustomerRecord } from './contract.ts'
import { demandNotArchived } from './customer.ts'
import { demandMayWrite } from './hidden-fields.ts'
import { customerChanged } from './history-values.ts'
import { imageSize } from './photo-size.ts'
import { findCustomer, readCustomer, type StoredRecord } from './queries.ts'

const types = ['image/jpeg', 'image/png', 'image/webp']
const MOST_BYTES = 10 * 1024 * 1024
/** Beyond this a small file can unfold to more memory than a browser should spend on a face. */
const MOST_PIXELS = 50_000_000

const refuse = (message: string) =>
  new AppError('invalid', 'photo.type', {
    message,
    errors: [{ pointer: '/file', code: 'photo.type', message }],
  })

/** What the bytes are, whatever the name and the sender say. */
export async function sniff(bytes: Buffer): Promise<string> {
  const found = await fileTypeFromBuffer(bytes)
  if (!found || !types.includes(found.mime)) throw refuse('A photo is a JPEG, PNG or WebP file.')
  const size = imageSize(bytes, found.mime)
  if (!size || size.width < 1 || size.height < 1) throw refuse('This picture is damaged.')
  if (size.width * size.height > MOST_PIXELS)
    throw refuse('This picture has more than 50 million pixels. Make it smaller first.')
  return found.mime
}

async function receive(request: Exchange['request']): Promise<{ name: string; bytes: Buffer }> {
  const tooLarge = () =>
    new AppError('too-large', 'upload.too_large', {
      message: 'The photo is larger than 10 MB. Nothing was stored.',
      params: { limit_mb: 10 },
    })
  // One byte more than allowed is let through: a file cut at the limit must not pass for a whole one.
  const part = request.isMultipart()
    ? await request.file({ limits: { fileSize: MOST_BYTES + 1, files: 1 } })
    : undefined
  if (!part) throw refuse('Send the photo as a form with a field "file".')
  const bytes = await part.toBuffer().catch((error) => {
    throw error.code === 'FST_REQ_FILE_TOO_LARGE' ? tooLarge() : error
  })
  if (bytes.length > MOST_BYTES) throw tooLarge()
  return { name: part.filename || 'photo', bytes }
}

/** Stores an uploaded photo in place of the one that was there. */
export async function setPhoto(
  ctx: Ctx,
  id: string,
  { request, transaction }: Exchange,
): Promise<CustomerRecord> {
  demandMayWrite(ctx.access, { photo: true })
  const { name, bytes } = await receive(request)
  const mediaType = await sniff(bytes)
  const received = await ctx.app.files.receive(ctx.workspaceId, bytes, MOST_BYTES)
  return keeping(ctx, received, transaction, async (tx) => {
    const customer = await findCustomer(tx, id, 'update')
    demandNotArchived(customer)
    const file = await tx.app.files.keep(tx, received, { purpose: 'photo', name, mediaType })
    const changed = await pointTo(tx, customer, file.id)
    await emit(tx, 'customer.photo_set', { customerId: id, payload: {} }, [changed])
    return readCustomer(tx, id)
  })
}

export async function removePhoto(ctx: Ctx, id: string): Promise<CustomerRecord> {
  demandMayWrite(ctx.access, { photo: null })
  const customer = await findCustomer(ctx, id, 'update')
  demandNotArchived(customer)
  if (customer.photo_file_id) {
    const changed = await pointTo(ctx, customer, null)
    await emit(ctx, 'customer.photo_removed', { customerId: id, payload: {} }, [changed])
  }
  return readCustomer(ctx, id)
}

/** Gives a customer another photo, or none. @returns the row of the history, to be written with the event. */
async function pointTo(
  ctx: Ctx,
  { id, photo_file_id: old, version }: StoredRecord,
  fileId: string | null,
): Promise<Insert> {
  await ctx.rows(
    'UPDATE customers SET photo_file_id = $3, updated_at = $4, version = version + 1 WHERE workspace_id = $1 AND id = $2',
    [ctx.workspaceId, id, fileId, ctx.now],
  )
  if (old) await ctx.app.files.remove(ctx, old)
  const changed = customerChanged(id, version + 1, { photo: [old, fileId] })
  return historyPart(ctx, [old ? { ...changed, final: true } : changed])
}

/** Answers with the picture: never run as a page, and read again only when it changed. */
export async function sendPhoto(
  ctx: Ctx,
  id: string,
  { request, reply }: Exchange,
): Promise<Exchange['reply']> {
  const { photo_file_id } = await findCustomer(ctx, id)
  if (!photo_file_id || hides(ctx.access, 'customers.photo')) throw missing('photo')
  const file = await ctx.app.files.find(ctx, photo_file_id)
  const etag = `"${file.sha256}"`
  reply
    .header('etag', etag)
    .header('cache-control', 'private, no-cache')
    .header('content-disposition', 'inline')
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
  if (request.headers['if-none-match'] === etag) {
    return reply.code(304).send()
  }
  const bytes = await ctx.app.files.open(ctx.workspaceId, file.id)
  return reply.type(file.media_type).header('content-length', file.size).send(bytes)
}
