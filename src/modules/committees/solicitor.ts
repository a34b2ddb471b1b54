import { uuidv7 } from 'uuidv7'
import { collapseLines } from '#lib/text.ts'
import { stale } from '#modules/customers/groups.ts'
import type { Ctx } from '#platform/context.ts'
import { AppError, type FieldError, invalid } from '#platform/errors.ts'
import { type DatedKind, insertRow, tell, updateRow, wasAdded, wasChanged } from './dated-record.ts'
import { findPerson, whyNot } from './individuals.ts'
import type { Solicitor, SolicitorChange, SolicitorInput } from './shapes.ts'
import { findSolicitor, findSolicitors } from './solicitor-queries.ts'
import { workspaceToday } from './today.ts'

type Values = Pick<Solicitor, 'status' | 'since_on' | 'note' | 'created_at'>

const faults: Record<string, FieldError> = {
  'customer.not_individual': {
    pointer: '/customer_id',
    code: 'customer.not_individual',
    message: 'Only individuals can be solicitors. Choose a person, not an organisation.',
  },
  'customer.not_active': {
    pointer: '/customer_id',
    code: 'customer.not_active',
    message: 'This person is not active. Activate them first.',
  },
  'solicitor.there': {
    pointer: '/customer_id',
    code: 'solicitor.there',
    message: 'This person is a solicitor already. Change their status instead.',
  },
}

const solicitorOf = async (ctx: Ctx, customerId: string) => {
  const [found] = await ctx.rows<{ id: string }>(
    'SELECT id FROM solicitors WHERE workspace_id = $1 AND customer_id = $2',
    [ctx.workspaceId, customerId],
  )
  return found?.id
}

/** Prospects that somebody has today or will have. */
async function openProspects(ctx: Ctx, customerId: string): Promise<number> {
  const [row] = await ctx.rows<{ n: number }>(
    `SELECT count(*)::int AS n FROM prospects WHERE workspace_id = $1 AND solicitor_id = $2
       AND (until_on IS NULL OR until_on >= $3::date)`,
    [ctx.workspaceId, customerId, await workspaceToday(ctx)],
  )
  return row!.n
}

/** Solicitors, as history and timeline know them. */
export const solicitorKind: DatedKind<Solicitor> = {
  name: 'solicitor',
  table: 'solicitors',
  permissions: { read: 'solicitors.read', write: 'solicitors.write', remove: 'solicitors.full' },
  fields: { status: {}, since_on: {}, note: {} },
  find: findSolicitors,
  values: ({ status, since_on, note, created_at }): Values => ({ status, since_on, note, created_at }),
  columns: (values) => ({ ...values }),
  payload: (values) => ({ status: (values as Values).status }),
  async refusal(ctx, { id, customerId, values }) {
    const there = await solicitorOf(ctx, customerId)
    if (there && there !== id) return 'solicitor.there'
    const idle = (values as Values).status === 'active' || (await openProspects(ctx, customerId)) === 0
    return idle ? null : 'solicitor.has_prospects'
  },
}

export async function addSolicitor(
  ctx: Ctx,
  { customer_id, note, ...input }: SolicitorInput,
): Promise<Solicitor> {
  const person = await findPerson(ctx, customer_id, 'alone')
  const code = whyNot(person, false) ?? ((await solicitorOf(ctx, customer_id)) ? 'solicitor.there' : null)
  if (code) throw invalid('solicitor.invalid', [faults[code]!])
  const id = uuidv7()
  await insertRow(ctx, solicitorKind.table, { ...input, id, customer_id, note: note && collapseLines(note) })
  const solicitor = await findSolicitor(ctx, id)
  await tell(ctx, solicitorKind, 'added', [{ row: solicitor, change: wasAdded(solicitorKind, solicitor) }])
  return solicitor
}

/** Changes a solicitor. Who has prospects stays active until they are given to somebody else. */
export async function changeSolicitor(
  ctx: Ctx,
  id: string,
  { note, ...change }: SolicitorChange,
  seen: number | undefined,
): Promise<Solicitor> {
  const before = await findSolicitor(ctx, id, 'update')
  if (seen !== undefined && seen !== before.version) throw stale(before)
  if (change.status === 'inactive' && before.status === 'active') {
    const prospects = await openProspects(ctx, before.customer.id)
    if (prospects > 0) {
      throw new AppError('conflict', 'solicitor.has_prospects', {
        message: `${before.customer.name} has ${prospects} prospects. Give them to somebody else or end them first.`,
        params: { prospects, name: before.customer.name },
      })
    }
  }
  await updateRow(ctx, solicitorKind.table, id, {
    ...change,
    ...(note !== undefined && { note: note && collapseLines(note) }),
  })
  const after = await findSolicitor(ctx, id)
  await tell(ctx, solicitorKind, 'changed', [
    { row: after, change: wasChanged(solicitorKind, before, after) },
  ])
  return after
}
