import type { Language } from '#capabilities/declaration/define-module.ts'
import type { RecordExport, RecordTransfer } from '#capabilities/declaration/record-transfer.ts'
import { registryOf } from '#capabilities/timeline/record.ts'
import { demand, may } from '#platform/access.ts'
import type { Ctx } from '#platform/context.ts'
import { AppError } from '#platform/errors.ts'
import { importFields } from './contract.ts'
import { columnOf, importedFields } from './custom/import-fields.ts'
import { isHidden } from './hidden-fields.ts'

/** Customers come and go by ways of their own; everything else by its declaration. */
export const CUSTOMERS = 'customers'

const customerWords = { en: 'Customers', nl: 'Klanten' }

/** A text that has words in every language, in that of whoever asks. */
export const worded = ({ language }: Ctx, words: Readonly<Record<Language, string>>): string =>
  words[language as Language] ?? words.en

/** Every kind of records that comes from files and goes to them, in this workspace. */
async function transfersOf(ctx: Ctx): Promise<(RecordTransfer | RecordExport)[]> {
  const { modules } = registryOf(ctx.app.events)
  return (await Promise.all(modules.map(({ transfer }) => transfer?.(ctx) ?? []))).flat()
}

type Ways = { import: RecordTransfer; export: RecordExport }
type Way = keyof Ways

/** The right that a kind needs for a way; undefined where it does not go that way. */
const rightFor = ({ permissions }: RecordTransfer | RecordExport, way: Way): string | undefined =>
  (permissions as Partial<RecordTransfer['permissions']>)[way]

/**
 * How a kind of records comes in or goes out. Beside the right to use files at all, which its route demands, it needs
 * the right of its own that it declares.
 * @throws AppError when the workspace has no such kind, or the person may not
 */
export async function findTransfer<W extends Way>(ctx: Ctx, name: string, way: W): Promise<Ways[W]> {
  const found = (await transfersOf(ctx)).find((transfer) => transfer.name === name)
  const right = found && rightFor(found, way)
  if (!found || !right) throw unknownTarget(name)
  demand(ctx.access, right)
  return found as Ways[W]
}

const unknownTarget = (name: string) =>
  new AppError('missing', 'target.unknown', {
    message: `Nothing here is called "${name.slice(0, 60)}". GET /imports/targets lists what files can hold.`,
  })

/** Refuses who may not import what a file holds. What is left of a kind that is gone is the administrators'. */
export async function demandTarget(ctx: Ctx, target: string): Promise<void> {
  if (target !== CUSTOMERS && !ctx.access.administrator) await findTransfer(ctx, target, 'import')
}

/** What of the workspace this person may import, or export. */
const permitted = async <W extends Way>(ctx: Ctx, way: W): Promise<Ways[W][]> =>
  (await transfersOf(ctx)).filter((transfer): transfer is Ways[W] => {
    const right = rightFor(transfer, way)
    return right !== undefined && may(ctx.access, right)
  })

/** Names of the kinds whose imports this person may see, customers among them; null for all there are or were. */
export const visibleTargets = async (ctx: Ctx): Promise<string[] | null> =>
  ctx.access.administrator ? null : [CUSTOMERS, ...(await permitted(ctx, 'import')).map(({ name }) => name)]

const spelled = (field: string) => field.replaceAll('_', ' ').replace(/^./, (first) => first.toUpperCase())

export async function listImportTargets(ctx: Ctx) {
  const fields = importFields.filter((field) => field !== 'ignore' && !isHidden(ctx.access, field))
  const customers = {
    name: CUSTOMERS,
    label: worded(ctx, customerWords),
    columns: [
      ...fields.map((name) => ({ name, label: spelled(name), also: [], required: false, names: null })),
      ...(await importedFields(ctx)).map((field) => ({
        name: columnOf(field),
        label: field.label,
        also: [],
        required: false,
        names: field.type === 'customer' ? ('customer' as const) : null,
      })),
    ],
  }
  const records = (await permitted(ctx, 'import')).map(({ name, words, columns }) => ({
    name,
    label: worded(ctx, words),
    columns: columns
      .filter(({ only }) => !only)
      .map((column) => ({
        name: column.name,
        label: worded(ctx, column.words),
        also: [...(column.also ?? [])],
        required: column.required ?? false,
        names: column.names ?? null,
      })),
  }))
  return { items: [customers, ...records] }
}

export async function listExportTargets(ctx: Ctx) {
  const records = await permitted(ctx, 'export')
  return {
    items: [
      { name: CUSTOMERS, label: worded(ctx, customerWords) },
      ...records.map(({ name, words }) => ({ name, label: worded(ctx, words) })),
    ],
  }
}
