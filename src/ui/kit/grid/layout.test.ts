import { expect, test } from 'vitest'
import { moved, nextSort, placeColumns, resized, template } from './layout.ts'

const columns = [
  { id: 'name', header: 'Name', width: 200, min: 100, render: () => null },
  { id: 'city', header: 'City', render: () => null },
]

test('the layout decides order and width, and forgets columns that are gone', () => {
  const placed = placeColumns(columns, [{ id: 'city', width: 90 }, { id: 'gone' }, { id: 'name' }])
  expect(placed.map((c) => [c.id, c.width])).toEqual([
    ['city', 90],
    ['name', 200],
  ])
})

test('a column keeps its least width', () => {
  expect(resized(columns, [{ id: 'name' }], 'name', 12)).toEqual([{ id: 'name', width: 100 }])
  expect(resized(columns, [{ id: 'city' }], 'city', 5000)).toEqual([{ id: 'city', width: 800 }])
})

test('moving stops at the ends', () => {
  const layout = [{ id: 'a' }, { id: 'b' }, { id: 'c' }]
  expect(moved(layout, 'a', 1).map((e) => e.id)).toEqual(['b', 'a', 'c'])
  expect(moved(layout, 'a', 9).map((e) => e.id)).toEqual(['b', 'c', 'a'])
  expect(moved(layout, 'c', -1).map((e) => e.id)).toEqual(['c', 'a', 'b'])
})

test('sorting turns', () => {
  const first = nextSort(null, 'name')
  expect(first.direction).toBe('asc')
  expect(nextSort(first, 'name').direction).toBe('desc')
  expect(nextSort({ column: 'name', direction: 'desc' }, 'city')).toEqual({
    column: 'city',
    direction: 'asc',
  })
})

test('the last column fills the row', () => {
  expect(template([100, 200], true, true)).toBe('40px 100px minmax(200px, 1fr) 44px')
})
