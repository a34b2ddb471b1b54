import type { Readable } from 'node:stream'
import { uuidv7 } from 'uuidv7'
import { workspacePlace } from '#modules/customers/surroundings.ts'
import type { Ctx } from '#platform/context.ts'
import type { ReceivedFile } from '#platform/files/files.ts'
import { fileMissing, fileName, keeping, uploadedFile } from '#platform/files/receiving.ts'
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
  const file = await uploadedFile(request, limit)
  if (!file) throw fileMissing()
  return receiveImport(ctx, { ...file, limit }, transaction)
}

/** Keeps a file, finds out what it is, and makes an import of it. What cannot be imported is not kept. */
export async function receiveImport(
  ctx: Ctx,
  file: { source: Readable; name: string; limit: number },
  transaction: Exchange['transaction'],
): Promise<ImportRecord> {
  let description: FileDescription | undefined
  const received = await ctx.app.files.receive(ctx.workspaceId, file.source, file.limit, async ({ path }) => {
    description = await describeFile(path)
  })
  return keeping(ctx, received, transaction, (tx) =>
    addImport(tx, received, fileName(file.name), description!),
  )
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
