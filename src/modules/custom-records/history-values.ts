import type { CustomField } from '#capabilities/custom-fields/field.ts'
import { customValues } from '#capabilities/custom-fields/history.ts'
import type { RecordValues } from '#capabilities/declaration/record-history.ts'
import type { Ctx } from '#platform/context.ts'
import type { StoredRecord } from './record-queries.ts'
import type { RecordType } from './shapes.ts'

/** Records of a type as history keeps them: what stands beside the fields, and each field for itself. */
export async function recordValues(
  ctx: Ctx,
  type: RecordType,
  fields: readonly CustomField[],
  records: readonly StoredRecord[],
): Promise<RecordValues[]> {
  const custom = await customValues(
    ctx,
    fields,
    records.map((record) => record.custom),
  )
  return records.map(({ created_by, created_at }, i) => ({
    type: { id: type.id, name: type.singular },
    created_by,
    created_at,
    ...custom[i],
  }))
}
