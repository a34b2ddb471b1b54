import type { RecordKind, RecordTitle } from '#capabilities/declaration/record-kind.ts'
import type { Ctx } from '#platform/context.ts'
import { fieldsOfType, seesTitle, titleFor } from './fields.ts'
import { storedRecords } from './record-queries.ts'
import { readableTypes } from './type-queries.ts'

/** Titles of those of some records that the caller may see, with their type and whose they are. */
async function describe(ctx: Ctx, ids: readonly string[]): Promise<RecordTitle[]> {
  const stored = await storedRecords(ctx, ids, 'read')
  if (stored.length === 0) return []
  const types = new Map((await readableTypes(ctx)).map((type) => [type.id, type]))
  const found = stored.map(async (record): Promise<RecordTitle[]> => {
    const type = types.get(record.type_id)
    if (!type) return []
    const fields = await fieldsOfType(ctx, type)
    // That it was found by its title would tell the title.
    if (!seesTitle(ctx.access, type, fields)) return []
    const { id, customer, custom } = record
    const title = titleFor(ctx.access, type, fields, custom)
    const detail = title === type.singular ? customer.name : `${type.singular} · ${customer.name}`
    return [{ id, customerId: customer.id, title, detail }]
  })
  return (await Promise.all(found)).flat()
}

/** Records of every type, as tasks and the search box refer to them. */
export const recordKind: RecordKind = {
  words: { en: 'Record', nl: 'Dossier' },
  permission: 'custom-records.read',
  describe,
  path: ({ id }) => `/records/open/${id}`,
  guarded: true,
  takesTasks: true,
}
