import type { Ctx } from '#platform/context.ts'
import { AppError, type FieldError, invalid, missing } from '#platform/errors.ts'
import { isBackwards, overlapCondition, type Stretch } from './dates.ts'
import type { RelationshipType } from './shapes.ts'

/** A relationship that is to be; `except` is the one that it is now. */
export type Wanted = Stretch & {
  type: Pick<
    RelationshipType,
    | 'id'
    | 'mutual'
    | 'from_kind'
    | 'to_kind'
    | 'only_one_from'
    | 'only_one_to'
    | 'acyclic'
    | 'from_name'
    | 'to_name'
  >
  from_id: string
  to_id: string
  except?: string
}

type End = { id: string; kind: 'individual' | 'organisation'; status: string; name: string }

/**
 * Both ends, kept from being related otherwise or deleted meanwhile; in one order for all who do.
 * @throws `customer.missing` where this workspace has no such customer
 */
export async function lockEnds(ctx: Ctx, ids: readonly string[]): Promise<Map<string, End>> {
  const rows = await ctx.rows<End>(
    `SELECT id, kind, status, CASE kind WHEN 'organisation' THEN company_name ELSE concat_ws(' ', first_name, last_name) END AS name
     FROM customers WHERE workspace_id = $1 AND id = ANY ($2::uuid[]) ORDER BY id FOR NO KEY UPDATE`,
    [ctx.workspaceId, ids],
  )
  const found = new Map(rows.map((row) => [row.id, row]))
  if (ids.some((id) => !found.has(id))) throw missing('customer')
  return found
}

const kindMessages = {
  individual: 'must be an individual',
  organisation: 'must be an organisation',
} as const

/** What can be told from the two and the dates alone. */
function faultsOf(
  { type, from_id, to_id, ...stretch }: Wanted,
  ends: ReadonlyMap<string, End>,
): FieldError[] {
  const faults: FieldError[] = []
  const say = (pointer: string, code: string, message: string) => faults.push({ pointer, code, message })
  if (from_id === to_id)
    say('/to_id', 'relationship.self', 'Nobody is related to themselves. Choose somebody else.')
  for (const side of ['from', 'to'] as const) {
    const kind = type[`${side}_kind`]
    const end = ends.get(side === 'from' ? from_id : to_id)!
    if (kind && end.kind !== kind)
      say(
        `/${side}_id`,
        'relationship.kind',
        `${end.name}: as "${type[`${side}_name`]}" this ${kindMessages[kind]}.`,
      )
  }
  if (isBackwards(stretch))
    say('/ended_on', 'dates.backwards', 'It ends before it begins. Mend one of the dates.')
  return faults
}

type Other = { id: string; from_id: string; to_id: string; pair: boolean; from_name: string; to_name: string }
const nameOf = (c: string) =>
  `CASE ${c}.kind WHEN 'organisation' THEN ${c}.company_name ELSE concat_ws(' ', ${c}.first_name, ${c}.last_name) END`

/** A relationship of the type at the same time that leaves no room for another. */
async function findRival(
  ctx: Ctx,
  { type, from_id, to_id, started_on, ended_on, except }: Wanted,
): Promise<Other | undefined> {
  const pair = [`(r.from_id = $3 AND r.to_id = $4)`]
  if (type.mutual) pair.push(`(r.from_id = $4 AND r.to_id = $3)`)
  const rivals = [...pair]
  if (type.only_one_from) rivals.push('r.to_id = $4')
  if (type.only_one_to) rivals.push('r.from_id = $3')
  if (type.mutual && type.only_one_from) rivals.push('r.to_id = $3', 'r.from_id = $4')
  const [found] = await ctx.rows<Other>(
    `SELECT r.id, r.from_id, r.to_id, ${pair.join(' OR ')} AS pair, ${nameOf('f')} AS from_name, ${nameOf('o')} AS to_name
     FROM relationships r
     JOIN customers f ON f.workspace_id = r.workspace_id AND f.id = r.from_id
     JOIN customers o ON o.workspace_id = r.workspace_id AND o.id = r.to_id
     WHERE r.workspace_id = $1 AND r.type_id = $2 AND (${rivals.join(' OR ')}) AND ${overlapCondition('r', '$5', '$6')}
       AND r.id IS DISTINCT FROM $7::uuid
     ORDER BY pair DESC LIMIT 1`,
    [ctx.workspaceId, type.id, from_id, to_id, started_on, ended_on, except ?? null],
  )
  return found
}

/** Whether `to` stands above `from` already, however many steps up. */
async function closesCircle(ctx: Ctx, { type, from_id, to_id }: Wanted): Promise<boolean> {
  const [found] = await ctx.rows(
    `WITH RECURSIVE above (id) AS (
       SELECT $3::uuid UNION SELECT r.from_id FROM above a
       JOIN relationships r ON r.workspace_id = $1 AND r.to_id = a.id AND r.type_id = $2)
     SELECT 1 FROM above WHERE id = $4 LIMIT 1`,
    [ctx.workspaceId, type.id, from_id, to_id],
  )
  return found !== undefined
}

/**
 * Why a relationship cannot be, or null. The ends are locked, and of a type without circles the type is: two who add
 * at once would not see each other's.
 */
export async function refusalOf(
  ctx: Ctx,
  wanted: Wanted,
  ends: ReadonlyMap<string, End>,
): Promise<AppError | null> {
  const faults = faultsOf(wanted, ends)
  if (faults.length > 0) return invalid('relationship.invalid', faults)
  const { type, from_id, to_id } = wanted
  const archived = [from_id, to_id].map((id) => ends.get(id)!).find(({ status }) => status === 'archived')
  if (archived && !wanted.except) {
    return new AppError('conflict', 'customer.archived', {
      message: `${archived.name} is archived. Restore this customer first. Nothing was changed.`,
      params: { name: archived.name },
    })
  }
  const rival = await findRival(ctx, wanted)
  if (rival) return rivalry(wanted, rival)
  if (type.acyclic && (await closesCircle(ctx, wanted))) {
    const [from, to] = [ends.get(from_id)!.name, ends.get(to_id)!.name]
    return new AppError('conflict', 'relationship.cycle', {
      message: `${to} already stands above ${from}, so ${from} cannot be "${type.from_name}" of ${to}. Nothing was changed.`,
      params: { from, to, role: type.from_name },
    })
  }
  return null
}

function rivalry({ type }: Wanted, rival: Other): AppError {
  const names = { from: rival.from_name, to: rival.to_name, role: type.from_name, id: rival.id }
  if (rival.pair) {
    return new AppError('conflict', 'relationship.exists', {
      message: `${names.from} is "${names.role}" of ${names.to} already at that time. Change that one, or choose other dates.`,
      params: names,
    })
  }
  return new AppError('conflict', 'relationship.only_one', {
    message: `There can be only one at a time, and ${names.from} is "${names.role}" of ${names.to}. End that first, or choose other dates.`,
    params: names,
  })
}
