import { addToAudit } from '#platform/audit.ts'
import type { Ctx } from '#platform/context.ts'
import { AppError } from '#platform/errors.ts'
import type { Exchange } from '#platform/http/routes.ts'
import { sendStored } from '#platform/http/send-file.ts'
import { previewOf } from './content-types.ts'
import { findDocument, findVersion } from './queries.ts'

async function find(ctx: Ctx, id: string, number: number | undefined) {
  const document = await findDocument(ctx, id)
  addToAudit(ctx, { customerId: document.customer.id })
  return findVersion(ctx, document, number)
}

/** Answers with a file to be saved. */
export async function sendDocument(ctx: Ctx, id: string, number: number | undefined, http: Exchange) {
  const file = await find(ctx, id, number)
  return sendStored(ctx, http, { file, kind: 'attachment', type: file.media_type })
}

/** Answers with a file to be shown in a page of ours. Text is text, whatever it says. */
export async function sendPreview(ctx: Ctx, id: string, number: number | undefined, http: Exchange) {
  const file = await find(ctx, id, number)
  const preview = previewOf(file.media_type)
  if (!preview) {
    throw new AppError('conflict', 'document.not_shown', {
      message: 'Browsers do not show files of this kind. Download it and open it with its program.',
    })
  }
  const type = preview === 'text' ? 'text/plain; charset=utf-8' : file.media_type
  return sendStored(ctx, http, { file, kind: 'inline', type })
}
