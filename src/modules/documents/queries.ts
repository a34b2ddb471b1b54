import type { Ctx } from '#platform/context.ts'
import { missing } from '#platform/errors.ts'
import type { StoredFile } from '#platform/files/files.ts'
import { cutPage, decodeCursor, isId, isInteger32, isTime } from '#platform/http/paging.ts'
import { betterEnding, groupOf, previewOf } from './content-types.ts'
import type { Document, DocumentKind, DocumentVersion, documentOrders } from './contract.ts'

type StoredDocument = Omit<Document, 'file'> & { file: StoredFile & { number: number } }

const nameOf = (customer: string) =>
  `CASE ${customer}.kind WHEN 'organisation' THEN ${customer}.company_name ELSE concat_ws(' ', ${customer}.first_name, ${customer}.last_name) END`

const select = `
  SELECT d.id, d.kind, d.title, d.description, d.created_at, d.updated_at, d.version,
         json_build_object('id', c.id, 'number', c.number, 'name', ${nameOf('c')}) AS customer,
         CASE WHEN m.id IS NOT NULL THEN json_build_object('id', m.id, 'name', m.name) END AS created_by,
         json_build_object('number', v.number, 'id', f.id, 'name', f.name, 'media_type', f.media_type, 'size', f.size,
           'sha256', f.sha256) AS file,
         (SELECT count(*) FROM document_versions w WHERE w.workspace_id = d.workspace_id AND w.document_id = d.id
            AND w.withdrawn_at IS NULL)::int AS versions
  FROM documents d
  JOIN customers c ON c.workspace_id = d.workspace_id AND c.id = d.customer_id
  JOIN document_versions v ON v.workspace_id = d.workspace_id AND v.document_id = d.id AND v.number = d.current_version
  JOIN files f ON f.workspace_id = v.workspace_id AND f.id = v.file_id
  LEFT JOIN staff_members m ON m.workspace_id = d.workspace_id AND m.id = d.created_by
  WHERE d.workspace_id = $1 AND d.deleted_at IS NULL`

/** What the API tells of a file. */
const shownFile = ({ name, media_type, size }: StoredFile) => ({
  name,
  media_type,
  type: groupOf(media_type),
  preview: previewOf(media_type),
  size,
  better_ending: betterEnding(media_type, name),
})

export const toDocument = ({ file, ...document }: StoredDocument): Document => ({
  ...document,
  file: { number: file.number, ...shownFile(file) },
})

/** Those of some documents that are there. `update` locks them, in one order for all who do. */
export const findDocuments = (
  ctx: Ctx,
  ids: readonly string[],
  purpose: 'read' | 'update',
): Promise<StoredDocument[]> =>
  ctx.rows<StoredDocument>(
    `${select} AND d.id = ANY ($2::uuid[]) ORDER BY d.id ${purpose === 'update' ? 'FOR UPDATE OF d' : ''}`,
    [ctx.workspaceId, ids],
  )

/** A document by id; 404 when there is none in this workspace, or it was deleted. */
export async function findDocument(
  ctx: Ctx,
  id: string,
  purpose: 'read' | 'update' = 'read',
): Promise<StoredDocument> {
  const [found] = await findDocuments(ctx, [id], purpose)
  if (!found) throw missing('document')
  return found
}

export const readDocument = async (ctx: Ctx, id: string): Promise<Document> =>
  toDocument(await findDocument(ctx, id))

type Order = (typeof documentOrders)[number]
type Mark = [value: string | number, id: string]

/** By field: the expression, its type, and what a cursor for it holds. */
const orders = {
  updated_at: { by: 'd.updated_at', type: 'timestamptz', holds: isTime },
  title: { by: 'lower(d.title)', type: 'text', holds: (value: unknown) => typeof value === 'string' },
  size: { by: 'f.size', type: 'bigint', holds: (value: unknown) => Number.isSafeInteger(value) },
}

const likeText = (text: string) => `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`

export type DocumentQuery = {
  filter: { kind?: DocumentKind | undefined }
  q?: string | undefined
  sort: Order
  limit: number
  cursor?: string | undefined
}

/** Documents of a customer; 404 when there is no such customer. */
export async function listDocuments(ctx: Ctx, customerId: string, query: DocumentQuery) {
  await customerKind(ctx, customerId)
  const { filter, q, sort, limit, cursor } = query
  const descending = sort.startsWith('-')
  const { by, type, holds } = orders[sort.replace('-', '') as keyof typeof orders]
  const values: unknown[] = [ctx.workspaceId, customerId]
  const give = (value: unknown) => `$${values.push(value)}`
  const where = ['d.customer_id = $2']
  if (filter.kind) where.push(`d.kind = ${give(filter.kind)}`)
  if (q) {
    const text = give(likeText(q))
    where.push(`(lower(d.title) LIKE ${text} OR lower(f.name) LIKE ${text})`)
  }
  const isMark = (mark: unknown): mark is Mark =>
    Array.isArray(mark) && mark.length === 2 && holds(mark[0]) && isId(mark[1])
  const after = decodeCursor(cursor, isMark)
  if (after)
    where.push(
      `(${by}, d.id) ${descending ? '<' : '>'} (${give(after[0])}::${type}, ${give(after[1])}::uuid)`,
    )
  const direction = descending ? 'DESC' : 'ASC'
  const found = await ctx.rows<StoredDocument & { mark: string | number }>(
    `SELECT x.* FROM (${select.replace('SELECT d.id,', `SELECT ${by} AS mark, d.id,`)} AND ${where.join(' AND ')}
     ORDER BY ${by} ${direction}, d.id ${direction} LIMIT ${give(limit + 1)}) x`,
    values,
  )
  const { rows, next_cursor } = cutPage(found, limit, ({ mark, id }): Mark => [mark, id])
  return { items: rows.map(({ mark: _, ...document }) => toDocument(document)), next_cursor }
}

/** What a customer is; 404 when there is none in this workspace. `hold` keeps it from being deleted meanwhile. */
export async function customerKind(ctx: Ctx, id: string, hold?: 'hold'): Promise<string> {
  const [found] = await ctx.rows<{ kind: string }>(
    `SELECT kind FROM customers WHERE workspace_id = $1 AND id = $2 ${hold ? 'FOR KEY SHARE' : ''}`,
    [ctx.workspaceId, id],
  )
  if (!found) throw missing('customer')
  return found.kind
}

type StoredVersion = StoredFile &
  Pick<DocumentVersion, 'number' | 'restored_from' | 'created_by' | 'created_at'>

const selectVersions = `
  SELECT v.number, v.restored_from, v.created_at, f.id, f.name, f.media_type, f.size, f.sha256,
         CASE WHEN m.id IS NOT NULL THEN json_build_object('id', m.id, 'name', m.name) END AS created_by
  FROM document_versions v
  JOIN files f ON f.workspace_id = v.workspace_id AND f.id = v.file_id
  LEFT JOIN staff_members m ON m.workspace_id = v.workspace_id AND m.id = v.created_by
  WHERE v.workspace_id = $1 AND v.document_id = $2 AND v.withdrawn_at IS NULL`

export async function listVersions(
  ctx: Ctx,
  id: string,
  query: { limit: number; cursor?: string | undefined },
) {
  const { file, customer } = await findDocument(ctx, id)
  const before = decodeCursor(query.cursor, isInteger32) ?? 2 ** 31 - 1
  const found = await ctx.rows<StoredVersion>(
    `${selectVersions} AND v.number < $3 ORDER BY v.number DESC LIMIT $4`,
    [ctx.workspaceId, id, before, query.limit + 1],
  )
  const { rows, next_cursor } = cutPage(found, query.limit, ({ number }) => number)
  const items = rows.map(
    ({ number, restored_from, created_by, created_at, ...stored }): DocumentVersion => ({
      number,
      ...shownFile(stored),
      current: number === file.number,
      restored_from,
      created_by,
      created_at,
    }),
  )
  return { customerId: customer.id, page: { items, next_cursor } }
}

/** The file of a version, the shown one without a number; 404 when the document has no such version. */
export async function findVersion(
  ctx: Ctx,
  document: StoredDocument,
  number = document.file.number,
): Promise<StoredFile> {
  if (number === document.file.number) return document.file
  const [found] = await ctx.rows<StoredVersion>(`${selectVersions} AND v.number = $3`, [
    ctx.workspaceId,
    document.id,
    number,
  ])
  if (!found) throw missing('version')
  return found
}
