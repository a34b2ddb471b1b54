import { forgetRecordWords, recordWordsPart } from '#capabilities/search/record-words.ts'
import type { DatedKind } from './dated-record.ts'
import type { Term } from './shapes.ts'
import { findTerms } from './term-queries.ts'
import { judgeTerm } from './term-rules.ts'

type Named = { id: string; name: string }
type Values = {
  committee: Named
  position: Named
  from_on: string
  until_on: string | null
  end_reason: string | null
  planned_until_on: string | null
  beyond_seats: boolean
  note: string | null
  created_at: string
}

const named = ({ id, name }: Named): Named => ({ id, name })

/** Terms in committees, as history, timeline and search know them. */
export const termKind: DatedKind<Term> = {
  name: 'committee_term',
  table: 'committee_terms',
  permissions: { read: 'committees.read', write: 'committees.write', remove: 'committees.full' },
  fields: {
    committee: { columns: ['committee_id'] },
    position: { columns: ['position_id'] },
    from_on: {},
    until_on: {},
    end_reason: {},
    planned_until_on: {},
    beyond_seats: {},
    note: {},
  },
  find: findTerms,
  values: (term): Values => ({
    committee: named(term.committee),
    position: named(term.position),
    from_on: term.from_on,
    until_on: term.until_on,
    end_reason: term.end_reason,
    planned_until_on: term.planned_until_on,
    beyond_seats: term.beyond_seats,
    note: term.note,
    created_at: term.created_at,
  }),
  columns: (values) => {
    const { committee, position, ...rest } = values as Partial<Values>
    return {
      ...rest,
      ...(committee && { committee_id: committee.id }),
      ...(position && { position_id: position.id }),
    }
  },
  payload: (values) => {
    const { committee, position } = values as Values
    return { committee: committee.name, position: position.name }
  },
  async refusal(ctx, { id, customerId, values }) {
    const { position, from_on, until_on, beyond_seats } = values as Values
    const draft = { id, customerId, positionId: position.id, from_on, until_on, confirmed: beyond_seats }
    return (await judgeTerm(ctx, draft)).refusal?.code ?? null
  },
  beside: (ctx, drafts) => [
    recordWordsPart(
      ctx,
      'committee_term',
      drafts.map(({ id, customerId, values }) => {
        const { committee, position } = values as Values
        return { id, customerId, text: `${committee.name} ${position.name}` }
      }),
    ),
  ],
  forget: (ctx, ids) => forgetRecordWords(ctx, 'committee_term', ids),
}
