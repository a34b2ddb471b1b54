import { cellOf, readCell } from '#capabilities/custom-fields/cells.ts'
import type { CustomField, StoredCustom } from '#capabilities/custom-fields/field.ts'
import { maySee } from '#capabilities/custom-fields/rights.ts'
import type {
  TransferColumn,
  TransferFault,
  TransferOptions,
  TransferRow,
} from '#capabilities/declaration/record-transfer.ts'
import type { Ctx } from '#platform/context.ts'
import { taskFields } from './custom.ts'

/** Own fields of tasks that this person sees, as they stand in files. */
export const fieldsInFiles = async (ctx: Ctx): Promise<CustomField[]> =>
  (await taskFields(ctx)).filter((field) => !field.retired_at && maySee(ctx.access, field))

const nameOf = ({ key }: CustomField) => `custom.${key}`

export const customColumns = (fields: readonly CustomField[]): TransferColumn[] =>
  fields.map((field) => ({
    name: nameOf(field),
    words: { en: field.label, nl: field.label },
    also: [field.key, ...field.former_keys],
    ...(field.type === 'customer' && { names: 'customer' }),
    ...(field.type === 'date' && { holds: 'date' }),
  }))

/** The cells of a row as values by key, and what is wrong with them. */
export function customOf(
  fields: readonly CustomField[],
  { cells, customers }: TransferRow,
  { blanks }: TransferOptions,
): { values: Record<string, unknown>; faults: TransferFault[] } {
  const values: Record<string, unknown> = {}
  const faults: TransferFault[] = []
  for (const field of fields) {
    const column = nameOf(field)
    const cell = cells[column]
    if (cell === undefined) continue
    if (cell === null) {
      if (blanks === 'clear') values[field.key] = null
    } else if (field.type === 'customer') values[field.key] = customers[column]
    else {
      const read = readCell(field, cell)
      if (read.ok) values[field.key] = read.value
      else faults.push({ column, code: read.code, message: read.message })
    }
  }
  return { values, faults }
}

/** The cells of some tasks, in their order. */
export async function customCells(
  ctx: Ctx,
  fields: readonly CustomField[],
  tasks: readonly { custom: StoredCustom }[],
): Promise<Record<string, string | null>[]> {
  const links = fields.filter(({ type }) => type === 'customer')
  const ids = tasks.flatMap(({ custom }) =>
    links.flatMap(({ id }) => (custom[id] as string | undefined) ?? []),
  )
  const found =
    ids.length === 0
      ? []
      : await ctx.rows<{ id: string; number: number }>(
          'SELECT id, number FROM customers WHERE workspace_id = $1 AND id = ANY ($2::uuid[])',
          [ctx.workspaceId, [...new Set(ids)]],
        )
  const numbers = new Map(found.map(({ id, number }) => [id, `C-${number}`]))
  return tasks.map(({ custom }) =>
    Object.fromEntries(
      fields.map((field) => [nameOf(field), cellOf(field, custom[field.id], (id) => numbers.get(id) ?? '')]),
    ),
  )
}
