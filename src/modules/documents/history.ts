import type {
  PresentRecord,
  RecordHistory,
  RecordUpdate,
  Refusals,
  RestoredRecord,
} from '#capabilities/declaration/record-history.ts'
import type { RecordChange } from '#capabilities/history/record.ts'
import { allOf } from '#capabilities/history/undo.ts'
import { same } from '#capabilities/history/values.ts'
import { forgetRecordWords, recordWordsPart } from '#capabilities/search/record-words.ts'
import type { Ctx } from '#platform/context.ts'
import { db } from '#platform/database/builder.ts'
import type { Insert } from '#platform/database/insert-rows.ts'
import { emitAll } from '#platform/events/events.ts'
import type { DocumentKind } from './contract.ts'
import { findDocuments } from './queries.ts'
import { kindRefusal } from './rules.ts'
import { pointToFile } from './versions.ts'

type Stored = Awaited<ReturnType<typeof findDocuments>>[number]

/** Fields of a document as history keeps them. A file stands for its bytes: the same id, the same bytes. */
const documentValues = ({ title, description, kind, file, created_by, created_at }: Stored) => ({
  title,
  description,
  kind,
  file: { id: file.id, name: file.name, media_type: file.media_type, size: file.size },
  created_by,
  created_at,
})
type Values = ReturnType<typeof documentValues>

const about = ({ id, customer }: Stored) => ({ customerId: customer.id, kind: 'document', recordId: id })

export const documentAdded = (document: Stored): RecordChange => ({
  ...about(document),
  action: 'created',
  version: document.version,
  changes: {},
})

export const documentDeleted = (document: Stored): RecordChange => ({
  ...about(document),
  action: 'deleted',
  version: document.version,
  changes: allOf(documentValues(document)),
})

export function documentChanged(before: Stored, after: Stored): RecordChange {
  const [old, now] = [documentValues(before), documentValues(after)]
  const fields = (Object.keys(now) as (keyof Values)[]).filter((field) => !same(old[field], now[field]))
  const changes = Object.fromEntries(fields.map((field) => [field, [old[field], now[field]] as const]))
  return { ...about(after), action: 'changed', version: after.version, changes }
}

type Worded = { id: string; customerId: string; title: string; fileName: string }

/** What documents are found by. */
const wordsOf = (ctx: Ctx, documents: readonly Worded[]): Insert =>
  recordWordsPart(
    ctx,
    'document',
    documents.map(({ id, customerId, title, fileName }) => ({
      id,
      customerId,
      text: `${title} ${fileName}`,
    })),
  )

export const documentWords = (ctx: Ctx, { id, customer, title, file }: Stored): Insert =>
  wordsOf(ctx, [{ id, customerId: customer.id, title, fileName: file.name }])

export const updateDocument = (ctx: Ctx, id: string, values: Record<string, unknown>) =>
  ctx.run(
    db
      .updateTable('documents')
      .set((eb) => ({ ...values, updated_at: ctx.now.toISOString(), version: eb('version', '+', 1) }))
      .where('workspace_id', '=', ctx.workspaceId)
      .where('id', '=', id),
  )

type Told = { id: string; customerId: string; values: Values }

const say = (ctx: Ctx, name: string, records: readonly Told[], beside: readonly Insert[] = []) =>
  emitAll(
    ctx,
    records.map(({ id, customerId, values }) => ({
      name,
      customerId,
      subjectId: id,
      payload: { title: values.title },
    })),
    beside,
  )

const worded = (records: readonly Told[]): Worded[] =>
  records.map(({ id, customerId, values }) => ({
    id,
    customerId,
    title: values.title,
    fileName: values.file.name,
  }))

async function write(ctx: Ctx, updates: readonly RecordUpdate[], why: 'undo' | 'revert'): Promise<Refusals> {
  const kinds = await customerKinds(
    ctx,
    updates.map(({ present }) => present.customerId),
  )
  const refusals = new Map<string, string>()
  const written: Told[] = []
  for (const { present, values } of updates) {
    const after = { ...present.values, ...values } as Values
    const { file, ...columns } = values as Partial<Values>
    const refused = kindRefusal(after.kind as DocumentKind, kinds.get(present.customerId) ?? '')
    const pointed = refused ? null : file ? await pointToFile(ctx, present.id, file.id, why) : {}
    if (pointed) {
      await updateDocument(ctx, present.id, { ...columns, ...pointed })
      written.push({ id: present.id, customerId: present.customerId, values: after })
    } else refusals.set(present.id, refused ?? 'file.gone')
  }
  await say(ctx, 'document.changes_undone', written, [wordsOf(ctx, worded(written))])
  return refusals
}

async function customerKinds(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await ctx.rows<{ id: string; kind: string }>(
    'SELECT id, kind FROM customers WHERE workspace_id = $1 AND id = ANY ($2::uuid[]) FOR KEY SHARE',
    [ctx.workspaceId, ids],
  )
  return new Map(found.map(({ id, kind }) => [id, kind]))
}

/** A deleted document waits with its bytes; what was thrown away meanwhile cannot come back. */
async function restore(ctx: Ctx, records: readonly RestoredRecord[]): Promise<Refusals> {
  const kinds = await customerKinds(
    ctx,
    records.map(({ customerId }) => customerId),
  )
  const refusals = new Map<string, string>()
  const back: Told[] = []
  for (const { id, customerId, version, values } of records) {
    const { title, description, kind } = values as Values
    const refused = kinds.has(customerId) ? kindRefusal(kind as DocumentKind, kinds.get(customerId)!) : 'gone'
    const count = refused
      ? 0
      : await ctx.run(
          db
            .updateTable('documents')
            .set({ title, description, kind, version, deleted_at: null, updated_at: ctx.now.toISOString() })
            .where('workspace_id', '=', ctx.workspaceId)
            .where('id', '=', id)
            .where('customer_id', '=', customerId)
            .where('deleted_at', 'is not', null),
        )
    if (count === 0) refusals.set(id, refused ?? 'file.gone')
    else back.push({ id, customerId, values: values as Values })
  }
  await say(ctx, 'document.restored', back, [wordsOf(ctx, worded(back))])
  return refusals
}

/** Puts documents away, bytes and all, for as long as that can be undone. */
export async function putAway(ctx: Ctx, ids: readonly string[]): Promise<void> {
  await ctx.rows('UPDATE documents SET deleted_at = $3 WHERE workspace_id = $1 AND id = ANY ($2::uuid[])', [
    ctx.workspaceId,
    ids,
    ctx.now,
  ])
  await forgetRecordWords(ctx, 'document', ids)
}

async function remove(ctx: Ctx, records: readonly PresentRecord[]): Promise<void> {
  await putAway(
    ctx,
    records.map(({ id }) => id),
  )
  await say(ctx, 'document.deleted', records as unknown as readonly Told[])
}

/** How documents take part in history. */
export const documentHistory: RecordHistory = {
  table: 'documents',
  permissions: { read: 'documents.read', write: 'documents.write', remove: 'documents.full' },
  fields: {
    title: {},
    description: {},
    kind: {},
    file: { columns: ['current_version'] },
    created_by: {},
    created_at: {},
  },
  leftOut: {
    id: 'never changes',
    customer_id: 'stands beside each change',
    deleted_at: 'a deletion is a change of its own',
    updated_at: 'is the time of the last change itself',
    version: 'stands beside each change',
  },
  load: async (ctx, ids, purpose) =>
    (await findDocuments(ctx, ids, purpose)).map((document) => ({
      id: document.id,
      customerId: document.customer.id,
      version: document.version,
      since: document.created_at,
      values: documentValues(document),
      source: document,
    })),
  write,
  restore,
  remove,
}
