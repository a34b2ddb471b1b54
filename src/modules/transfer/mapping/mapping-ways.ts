import type { Ctx } from '#platform/context.ts'
import { invalid } from '#platform/errors.ts'
import type { FileDescription } from '#platform/formats/file-description.ts'
import { type ImportMapping, importFields } from '../contract.ts'
import { columnOf, importedFields, proposeCustom } from '../custom/import-fields.ts'
import { demandVisible, isHidden } from '../hidden-fields.ts'
import { proposeColumns } from '../records/propose-columns.ts'
import { CUSTOMERS, findTransfer, worded } from '../targets.ts'
import { proposeMapping, repeatable } from './propose.ts'

/** How the columns of files go to what they hold. */
export type MappingWays = {
  /** Every field that a column can go to; `ignore` is one. */
  fields: readonly string[]
  /** Those that take more than one column. */
  repeatable: ReadonlySet<string>
  /** Those without which nothing can be imported, and what people call them. */
  required: readonly { field: string; label: string }[]
  /** Refuses a field that the person may not write. */
  demand(field: string): void
  propose(description: FileDescription): ImportMapping
  /** Takes out what is no field, or not this person's: of a mapping that was kept. */
  usable(mapping: ImportMapping): ImportMapping
}

/** @throws AppError when there is no such target, or the person may not import it */
export const mappingWays = (ctx: Ctx, target: string): Promise<MappingWays> =>
  target === CUSTOMERS ? waysOfCustomers(ctx) : waysOfRecords(ctx, target)

const keepIf = (mapping: ImportMapping, good: (field: string) => boolean): ImportMapping =>
  mapping.map(({ column, field }) => ({ column, field: good(field) ? field : 'ignore' }))

async function waysOfCustomers(ctx: Ctx): Promise<MappingWays> {
  const { access, now } = ctx
  const custom = await importedFields(ctx)
  const fields: readonly string[] = [...importFields, ...custom.map(columnOf)]
  const usable = (mapping: ImportMapping) =>
    keepIf(mapping, (field) => fields.includes(field) && !isHidden(access, field))
  return {
    fields,
    repeatable,
    required: [],
    demand: (field) => demandVisible(access, field),
    propose({ columns, hasHeader }) {
      const own = hasHeader ? proposeCustom(columns, custom) : []
      const rest = columns.filter(({ name }) => !own.some(({ column }) => column === name))
      const found = [...own, ...proposeMapping(rest, hasHeader ?? false, now)]
      return usable(columns.map(({ name }) => found.find(({ column }) => column === name)!))
    },
    usable,
  }
}

async function waysOfRecords(ctx: Ctx, target: string): Promise<MappingWays> {
  const transfer = await findTransfer(ctx, target, 'import')
  const columns = transfer.columns.filter(({ only }) => !only)
  const fields = [...columns.map(({ name }) => name), 'ignore']
  const needed = columns.filter(({ required }) => required)
  return {
    fields,
    repeatable: new Set(['ignore']),
    required: needed.map(({ name, words }) => ({ field: name, label: worded(ctx, words) })),
    demand: () => {},
    propose: (description) =>
      proposeColumns(
        description.columns.map(({ name }) => name),
        columns,
        description.hasHeader ?? false,
      ),
    usable: (mapping) => keepIf(mapping, (field) => fields.includes(field)),
  }
}

/** Refuses a mapping that leaves out what every record needs. */
export function demandRequired({ required }: MappingWays, mapping: ImportMapping): void {
  const missing = required.filter(({ field }) => !mapping.some((entry) => entry.field === field))
  if (missing.length === 0) return
  throw invalid(
    'mapping.invalid',
    missing.map(({ label }) => ({
      pointer: '/mapping',
      code: 'mapping.required',
      message: `Every record needs "${label}". Choose the column of the file that holds it.`,
    })),
  )
}
