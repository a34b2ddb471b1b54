import type {
  RecordTransfer,
  TransferOutcome,
  TransferRow,
} from '#capabilities/declaration/record-transfer.ts'
import type { Ctx } from '#platform/context.ts'
import { nameKey } from './committee-queries.ts'
import { appoint, changeTerm } from './term.ts'
import { column, given, rejected, throughRows } from './transfer-rows.ts'

type Office = { id: string; name: string; name_key: string; committee: string; committee_key: string }

/** Every position of the workspace with its committee: a few hundred, read once for each batch of rows. */
const offices = (ctx: Ctx): Promise<Office[]> =>
  ctx.rows<Office>(
    `SELECT p.id, p.name, p.name_key, k.name AS committee, k.name_key AS committee_key
     FROM committee_positions p JOIN committees k ON k.workspace_id = p.workspace_id AND k.id = p.committee_id
     WHERE p.workspace_id = $1`,
    [ctx.workspaceId],
  )

const find = async (ctx: Ctx, office: Office, customerId: string, from_on: string) => {
  const [found] = await ctx.rows<{ id: string; version: number }>(
    `SELECT id, version FROM committee_terms WHERE workspace_id = $1 AND position_id = $2 AND customer_id = $3 AND from_on = $4`,
    [ctx.workspaceId, office.id, customerId, from_on],
  )
  return found
}

const same = (a: string, b: string) => a === nameKey(b)

/** Which position a row means, or why none. */
function meant(all: readonly Office[], { cells }: TransferRow): Office | TransferOutcome {
  const [committee, position] = [cells['committee']!, cells['position']!]
  const inside = all.filter((one) => same(one.committee_key, committee))
  if (inside.length === 0) {
    const message = `There is no committee "${committee}" with positions. Add it first, with its positions.`
    return rejected('committee', 'committee.unknown', message)
  }
  const found = inside.find((one) => same(one.name_key, position))
  const names = inside.map(({ name }) => name).join(', ')
  const message = `"${committee}" has no position "${position}". It has: ${names}.`
  return found ?? rejected('position', 'position.unknown', message)
}

type Line = {
  id: string
  committee: string
  position: string
  number: number
  from_on: string
  until_on: string | null
  note: string | null
}

/** Terms from files and to them. A file tells what is so, hence it may go beyond seats that are not exclusive. */
export const termTransfer: RecordTransfer = {
  name: 'committee-terms',
  words: { en: 'Terms in committees', nl: 'Termijnen in commissies' },
  permissions: { import: 'committees.full', export: 'committees.read' },
  columns: [
    column('committee', 'Committee', 'Commissie', { required: true, also: ['board', 'bestuur'] }),
    column('position', 'Position', 'Functie', {
      required: true,
      also: ['role in committee', 'functie in commissie'],
    }),
    column('customer', 'Person', 'Persoon', {
      required: true,
      names: 'customer',
      also: ['member', 'lid', 'customer'],
    }),
    column('from_on', 'From', 'Vanaf', {
      required: true,
      holds: 'date',
      also: ['start', 'start date', 'begin'],
    }),
    column('until_on', 'Until', 'Tot en met', { holds: 'date', also: ['end', 'end date', 'einde'] }),
    column('note', 'Note', 'Notitie', { also: ['remark', 'opmerking'] }),
  ],
  async write(ctx, rows, { existing, blanks }) {
    const all = await offices(ctx)
    return throughRows(rows, async (row) => {
      const office = meant(all, row)
      if ('outcome' in office) return office
      const customer_id = row.customers['customer']!
      const from_on = row.cells['from_on']!
      const title = `${office.name}, ${office.committee}`
      const there = existing === 'create' ? undefined : await find(ctx, office, customer_id, from_on)
      if (there && existing === 'skip') return { outcome: 'skip', title }
      if (there) {
        const [until_on, note] = [given(row, 'until_on', blanks), given(row, 'note', blanks)]
        const change = { ...(until_on !== undefined && { until_on }), ...(note !== undefined && { note }) }
        await changeTerm(ctx, there.id, { ...change, confirmed: true }, undefined)
        return { outcome: 'update', title }
      }
      const { until_on = null, note = null } = row.cells
      const term = { position_id: office.id, customer_id, from_on, until_on, note, confirmed: true }
      await appoint(ctx, term)
      return { outcome: 'create', title }
    })
  },
  async read(ctx, { after, limit }) {
    const found = await ctx.rows<Line>(
      `SELECT t.id, k.name AS committee, p.name AS position, c.number, t.from_on, t.until_on, t.note
       FROM committee_terms t
       JOIN committees k ON k.workspace_id = t.workspace_id AND k.id = t.committee_id
       JOIN committee_positions p ON p.workspace_id = t.workspace_id AND p.id = t.position_id
       JOIN customers c ON c.workspace_id = t.workspace_id AND c.id = t.customer_id
       WHERE t.workspace_id = $1 AND t.id > coalesce($2::uuid, '00000000-0000-0000-0000-000000000000')
       ORDER BY t.id LIMIT $3`,
      [ctx.workspaceId, after, limit],
    )
    return {
      rows: found.map(({ id: _, number, ...line }) => ({ ...line, customer: `C-${number}` })),
      after: found.length < limit ? null : found.at(-1)!.id,
    }
  },
}
