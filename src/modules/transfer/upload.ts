import type { Readable } from 'node:stream'
import { uuidv7 } from 'uuidv7'
import { workspacePlace } from '#modules/customers/surroundings.ts'
import type { Ctx } from '#platform/context.ts'
import { AppError } from '#platform/errors.ts'
import type { ReceivedFile } from '#platform/files/files.ts'
import { fileMissing, fileName, keeping, uploadedFile } from '#platform/files/receiving.ts'
import type { FileDescription } from '#platform/formats/file-description.ts'
import { describeFile } from '#platform/formats/sniff.ts'
import type { Exchange } from '#platform/http/routes.ts'
import { importOptions } from './contract.ts'
import { mappingWays } from './mapping/mapping-ways.ts'
import { guessCountryOf } from './reading/guess-country.ts'
import { recallMapping } from './remembered-mapping.ts'
import { findImport, type ImportRecord, toRecord } from './stored-import.ts'
import { CUSTOMERS, findTransfer } from './targets.ts'

const mediaTypes: Record<FileDescription['format'], string> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  vcard: 'text/vcard',
}

/** Receives a file over HTTP and makes an import of what it holds: customers, or records of a kind. */
export async function uploadImport(
  ctx: Ctx,
  target: string,
  { request, transaction }: Exchange,
): Promise<ImportRecord> {
  // Refused before the bytes are taken.
  if (target !== CUSTOMERS) await findTransfer(ctx, target, 'import')
  const limit = ctx.app.settings.maxUploadMb * 1024 * 1024
  const file = await uploadedFile(request, limit)
  if (!file) throw fileMissing()
  return receiveImport(ctx, { ...file, limit, target }, transaction)
}

/** Keeps a file, finds out what it is, and makes an import of it. What cannot be imported is not kept. */
export async function receiveImport(
  ctx: Ctx,
  {
    source,
    name,
    limit,
    target = CUSTOMERS,
  }: { source: Readable; name: string; limit: number; target?: string },
  transaction: Exchange['transaction'],
): Promise<ImportRecord> {
  let description: FileDescription | undefined
  const received = await ctx.app.files.receive(ctx.workspaceId, source, limit, async ({ path }) => {
    description = await describeFile(path)
    if (target !== CUSTOMERS && description.format === 'vcard') throw noCards()
  })
  return keeping(ctx, received, transaction, (tx) =>
    addImport(tx, received, { target, name: fileName(name), description: description! }),
  )
}

const noCards = () =>
  new AppError('invalid', 'file.cards', {
    message: 'Address cards hold customers and nothing else. Send a table, as CSV or XLSX.',
  })

async function addImport(
  ctx: Ctx,
  received: ReceivedFile,
  { target, name, description }: { target: string; name: string; description: FileDescription },
): Promise<ImportRecord> {
  const file = await ctx.app.files.keep(ctx, received, {
    purpose: 'import',
    name,
    mediaType: mediaTypes[description.format],
  })
  const ways = await mappingWays(ctx, target)
  const remembered = await recallMapping(ctx, { target, description })
  const columns = remembered ? ways.usable(remembered.mapping) : ways.propose(description)
  const here = (await workspacePlace(ctx)).country
  const country =
    here ?? (target === CUSTOMERS ? await guessCountryOf(received.path, description, columns) : null)
  const options = importOptions.parse({ country, ...remembered?.options })
  const id = uuidv7()
  await ctx.rows(
    `INSERT INTO imports (workspace_id, id, target, file_id, file_name, description, mapping, options, state, requested_by, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'uploaded', $9, $10)`,
    [
      ctx.workspaceId,
      id,
      target,
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
