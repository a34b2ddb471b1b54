import type { RecordExport } from '#capabilities/declaration/record-transfer.ts'
import type { Ctx } from '#platform/context.ts'

type Row = Record<
  'id' | 'customer' | 'kind' | 'title' | 'description' | 'file_name' | 'media_type',
  string
> & {
  size: number
  number: number
  added_by: string | null
  created_at: string
}

/** What there is of documents, one a row, in the order in which they came. The files themselves go with a backup. */
async function read(ctx: Ctx, { after, limit }: { after: string | null; limit: number }) {
  const found = await ctx.rows<Row>(
    `SELECT d.id, 'C-' || c.number AS customer, d.kind, d.title, d.description, f.name AS file_name, f.media_type, f.size,
            v.number, m.name AS added_by, d.created_at
     FROM documents d
     JOIN customers c ON c.workspace_id = d.workspace_id AND c.id = d.customer_id
     JOIN document_versions v ON v.workspace_id = d.workspace_id AND v.document_id = d.id AND v.number = d.current_version
     JOIN files f ON f.workspace_id = v.workspace_id AND f.id = v.file_id
     LEFT JOIN staff_members m ON m.workspace_id = d.workspace_id AND m.id = d.created_by
     WHERE d.workspace_id = $1 AND d.deleted_at IS NULL AND ($2::uuid IS NULL OR d.id > $2::uuid)
     ORDER BY d.id LIMIT $3`,
    [ctx.workspaceId, after, limit],
  )
  const rows = found.map(({ id: _, size, number, ...row }) => ({
    ...row,
    size: String(size),
    number: String(number),
  }))
  return { rows, after: found.length < limit ? null : found.at(-1)!.id }
}

/** The list of documents as a file. A table brings no bytes, so nothing comes back in this way. */
export const documentTransfer: RecordExport = {
  name: 'documents',
  words: { en: 'Documents (the list, without the files)', nl: 'Documenten (de lijst, zonder de bestanden)' },
  permissions: { export: 'documents.read' },
  columns: [
    { name: 'customer', words: { en: 'Customer', nl: 'Klant' }, names: 'customer' },
    { name: 'kind', words: { en: 'Kind', nl: 'Soort' } },
    { name: 'title', words: { en: 'Title', nl: 'Titel' } },
    { name: 'description', words: { en: 'Description', nl: 'Omschrijving' } },
    { name: 'file_name', words: { en: 'File', nl: 'Bestand' } },
    { name: 'media_type', words: { en: 'Media type', nl: 'Mediatype' } },
    { name: 'size', words: { en: 'Bytes', nl: 'Bytes' } },
    { name: 'number', words: { en: 'Version', nl: 'Versie' } },
    { name: 'added_by', words: { en: 'Added by', nl: 'Toegevoegd door' } },
    { name: 'created_at', words: { en: 'Added on', nl: 'Toegevoegd op' } },
  ],
  read,
}
