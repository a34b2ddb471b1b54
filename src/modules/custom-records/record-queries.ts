import type { CustomField, StoredCustom } from '#capabilities/custom-fields/field.ts'
import { showCustom } from '#capabilities/custom-fields/show.ts'
import type { Ctx } from '#platform/context.ts'
import { missing } from '#platform/errors.ts'
import { fieldsOfType, titleFor } from './fields.ts'
import type { CustomRecord, Level, RecordType } from './shapes.ts'
import { demandLevel, reaches } from './type-access.ts'
import { findType } from './type-queries.ts'

/** A record as it lies in the database. */
export type StoredRecord = Pick<
  CustomRecord,
  'id' | 'customer' | 'created_by' | 'created_at' | 'updated_at' | 'version'
> & { type_id: string; custom: StoredCustom }

/** The columns of a stored record in `r`, of its customer `c` and of who made it, `m`. */
export const recordColumns = `r.id, r.type_id, r.custom, r.created_at, r.updated_at, r.version,
  json_build_object('id', c.id, 'number', c.number, 'name',
    CASE c.kind WHEN 'organisation' THEN c.company_name ELSE concat_ws(' ', c.first_name, c.last_name) END) AS customer,
  CASE WHEN m.id IS NOT NULL THEN json_build_object('id', m.id, 'name', m.name) END AS created_by`

/** `r` with its customer and who made it. */
export const recordTables = `custom_records r
  JOIN customers c ON c.workspace_id = r.workspace_id AND c.id = r.customer_id
  LEFT JOIN staff_members m ON m.workspace_id = r.workspace_id AND m.id = r.created_by`

/** Those of some records that are there, whoever asks; `update` keeps others from changing them meanwhile. */
export const storedRecords = (
  ctx: Ctx,
  ids: readonly string[],
  purpose: 'read' | 'update',
): Promise<StoredRecord[]> =>
  ctx.rows<StoredRecord>(
    `SELECT ${recordColumns} FROM ${recordTables}
     WHERE r.workspace_id = $1 AND r.id = ANY ($2::uuid[]) ORDER BY r.id ${purpose === 'update' ? 'FOR UPDATE OF r' : ''}`,
    [ctx.workspaceId, ids],
  )

export type FoundRecord = { stored: StoredRecord; type: RecordType; fields: readonly CustomField[] }

/**
 * A record with which the caller may go that far: 404 where they may not even see it, 403 where they may not go
 * further. To change it, it is held until the transaction ends.
 */
export async function findRecord(ctx: Ctx, id: string, level: Exclude<Level, 'none'>): Promise<FoundRecord> {
  const [stored] = await storedRecords(ctx, [id], level === 'read' ? 'read' : 'update')
  const type = stored && (await findType(ctx, stored.type_id))
  if (!type || !reaches(ctx.access, type, 'read')) throw missing('record')
  demandLevel(ctx.access, type, level)
  return { stored, type, fields: await fieldsOfType(ctx, type) }
}

/** A record as the API gives it to the caller. */
export function shownRecord(ctx: Ctx, { stored, type, fields }: FoundRecord): CustomRecord {
  const { type_id: _, custom, ...rest } = stored
  return {
    ...rest,
    type: { id: type.id, key: type.key, singular: type.singular },
    title: titleFor(ctx.access, type, fields, custom),
    custom: showCustom(ctx, fields, custom),
  }
}

export const readRecord = async (ctx: Ctx, id: string): Promise<CustomRecord> =>
  shownRecord(ctx, await findRecord(ctx, id, 'read'))
