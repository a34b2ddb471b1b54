import type { Ctx } from '#platform/context.ts'
import { invalid } from '#platform/errors.ts'
import { fileMissing, keeping, uploadedFile } from '#platform/files/receiving.ts'
import type { Exchange } from '#platform/http/routes.ts'
import { type Document, uploadFields } from './contract.ts'
import { addDocument, addVersion, type DocumentDetails, type NewFile } from './document.ts'
import { examine } from './examine.ts'
import { customerKind, findDocument } from './queries.ts'
import { demandKind } from './rules.ts'

/** Receives a file over HTTP and hangs it on a customer. What cannot be taken is refused before its bytes are kept. */
export async function uploadDocument(ctx: Ctx, customerId: string, http: Exchange): Promise<Document> {
  const kind = await customerKind(ctx, customerId)
  let details: DocumentDetails = {}
  const check = (fields: Record<string, string>) => {
    details = detailsOf(fields)
    demandKind(details.kind, kind)
  }
  return receive(ctx, http, check, (tx, file) => addDocument(tx, customerId, file, details))
}

/** Receives a file over HTTP as the new version of a document. */
export async function uploadVersion(ctx: Ctx, id: string, http: Exchange): Promise<Document> {
  await findDocument(ctx, id)
  return receive(
    ctx,
    http,
    () => {},
    (tx, file) => addVersion(tx, id, file),
  )
}

async function receive(
  ctx: Ctx,
  { request, transaction }: Exchange,
  check: (fields: Record<string, string>) => void,
  verb: (tx: Ctx, file: NewFile) => Promise<Document>,
): Promise<Document> {
  const limit = ctx.app.settings.maxUploadMb * 1024 * 1024
  const file = await uploadedFile(request, limit)
  if (!file) throw fileMissing()
  const { source, name, fields } = file
  check(fields)
  let mediaType = ''
  const received = await ctx.app.files.receive(ctx.workspaceId, source, limit, async (bytes) => {
    mediaType = await examine(bytes, name)
  })
  return keeping(ctx, received, transaction, (tx) => verb(tx, { received, name, mediaType }))
}

/** Text fields of the form. An empty one counts as absent, as browsers send all of a form's. */
function detailsOf(fields: Record<string, string>): DocumentDetails {
  const given = Object.entries(fields).filter(([, value]) => value.trim() !== '')
  const read = uploadFields.safeParse(Object.fromEntries(given))
  if (read.success) return read.data
  throw invalid(
    'document.invalid',
    read.error.issues.map(({ path, code, message }) => ({
      pointer: `/${path.join('/')}`,
      code,
      message: `${path.join('.') || 'The form'}: ${message}`,
    })),
  )
}
