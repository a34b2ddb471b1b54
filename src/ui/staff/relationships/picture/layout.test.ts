import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BOX, layOut, type Spot } from './layout.ts'

/** A middle, some around it, and some around these. */
const network = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.array(fc.nat(), { maxLength: 59 }))
  .map(([near, far]): Spot[] => {
    const firsts = Array.from({ length: near }, (_, i) => ({ id: `near${i}`, depth: 1, parent: 'middle' }))
    const seconds = far
      .slice(0, 59 - near)
      .map((place, i) => ({ id: `far${i}`, depth: 2, parent: `near${near === 0 ? 0 : place % near}` }))
    return [{ id: 'middle', depth: 0, parent: null }, ...firsts, ...(near > 0 ? seconds : [])]
  })

test('everybody has one place, and no two overlap', () => {
  fc.assert(
    fc.property(network, (spots) => {
      const { places } = layOut(spots)
      expect(places.map(({ id }) => id)).toEqual(spots.map(({ id }) => id))
      // Rounding to whole pixels may take one of them.
      for (const [i, a] of places.entries())
        for (const b of places.slice(i + 1))
          expect(
            Math.abs(a.x - b.x) >= BOX.width - 1 || Math.abs(a.y - b.y) >= BOX.height - 1,
            `${a.id} ${b.id}`,
          ).toBe(true)
    }),
    { numRuns: 60 },
  )
})

test('everybody is inside the picture, and the same network looks the same again', () => {
  fc.assert(
    fc.property(network, (spots) => {
      const { places, width, height } = layOut(spots)
      for (const { x, y } of places) {
        expect(x).toBeGreaterThanOrEqual(BOX.width / 2 - 1)
        expect(y).toBeGreaterThanOrEqual(BOX.height / 2 - 1)
        expect(x).toBeLessThanOrEqual(width - BOX.width / 2 + 1)
        expect(y).toBeLessThanOrEqual(height - BOX.height / 2 + 1)
      }
      expect(layOut(spots)).toEqual(layOut(spots))
    }),
    { numRuns: 30 },
  )
})

test('a small family is a small picture', () => {
  const family = ['partner', 'child', 'employer'].map((id) => ({ id, depth: 1, parent: 'middle' }))
  const { width, height } = layOut([{ id: 'middle', depth: 0, parent: null }, ...family])
  expect(width).toBeLessThan(480)
  expect(height).toBeLessThan(320)
})
