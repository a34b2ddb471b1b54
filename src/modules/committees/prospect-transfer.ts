import type { RecordTransfer, TransferRow } from '#capabilities/declaration/record-transfer.ts'
import { decimalOf, isCurrency, minorUnits } from '#lib/money.ts'
import type { Ctx } from '#platform/context.ts'
import { assign, changeProspect } from './prospect.ts'
import { type Prospect, type Stage, stages } from './shapes.ts'
import { column, given, rejected, throughRows } from './transfer-rows.ts'

const most = 1_000_000_000_000

/** The target that a row names: undefined where it says nothing, false where it cannot be read. */
function targetOf({ cells }: TransferRow): Prospect['target'] | undefined | false {
  const [amount, currency] = [cells['target_amount'], cells['target_currency']?.toUpperCase() ?? 'EUR']
  if (!amount) return amount === undefined ? undefined : null
  const minor = isCurrency(currency) ? minorUnits(amount.replace(',', '.'), currency) : undefined
  return minor === undefined || minor < 0 || minor > most ? false : { amount: minor, currency }
}

const find = async (ctx: Ctx, customerId: string, solicitorId: string, from_on: string) => {
  const [found] = await ctx.rows<{ id: string }>(
    `SELECT id FROM prospects WHERE workspace_id = $1 AND customer_id = $2 AND solicitor_id = $3 AND from_on = $4`,
    [ctx.workspaceId, customerId, solicitorId, from_on],
  )
  return found?.id
}

type Line = {
  id: string
  number: number
  solicitor: number
  stage: string
  target_amount: number | null
  target_currency: string | null
  from_on: string
  until_on: string | null
  note: string | null
}

/** Prospects from files and to them. Solicitors are made before: a file does not make anybody one. */
export const prospectTransfer: RecordTransfer = {
  name: 'prospects',
  words: { en: 'Prospects', nl: 'Prospects' },
  permissions: { import: 'solicitors.full', export: 'solicitors.read' },
  columns: [
    column('customer', 'Prospect', 'Prospect', {
      required: true,
      names: 'customer',
      also: ['customer', 'klant'],
    }),
    column('solicitor', 'Solicitor', 'Fondsenwerver', { required: true, names: 'customer' }),
    column('from_on', 'From', 'Vanaf', {
      required: true,
      holds: 'date',
      also: ['start', 'assigned', 'begin'],
    }),
    column('until_on', 'Until', 'Tot en met', { holds: 'date', also: ['end', 'einde'] }),
    column('stage', 'Stage', 'Fase', { also: ['status'] }),
    column('target_amount', 'Target', 'Streefbedrag', { also: ['amount', 'ask', 'bedrag'] }),
    column('target_currency', 'Currency', 'Valuta', { also: ['munt'] }),
    column('note', 'Note', 'Notitie', { also: ['remark', 'opmerking'] }),
  ],
  write: (ctx, rows, { existing, blanks }) =>
    throughRows(rows, async (row) => {
      const customer_id = row.customers['customer']!
      const solicitor_id = row.customers['solicitor']!
      const from_on = row.cells['from_on']!
      const wanted = row.cells['stage']?.toLowerCase()
      const stage = stages.find((one) => one === wanted)
      if (wanted && !stage)
        return rejected('stage', 'stage.unknown', `Choose one of ${stages.join(', ')}; "${wanted}" is none.`)
      const target = targetOf(row)
      if (target === false) {
        const message = 'Give an amount such as 2500.00 and a currency such as EUR.'
        return rejected('target_amount', 'money.invalid', message)
      }
      const title = `${from_on} ${stage ?? 'identified'}`
      const there = existing === 'create' ? undefined : await find(ctx, customer_id, solicitor_id, from_on)
      if (there && existing === 'skip') return { outcome: 'skip', title }
      if (there) {
        const [until_on, note] = [given(row, 'until_on', blanks), given(row, 'note', blanks)]
        await changeProspect(
          ctx,
          there,
          {
            ...(until_on !== undefined && { until_on }),
            ...(note !== undefined && { note }),
            ...(stage && { stage }),
            ...((target || (target === null && blanks === 'clear')) && { target }),
          },
          undefined,
        )
        return { outcome: 'update', title }
      }
      const { until_on = null, note = null } = row.cells
      const first: Stage = stage ?? 'identified'
      const about = { customer_id, solicitor_id, stage: first, target: target ?? null }
      await assign(ctx, { ...about, from_on, until_on, note })
      return { outcome: 'create', title }
    }),
  async read(ctx, { after, limit }) {
    const found = await ctx.rows<Line>(
      `SELECT p.id, c.number, s.number AS solicitor, p.stage, p.target_amount, p.target_currency, p.from_on, p.until_on, p.note
       FROM prospects p
       JOIN customers c ON c.workspace_id = p.workspace_id AND c.id = p.customer_id
       JOIN customers s ON s.workspace_id = p.workspace_id AND s.id = p.solicitor_id
       WHERE p.workspace_id = $1 AND p.id > coalesce($2::uuid, '00000000-0000-0000-0000-000000000000')
       ORDER BY p.id LIMIT $3`,
      [ctx.workspaceId, after, limit],
    )
    return {
      rows: found.map(({ id: _, number, solicitor, target_amount, ...line }) => ({
        ...line,
        customer: `C-${number}`,
        solicitor: `C-${solicitor}`,
        target_amount: target_amount === null ? null : decimalOf(target_amount, line.target_currency!),
      })),
      after: found.length < limit ? null : found.at(-1)!.id,
    }
  },
}
