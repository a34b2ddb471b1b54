import type { RecordKind } from '#capabilities/declaration/record-kind.ts'
import { displayName } from '#modules/customers/draft.ts'
import { findRelationships } from './queries.ts'

/** Relationships as others refer to them: "Anna de Vries – Zaal BV: Head of sales". */
export const relationshipKind: RecordKind = {
  words: { en: 'Relationship', nl: 'Relatie' },
  permission: 'relationships.read',
  async describe(ctx, ids) {
    return (await findRelationships(ctx, ids)).map(({ id, from, to, type, title }) => ({
      id,
      customerId: from.id,
      title: `${displayName(from)} – ${displayName(to)}: ${title ?? type.from_name}`,
      detail: title ? type.from_name : null,
    }))
  },
  path: ({ customerId }) => `/customers/${customerId}?tab=relationships`,
  takesTasks: true,
}
