import type { RelationshipType, Seen } from './relations.ts'

/** A type as seen from the customer whose page it is: where that customer stands. */
type Way = { type: RelationshipType; side: 'from' | 'to' }

export const rights = ['from_manages', 'from_buys', 'to_manages', 'to_buys'] as const

export type Draft = {
  way: string
  title: string
  since: string
  until: string
  note: string
} & Record<(typeof rights)[number], boolean>

export const keyOf = ({ type, side }: Way): string => `${type.id}:${side}`

/** In which ways somebody of a kind can be related, in the order of the types. */
export const waysFor = (types: readonly RelationshipType[], kind: 'individual' | 'organisation'): Way[] =>
  types
    .filter(({ retired }) => !retired)
    .flatMap((type): Way[] => {
      const fits = (side: 'from' | 'to') => [null, kind].includes(type[`${side}_kind`])
      const sides = type.mutual ? (['from'] as const) : (['from', 'to'] as const)
      return sides.filter(fits).map((side) => ({ type, side }))
    })

/** What the customer is to the other. */
export const ownRole = ({ type, side }: Way): string => (side === 'from' ? type.from_name : type.to_name)
/** The kind that the other must be; null: any. */
export const otherKind = ({ type, side }: Way) => (side === 'from' ? type.to_kind : type.from_kind)

export const rightsOf = (from: Pick<Seen, (typeof rights)[number]>) => ({
  from_manages: from.from_manages,
  from_buys: from.from_buys,
  to_manages: from.to_manages,
  to_buys: from.to_buys,
})

export const draftOf = (edited: Seen | null): Draft => ({
  way: edited ? `${edited.type.id}:${edited.side}` : '',
  title: edited?.title ?? '',
  since: edited?.started_on ?? '',
  until: edited?.ended_on ?? '',
  note: edited?.note ?? '',
  ...(edited
    ? rightsOf(edited)
    : { from_manages: false, from_buys: false, to_manages: false, to_buys: false }),
})

export const bodyOf = (draft: Draft) => ({
  title: draft.title.trim() || null,
  started_on: draft.since || null,
  ended_on: draft.until || null,
  note: draft.note.trim() || null,
  ...rightsOf(draft),
})
