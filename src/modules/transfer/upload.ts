import { basename } from 'node:path'
import type { Readable } from 'node:stream'
import { uuidv7 } from 'uuidv7'
import { workspacePlace } from '#modules/customers/surroundings.ts'
import type { Ctx } from '#platform/context.ts'
import { interruptionOf } from '#platform/database/interruption.ts'
import { AppError } from '#platform/errors.ts'
import type { ReceivedFile } from '#platform/files/files.ts'
import type { FileDescription } from '#platform/formats/file-description.ts'
import { describeFile } from '#platform/formats/sniff.ts'
import type { Exchange } from '#platform/http/routes.ts'
import { importOptions } from './contract.ts'
import { isHidden } from './hidden-fields.ts'
import { type Mapping, proposeMapping } from './mapping/propose.ts'
import { guessCountryOf } from './reading/guess-country.ts'
import { recallMapping } from './remembered-mapping.ts'
import { findImport, type ImportRecord, toRecord } from './stored-import.ts'

const mediaTypes: Record<FileDescription['format'], string> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  vcard: 'text/vcard',
}

/** Receives a file over HTTP and makes an import of it. */
export async function uploadImport(ctx: Ctx, { request, transaction }: Exchange): Promise<ImportRecord> {
  const limit = ctx.app.settings.maxUploadMb * 1024 * 1024
  // One byte more than allowed is let through, so that the file store sees that it is too much.
  const part = request.isMultipart()
    ? await request.file({ limits: { fileSize: limit + 1, files: 1 } })
    : undefined
  if (!part)
    throw new AppError('invalid', 'file.missing', { message: 'Send the file as a form with a field "file".' })
  return receiveImport(ctx, { source: part.file, name: part.filename ?? '', limit }, transaction)
}

/** Keeps a file, finds out what it is, and makes an import of it. What cannot be imported is not kept. */
export async function receiveImport(
  ctx: Ctx,
  file: { source: Readable; name: string; limit: number },
  transaction: Exchange['transaction'],
): Promise<ImportRecord> {
  const received = await ctx.app.files.receive(ctx.workspaceId, file.source, file.limit)
  let kept = false
  try {
    const description = await describeFile(received.path)
    return await transaction(async (tx) => {
      tx.afterCommit(() => {
        kept = true
      })
      return addImport(tx, received, basename(file.name.replaceAll('\\', '/')) || 'file', description)
    })
  } catch (error) {
    // A database that breaks off may have the record all the same: bytes too many do no harm, bytes too few do.
    kept ||= interruptionOf(error) === 'away'
    throw error
  } finally {
    // Refused, taken back, or a repeat of a request that was answered before: nothing points at these bytes.
    if (!kept) await ctx.app.files.discard(received)
  }
}

async function addImport(
  ctx: Ctx,
  received: ReceivedFile,
  name: string,
  description: FileDescription,
): Promise<ImportRecord> {
  const file = await ctx.app.files.keep(ctx, received, {
    purpose: 'import',
    name,
    mediaType: mediaTypes[description.format],
  })
  const remembered = await recallMapping(ctx, description)
  const columns = visible(
    ctx,
    remembered?.mapping ?? proposeMapping(description.columns, description.hasHeader ?? false, ctx.now),
  )
  const country =
    (await workspacePlace(ctx)).country ?? (await guessCountryOf(received.path, description, columns))
  const options = importOptions.parse({ country, ...remembered?.options })
  const id = uuidv7()
  await ctx.rows(
    `INSERT INTO imports (workspace_id, id, file_id, file_name, description, mapping, options, state, requested_by, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'uploaded', $8, $9)`,
    [
      ctx.workspaceId,
      id,
      file.id,
      file.name,
      JSON.stringify(description),
      JSON.stringify({ columns, remembered: remembered !== undefined }),
      JSON.stringify(options),
      ctx.actor.name,
      ctx.now,
    ],
  )
  return toRecord(await findImport(ctx, id))
}

/** A mapping without the fields that are hidden from the person. */
export const visible = (ctx: Ctx, mapping: Mapping): Mapping =>
  mapping.map(({ column, field }) => ({ column, field: isHidden(ctx.access, field) ? 'ignore' : field }))
