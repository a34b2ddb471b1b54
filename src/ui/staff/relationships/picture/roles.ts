import type { Network } from '../relations.ts'

type Edge = Network['edges'][number]

const joins = ({ from_id, to_id }: Edge, a: string, b: string) =>
  (from_id === a && to_id === b) || (from_id === b && to_id === a)

/** What one is to another, with the title: "employee, Head of sales"; of a household its name. */
export function roleIn({ edges }: Pick<Network, 'edges'>, one: string, other: string): string {
  const between = edges.filter((edge) => joins(edge, one, other))
  const edge = between.find(({ category }) => category !== 'household') ?? between[0]
  if (!edge) return ''
  const role = edge.from_id === one ? edge.from_name : edge.to_name
  return edge.title ? `${role}, ${edge.title}` : role
}
