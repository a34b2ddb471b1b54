import { cellOf } from '#capabilities/custom-fields/cells.ts'
import type { CustomField } from '#capabilities/custom-fields/field.ts'
import { maySee } from '#capabilities/custom-fields/rights.ts'
import type { RecordTransfer, TransferColumn } from '#capabilities/declaration/record-transfer.ts'
import { type Access, may } from '#platform/access.ts'
import type { Ctx } from '#platform/context.ts'
import { fieldsOfType } from './fields.ts'
import { recordColumns, recordTables, type StoredRecord } from './record-queries.ts'
import type { Level, RecordType } from './shapes.ts'
import { writeRows } from './transferred.ts'
import { area, kindOf } from './type-access.ts'
import { readableTypes } from './type-queries.ts'

/** The name of a field's column in files. */
export const columnOf = ({ key }: CustomField) => `custom.${key}`

const first = '00000000-0000-0000-0000-000000000000'

function columnsOf(type: RecordType, fields: readonly CustomField[]): TransferColumn[] {
  const custom = fields.map(
    (field): TransferColumn => ({
      name: columnOf(field),
      words: { en: field.label, nl: field.label },
      also: [field.key, ...field.former_keys],
      ...(field.type === 'customer' && { names: 'customer' }),
      ...(field.type === 'date' && { holds: 'date' }),
    }),
  )
  const id = { en: `Id of the ${type.singular}`, nl: `Id (${type.singular})` }
  return [
    {
      name: 'customer',
      words: { en: 'Customer', nl: 'Klant' },
      also: ['owner', 'eigenaar'],
      required: true,
      names: 'customer',
    },
    ...custom,
    { name: 'id', words: id, also: ['record id'] },
  ]
}

/** The right that is asked for: of a restricted type the one of the two that somebody does not hold. */
const rightFor = (access: Access, type: RecordType, level: Exclude<Level, 'none'>): string =>
  type.restricted && may(access, `${area}.${level}`) ? `${kindOf(type)}.${level}` : `${area}.${level}`

function transferOf(ctx: Ctx, type: RecordType, all: readonly CustomField[]): RecordTransfer {
  const fields = all.filter((field) => !field.retired_at && maySee(ctx.access, field))
  return {
    name: `custom-records.${type.key}`,
    words: { en: type.plural, nl: type.plural },
    permissions: { import: rightFor(ctx.access, type, 'write'), export: rightFor(ctx.access, type, 'read') },
    columns: columnsOf(type, fields),
    write: (own, rows, options, dry) => writeRows({ ctx: own, type, fields: all, options, dry }, rows),
    read: (own, { after, limit }) => readRows(own, type, fields, after ?? first, limit),
  }
}

async function readRows(
  ctx: Ctx,
  type: RecordType,
  fields: readonly CustomField[],
  after: string,
  limit: number,
) {
  const found = await ctx.rows<StoredRecord>(
    `SELECT ${recordColumns} FROM ${recordTables}
     WHERE r.workspace_id = $1 AND r.type_id = $2 AND r.id > $3 ORDER BY r.id LIMIT $4`,
    [ctx.workspaceId, type.id, after, limit],
  )
  const numberOf = await numbersOf(ctx, fields, found)
  const rows = found.map(({ id, customer, custom }) => ({
    customer: `C-${customer.number}`,
    ...Object.fromEntries(
      fields.map((field) => [columnOf(field), cellOf(field, custom[field.id], numberOf)]),
    ),
    id,
  }))
  return { rows, after: found.length < limit ? null : found.at(-1)!.id }
}

/** The numbers of the customers that records link to. */
async function numbersOf(ctx: Ctx, fields: readonly CustomField[], records: readonly StoredRecord[]) {
  const links = fields.filter(({ type }) => type === 'customer')
  const ids = new Set(
    records.flatMap(({ custom }) => links.flatMap(({ id }) => (custom[id] as string | undefined) ?? [])),
  )
  const found =
    ids.size === 0
      ? []
      : await ctx.rows<{ id: string; number: number }>(
          'SELECT id, number FROM customers WHERE workspace_id = $1 AND id = ANY ($2::uuid[])',
          [ctx.workspaceId, [...ids]],
        )
  const numbers = new Map(found.map(({ id, number }) => [id, `C-${number}`]))
  return (id: string) => numbers.get(id) ?? ''
}

/** Records from files and to them, each type under its key. */
export async function transfer(ctx: Ctx): Promise<readonly RecordTransfer[]> {
  const types = await readableTypes(ctx)
  return Promise.all(types.map(async (type) => transferOf(ctx, type, await fieldsOfType(ctx, type))))
}
