import { uuidv7 } from 'uuidv7'
import { readCell } from '#capabilities/custom-fields/cells.ts'
import type { CustomField, StoredCustom } from '#capabilities/custom-fields/field.ts'
import { differing } from '#capabilities/custom-fields/history.ts'
import { readCustom } from '#capabilities/custom-fields/parse.ts'
import type {
  TransferFault,
  TransferOptions,
  TransferOutcome,
  TransferRow,
} from '#capabilities/declaration/record-transfer.ts'
import type { Ctx } from '#platform/context.ts'
import { AppError } from '#platform/errors.ts'
import { isId } from '#platform/http/paging.ts'
import { ownTitle } from './fields.ts'
import { type StoredRecord, storedRecords } from './record-queries.ts'
import type { RecordType } from './shapes.ts'
import { reaches } from './type-access.ts'
import { insertRecords, updateRecords } from './write-records.ts'

type Work = {
  ctx: Ctx
  type: RecordType
  fields: readonly CustomField[]
  options: TransferOptions
  dry: boolean
}

/** A record as the file leaves it. `before` null: the file adds it. */
type Draft = {
  id: string
  customerId: string
  before: StoredCustom | null
  after: StoredCustom
  version: number
}

type Known = {
  byId: Map<string, Draft>
  /** By customer, and where a customer may have several by customer and title. */
  byPlace: Map<string, Draft>
  touched: Set<Draft>
}

const reject = (faults: readonly TransferFault[]): TransferOutcome => ({ outcome: 'reject', faults })
const fault = (column: string | null, code: string, message: string): TransferFault => ({
  column,
  code,
  message,
})

/** What makes a record the same one as in the file: its customer where there is one only, else also its title. */
function placeOf(type: RecordType, customerId: string, custom: StoredCustom): string | null {
  if (!type.many) return customerId
  const title = ownTitle(type, custom)
  return title === null ? null : `${customerId} ${title.toLowerCase()}`
}

const draftOf = ({ id, customer, custom, version }: StoredRecord): Draft => ({
  id,
  customerId: customer.id,
  before: custom,
  after: custom,
  version,
})

/** The records that the rows may mean: those they name by id, and all of this type that their customers have. */
async function knownRecords({ ctx, type }: Work, rows: readonly TransferRow[]): Promise<Known> {
  const named = rows.flatMap(({ cells }) => (isId(cells['id']) ? [cells['id']] : []))
  const ids = await ctx.rows<{ id: string }>(
    `SELECT id FROM custom_records WHERE workspace_id = $1 AND type_id = $2
       AND (id = ANY ($3::uuid[]) OR customer_id = ANY ($4::uuid[]))`,
    [ctx.workspaceId, type.id, named, rows.map(({ customers }) => customers['customer']!)],
  )
  const stored = await storedRecords(
    ctx,
    ids.map(({ id }) => id),
    'update',
  )
  const known: Known = { byId: new Map(), byPlace: new Map(), touched: new Set() }
  for (const record of stored) remember(type, known, draftOf(record))
  return known
}

function remember(type: RecordType, { byId, byPlace }: Known, draft: Draft): void {
  byId.set(draft.id, draft)
  const place = placeOf(type, draft.customerId, draft.after)
  if (place !== null && !byPlace.has(place)) byPlace.set(place, draft)
}

/** The cells of a row as values by key, and what is wrong with them. Empty cells take values away where that is asked. */
function valuesOf({ fields, options }: Work, { cells, customers }: TransferRow) {
  const values: Record<string, unknown> = {}
  const faults: TransferFault[] = []
  for (const field of fields) {
    const column = `custom.${field.key}`
    const cell = cells[column]
    if (cell === undefined) continue
    if (cell === null) {
      if (options.blanks === 'clear') values[field.key] = null
    } else if (field.type === 'customer') values[field.key] = customers[column]
    else {
      const read = readCell(field, cell)
      if (read.ok) values[field.key] = read.value
      else faults.push(fault(column, read.code, read.message))
    }
  }
  return { values, faults }
}

/** Which record a row means: the one it names, or one that is there already; undefined: a new one. */
function meant(
  { type, options }: Work,
  known: Known,
  row: TransferRow,
  fresh: StoredCustom,
): Draft | TransferFault | undefined {
  const customerId = row.customers['customer']!
  const id = row.cells['id']
  if (id) {
    const found = known.byId.get(id.toLowerCase())
    if (!found)
      return fault(
        'id',
        'record.missing',
        `There is no ${type.singular} with this id. Leave the cell empty to add one.`,
      )
    if (found.customerId === customerId) return found
    return fault('customer', 'record.other_customer', `This ${type.singular} belongs to another customer.`)
  }
  const place = placeOf(type, customerId, fresh)
  const there = place === null ? undefined : known.byPlace.get(place)
  if (!there || options.existing !== 'create') return there
  return type.many
    ? undefined
    : fault(
        'customer',
        'record.only_one',
        `The customer has a ${type.singular} already, and may have one only.`,
      )
}

const isFault = (found: Draft | TransferFault): found is TransferFault => 'code' in found

function takeRow(work: Work, known: Known, row: TransferRow): TransferOutcome {
  const { ctx, type, fields, options } = work
  const { values, faults } = valuesOf(work, row)
  if (faults.length > 0) return reject(faults)
  const read = (before?: StoredCustom) => {
    const { values: after, errors } = readCustom(ctx.access, fields, values, before)
    return {
      after,
      faults: errors.map(({ pointer, code, message }) =>
        fault(`custom.${pointer.slice('/custom/'.length)}`, code, message),
      ),
    }
  }
  const fresh = read()
  const found = meant(work, known, row, fresh.after)
  if (found && isFault(found)) return reject([found])
  const title = ownTitle(type, (found ?? fresh).after) ?? type.singular
  if (!found) {
    if (type.retired_at)
      return reject([fault(null, 'record_type.retired', `${type.plural} is retired: no new ones are added.`)])
    if (fresh.faults.length > 0) return reject(fresh.faults)
    const customerId = row.customers['customer']!
    const draft = { id: uuidv7(), customerId, before: null, after: fresh.after, version: 1 }
    remember(type, known, draft)
    known.touched.add(draft)
    return { outcome: 'create', title }
  }
  if (options.existing === 'skip') return { outcome: 'skip', title }
  const changed = read(found.after)
  if (changed.faults.length > 0) return reject(changed.faults)
  found.after = changed.after
  known.touched.add(found)
  return { outcome: 'update', title: ownTitle(type, changed.after) ?? type.singular }
}

/** Writes rows of a file, as if one came after the other; each record is written once. */
export async function writeRows(work: Work, rows: readonly TransferRow[]): Promise<TransferOutcome[]> {
  const { ctx, type, fields, dry } = work
  if (!reaches(ctx.access, type, 'write')) {
    const message = `This needs the right to change ${type.plural}. Ask an administrator for it.`
    return rows.map(() => reject([fault(null, 'permission.missing', message)]))
  }
  const known = await knownRecords(work, rows)
  const outcomes = rows.map((row): TransferOutcome => {
    try {
      return takeRow(work, known, row)
    } catch (error) {
      if (error instanceof AppError) return reject([fault(null, error.code, error.message)])
      throw error
    }
  })
  if (dry) return outcomes
  const drafts = [...known.touched]
  const added = drafts.flatMap(({ id, customerId, before, after }) =>
    before === null
      ? [{ id, customerId, custom: after, createdBy: null, createdAt: ctx.now, version: 1 }]
      : [],
  )
  const changed = drafts.flatMap(({ before, ...rest }) =>
    before !== null && differing(before, rest.after).length > 0 ? [{ ...rest, before }] : [],
  )
  await insertRecords(ctx, type, fields, added)
  await updateRecords(ctx, type, fields, changed)
  return outcomes
}
