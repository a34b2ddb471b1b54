import type { DatedKind } from './dated-record.ts'
import { findProspects } from './prospect-queries.ts'
import { judgeProspect } from './prospect-rules.ts'
import type { Prospect, Stage } from './shapes.ts'
import type { Span } from './spans.ts'

type Values = Span & {
  solicitor: { id: string; name: string }
  stage: Stage
  target: Prospect['target']
  end_reason: string | null
  note: string | null
  created_at: string
}

/**
 * Prospects, as history and timeline know them. What is kept with a prospect outlasts the solicitor's own record, so
 * it tells them by their number: a name would stay behind when theirs is erased.
 */
export const prospectKind: DatedKind<Prospect> = {
  name: 'prospect',
  table: 'prospects',
  permissions: { read: 'solicitors.read', write: 'solicitors.write', remove: 'solicitors.full' },
  fields: {
    solicitor: { columns: ['solicitor_id'] },
    stage: {},
    target: { columns: ['target_amount', 'target_currency'] },
    from_on: {},
    until_on: {},
    end_reason: {},
    note: {},
  },
  find: findProspects,
  values: ({ solicitor, stage, target, from_on, until_on, end_reason, note, created_at }): Values => ({
    solicitor: { id: solicitor.id, name: `C-${solicitor.number}` },
    stage,
    target,
    from_on,
    until_on,
    end_reason,
    note,
    created_at,
  }),
  columns: (values) => {
    const { solicitor, target, ...rest } = values as Partial<Values>
    return {
      ...rest,
      ...(solicitor && { solicitor_id: solicitor.id }),
      ...(target !== undefined && {
        target_amount: target?.amount ?? null,
        target_currency: target?.currency ?? null,
      }),
    }
  },
  payload: (values) => {
    const { solicitor, stage } = values as Values
    return { solicitor: solicitor.name, stage }
  },
  async refusal(ctx, { id, customerId, values }) {
    const { solicitor, from_on, until_on } = values as Values
    const draft = { id, customerId, solicitorId: solicitor.id, from_on, until_on }
    return (await judgeProspect(ctx, draft, 'solicitor'))?.code ?? null
  },
}
