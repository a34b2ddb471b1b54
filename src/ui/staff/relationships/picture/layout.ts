/** What the layout needs to know of a customer: how many steps away, and through whom. */
export type Spot = { id: string; depth: number; parent: string | null }
export type Place = { id: string; x: number; y: number }
type Layout = { places: Place[]; width: number; height: number }

/** Room that a customer takes, with name and role, and the distance between rings. */
export const BOX = { width: 136, height: 96 }
const RING = { x: 160, y: 112 }
const STEPS = 72

const clear = (a: Place, b: Place) => Math.abs(a.x - b.x) >= BOX.width || Math.abs(a.y - b.y) >= BOX.height

const at = (id: string, ring: number, turn: number): Place => ({
  id,
  x: Math.cos(turn) * RING.x * ring,
  y: Math.sin(turn) * RING.y * ring,
})

/** The free place of a ring that is nearest to a direction, or undefined. */
function freeOn(
  ring: number,
  wish: number,
  id: string,
  taken: readonly Place[],
): [Place, number] | undefined {
  for (let step = 0; step < STEPS; step++) {
    // 0, 1, -1, 2, -2, …
    const off = step % 2 === 0 ? -step / 2 : (step + 1) / 2
    const turn = wish + (off * 2 * Math.PI) / STEPS
    const place = at(id, ring, turn)
    if (taken.every((other) => clear(place, other))) return [place, turn]
  }
  return undefined
}

/**
 * Rings around the first: each customer as near to the direction of the one they come through as there is room, never
 * over another. Spots come nearest first, the middle before all. Places are in pixels from the top left corner.
 */
export function layOut(spots: readonly Spot[]): Layout {
  const taken: Place[] = []
  const turns = new Map<string, number>()
  const rings = new Map<string, number>()
  const firsts = spots.filter(({ depth }) => depth === 1)
  for (const { id, depth, parent } of spots) {
    if (depth === 0) {
      taken.push(at(id, 0, 0))
      rings.set(id, 0)
      continue
    }
    const even = (firsts.findIndex((one) => one.id === id) * 2 * Math.PI) / firsts.length
    const wish = depth === 1 ? even : (turns.get(parent ?? '') ?? 0)
    for (let ring = depth === 1 ? 1 : (rings.get(parent ?? '') ?? 0) + 1; ; ring++) {
      const found = freeOn(ring, wish, id, taken)
      if (!found) continue
      taken.push(found[0])
      turns.set(id, found[1])
      rings.set(id, ring)
      break
    }
  }
  const left = Math.min(...taken.map(({ x }) => x)) - BOX.width / 2
  const top = Math.min(...taken.map(({ y }) => y)) - BOX.height / 2
  const places = taken.map(({ id, x, y }) => ({ id, x: Math.round(x - left), y: Math.round(y - top) }))
  return {
    places,
    width: Math.max(...places.map(({ x }) => x), 0) + BOX.width / 2,
    height: Math.max(...places.map(({ y }) => y), 0) + BOX.height / 2,
  }
}
