import type {
  RecordTransfer,
  TransferColumn,
  TransferFault,
  TransferOptions,
  TransferOutcome,
  TransferRow,
} from '#capabilities/declaration/record-transfer.ts'
import { parseDate } from '#lib/identifiers/date.ts'
import { fold } from '#lib/text.ts'
import type { Ctx } from '#platform/context.ts'
import { AppError } from '#platform/errors.ts'
import { findRelationships } from './queries.ts'
import { addRelationship, changeRelationship } from './relationship.ts'
import { listTypes } from './relationship-types.ts'
import { lockEnds, refusalOf } from './rules.ts'
import type { RelationshipInput, RelationshipType } from './shapes.ts'

const columns: readonly TransferColumn[] = [
  { name: 'customer', words: { en: 'Customer', nl: 'Klant' }, required: true, names: 'customer' },
  {
    name: 'role',
    words: { en: 'Is', nl: 'Is' },
    also: ['role', 'rol', 'type', 'relationship', 'relatie'],
    required: true,
  },
  {
    name: 'related',
    words: { en: 'Of', nl: 'Van' },
    also: ['related', 'related customer', 'organisation', 'gerelateerd', 'organisatie'],
    required: true,
    names: 'customer',
  },
  { name: 'title', words: { en: 'Title', nl: 'Functie' }, also: ['job title', 'function'] },
  { name: 'started_on', words: { en: 'Since', nl: 'Sinds' }, also: ['start', 'begin', 'from', 'vanaf'] },
  { name: 'ended_on', words: { en: 'Until', nl: 'Tot' }, also: ['end', 'einde'] },
  { name: 'manages', words: { en: 'May manage bookings', nl: 'Mag boekingen beheren' } },
  { name: 'buys', words: { en: 'May buy', nl: 'Mag kopen' } },
  { name: 'related_manages', words: { en: 'Other may manage bookings', nl: 'Ander mag boekingen beheren' } },
  { name: 'related_buys', words: { en: 'Other may buy', nl: 'Ander mag kopen' } },
  { name: 'note', words: { en: 'Note', nl: 'Notitie' }, also: ['remark', 'opmerking'] },
]

const yes = new Set(['yes', 'y', 'true', '1', 'ja', 'j', 'x'])
const no = new Set(['no', 'n', 'false', '0', 'nee'])

type Read = {
  input: RelationshipInput
  given: Partial<RelationshipInput>
  title: string
  type: RelationshipType
}

const fault = (column: string, code: string, message: string): TransferFault => ({ column, code, message })

/** What a row says, or what is wrong with it. The role is that of the customer: it also says which way round it is. */
function readRow(row: TransferRow, types: readonly RelationshipType[]): Read | TransferFault[] {
  const faults: TransferFault[] = []
  const { cells, customers } = row
  const role = fold(cells['role'] ?? '')
  const type =
    types.find((one) => fold(one.from_name) === role) ?? types.find((one) => fold(one.to_name) === role)
  if (!type) {
    const known = types.map(({ from_name, to_name }) => `${from_name}, ${to_name}`).join(', ')
    faults.push(
      fault('role', 'role.unknown', `No type has the name "${cells['role'] ?? ''}". Known are: ${known}.`),
    )
  }
  const values: Record<string, unknown> = {}
  for (const name of ['title', 'note'] as const)
    if (name in cells) values[name] = cells[name]?.slice(0, 5000) ?? null
  for (const name of ['started_on', 'ended_on'] as const) {
    const text = cells[name]
    if (text === undefined) continue
    const read = text === null ? null : parseDate(text)
    if (read && !read.ok)
      faults.push(fault(name, 'date.invalid', `"${text}" is no date. Write it as 2026-01-31.`))
    else values[name] = read === null ? null : read.value
  }
  const turned = type !== undefined && fold(type.from_name) !== role
  const sides = turned ? (['to', 'from'] as const) : (['from', 'to'] as const)
  for (const [i, before] of (['', 'related_'] as const).entries()) {
    for (const right of ['manages', 'buys'] as const) {
      const text = cells[`${before}${right}`]
      if (text === undefined || text === null) continue
      const said = text.toLowerCase()
      if (yes.has(said) || no.has(said)) values[`${sides[i]}_${right}`] = yes.has(said)
      else faults.push(fault(`${before}${right}`, 'yes_no.invalid', `"${text}": write yes or no.`))
    }
  }
  if (faults.length > 0 || !type) return faults
  const [from_id, to_id] = turned
    ? [customers['related']!, customers['customer']!]
    : [customers['customer']!, customers['related']!]
  const given = values as Partial<RelationshipInput>
  const blank = { title: null, started_on: null, ended_on: null, note: null }
  return {
    input: { ...blank, ...given, type_id: type.id, from_id, to_id },
    given,
    title: cells['role'] ?? '',
    type,
  }
}

/** What is written into one that is there: empty cells keep or clear what it has, as was asked for. */
const changeOf = (given: Read['given'], { blanks }: TransferOptions) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null || blanks === 'clear'))

const faultsFrom = (error: AppError): TransferFault[] =>
  (error.details.errors ?? [{ pointer: '', code: error.code, message: error.message }])
    .map(({ pointer, code, message }) =>
      fault(
        ({ '/from_id': 'customer', '/to_id': 'related' } as Record<string, string>)[pointer] ??
          pointer.slice(1),
        code,
        message,
      ),
    )
    .map((one) => ({ ...one, column: one.column || null }))

async function writeRow(
  ctx: Ctx,
  read: Read,
  options: TransferOptions,
  dry: boolean,
  planned: Set<string>,
): Promise<TransferOutcome> {
  const { input, given, title, type } = read
  const key = `${input.type_id} ${input.from_id} ${input.to_id}`
  try {
    const ends = await lockEnds(ctx, [input.from_id, input.to_id])
    const refusal = await refusalOf(ctx, { ...input, type }, ends)
    const exists = refusal?.code === 'relationship.exists'
    if (refusal && (!exists || options.existing === 'create')) throw refusal
    if (exists || planned.has(key)) {
      if (options.existing === 'skip') return { outcome: 'skip', title }
      const id = refusal?.details.params?.['id']
      if (!dry && typeof id === 'string')
        await changeRelationship(ctx, id, changeOf(given, options), undefined)
      return { outcome: 'update', title }
    }
    if (dry) planned.add(key)
    else await addRelationship(ctx, input)
    return { outcome: 'create', title }
  } catch (error) {
    if (error instanceof AppError) return { outcome: 'reject', faults: faultsFrom(error) }
    throw error
  }
}

const yesNo = (value: boolean) => (value ? 'yes' : 'no')

const relationships: RecordTransfer = {
  name: 'relationships',
  words: { en: 'Relationships', nl: 'Relaties' },
  permissions: { import: 'relationships.write', export: 'relationships.read' },
  columns,
  async write(ctx, rows, options, dry) {
    const types = (await listTypes(ctx)).filter(({ retired }) => !retired)
    const planned = new Set<string>()
    const outcomes: TransferOutcome[] = []
    for (const row of rows) {
      const read = readRow(row, types)
      outcomes.push(
        Array.isArray(read)
          ? { outcome: 'reject', faults: read }
          : await writeRow(ctx, read, options, dry, planned),
      )
    }
    return outcomes
  },
  async read(ctx, { after, limit }) {
    const ids = await ctx.rows<{ id: string }>(
      'SELECT id FROM relationships WHERE workspace_id = $1 AND id > $2 ORDER BY id LIMIT $3',
      [ctx.workspaceId, after ?? '00000000-0000-0000-0000-000000000000', limit],
    )
    const found = await findRelationships(
      ctx,
      ids.map(({ id }) => id),
    )
    const rows = found.map(({ from, to, type, ...one }) => ({
      customer: `C-${from.number}`,
      role: type.from_name,
      related: `C-${to.number}`,
      title: one.title,
      started_on: one.started_on,
      ended_on: one.ended_on,
      manages: yesNo(one.from_manages),
      buys: yesNo(one.from_buys),
      related_manages: yesNo(one.to_manages),
      related_buys: yesNo(one.to_buys),
      note: one.note,
    }))
    return { rows, after: ids.length < limit ? null : ids.at(-1)!.id }
  },
}

export const transfer = async (): Promise<readonly RecordTransfer[]> => [relationships]
