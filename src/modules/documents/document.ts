import { uuidv7 } from 'uuidv7'
import { historyPart, type RecordChange } from '#capabilities/history/record.ts'
import type { Ctx } from '#platform/context.ts'
import { db } from '#platform/database/builder.ts'
import { AppError } from '#platform/errors.ts'
import { emit } from '#platform/events/events.ts'
import type { ReceivedFile } from '#platform/files/files.ts'
import { groupOf } from './content-types.ts'
import { type Document, type DocumentChange, type DocumentKind, documentKinds } from './contract.ts'
import {
  documentAdded,
  documentChanged,
  documentDeleted,
  documentWords,
  putAway,
  updateDocument,
} from './history.ts'
import { customerKind, findDocument, findVersion, toDocument } from './queries.ts'
import { demandKind, staleDocument } from './rules.ts'
import { addVersionRow } from './versions.ts'

/** A file that was received and found to be what it is. */
export type NewFile = { received: ReceivedFile; name: string; mediaType: string }
export type DocumentDetails = {
  kind?: DocumentKind | undefined
  title?: string | undefined
  description?: string | undefined
}

type Stored = Awaited<ReturnType<typeof findDocument>>

/** Says what happened to a document, keeps what it changed, and lets it be found by what it is called now. */
const tell = (ctx: Ctx, event: string, document: Stored, changed: RecordChange): Promise<void> =>
  emit(
    ctx,
    event,
    { customerId: document.customer.id, subjectId: document.id, payload: { title: document.title } },
    [historyPart(ctx, [changed]), documentWords(ctx, document)],
  )

const keep = (ctx: Ctx, { received, name, mediaType }: NewFile) =>
  ctx.app.files.keep(ctx, received, { purpose: 'document', name, mediaType })

/** What a file is called without its ending. */
const titleOf = (name: string): string =>
  name
    .replace(/(?<=.)\.[^.]{1,10}$/, '')
    .slice(0, 200)
    .trim() || name.slice(0, 200)

/** Films are filed as such unless somebody says otherwise. */
const usualKind = (mediaType: string): DocumentKind =>
  documentKinds.find((kind) => kind === groupOf(mediaType)) ?? 'general'

/** Adds a document to a customer; its bytes lie safely already. */
export async function addDocument(
  ctx: Ctx,
  customerId: string,
  file: NewFile,
  { kind, title, description }: DocumentDetails,
): Promise<Document> {
  demandKind(kind, await customerKind(ctx, customerId, 'hold'))
  const { id: fileId } = await keep(ctx, file)
  const id = uuidv7()
  const now = ctx.now.toISOString()
  await ctx.run(
    db.insertInto('documents').values({
      workspace_id: ctx.workspaceId,
      id,
      customer_id: customerId,
      kind: kind ?? usualKind(file.mediaType),
      title: title ?? titleOf(file.name),
      description: description ?? null,
      current_version: 1,
      created_by: ctx.actor.kind === 'staff' ? ctx.actor.id : null,
      created_at: now,
      updated_at: now,
    }),
  )
  await addVersionRow(ctx, { documentId: id, fileId })
  const document = await findDocument(ctx, id)
  await tell(ctx, 'document.added', document, documentAdded(document))
  return toDocument(document)
}

/** Adds a version, which is the one that people see from now on. */
export async function addVersion(ctx: Ctx, id: string, file: NewFile): Promise<Document> {
  const before = await findDocument(ctx, id, 'update')
  const { id: fileId } = await keep(ctx, file)
  return showVersion(
    ctx,
    before,
    await addVersionRow(ctx, { documentId: id, fileId }),
    'document.version_added',
  )
}

/** Brings an earlier version back as the newest one; the bytes are the same. */
export async function reinstateVersion(ctx: Ctx, id: string, number: number): Promise<Document> {
  const before = await findDocument(ctx, id, 'update')
  const file = await findVersion(ctx, before, number)
  if (file.id === before.file.id)
    throw new AppError('conflict', 'version.current', {
      message: 'This version is the one that is shown already. Nothing was changed.',
    })
  const added = await addVersionRow(ctx, { documentId: id, fileId: file.id, restoredFrom: number })
  return showVersion(ctx, before, added, 'document.version_reinstated')
}

async function showVersion(ctx: Ctx, before: Stored, number: number, event: string): Promise<Document> {
  await updateDocument(ctx, before.id, { current_version: number })
  const after = await findDocument(ctx, before.id)
  await tell(ctx, event, after, documentChanged(before, after))
  return toDocument(after)
}

/** Changes what is said of a document; `seen` is the version the caller saw, undefined for whatever is there. */
export async function changeDocument(
  ctx: Ctx,
  id: string,
  change: DocumentChange,
  seen: number | undefined,
): Promise<Document> {
  const before = await findDocument(ctx, id, 'update')
  if (seen !== undefined && seen !== before.version) throw staleDocument(toDocument(before))
  if (change.kind) demandKind(change.kind, await customerKind(ctx, before.customer.id))
  await updateDocument(ctx, id, change)
  const after = await findDocument(ctx, id)
  await tell(ctx, 'document.changed', after, documentChanged(before, after))
  return toDocument(after)
}

/** Takes a document away; its bytes are kept for as long as the deletion can be undone. */
export async function deleteDocument(ctx: Ctx, id: string): Promise<undefined> {
  const document = await findDocument(ctx, id, 'update')
  await putAway(ctx, [id])
  await emit(
    ctx,
    'document.deleted',
    { customerId: document.customer.id, subjectId: id, payload: { title: document.title } },
    [historyPart(ctx, [documentDeleted(document)])],
  )
  return undefined
}
