import { expect, test } from 'vitest'
import { cellAfter } from './keyboard.ts'

const bounds = { rows: 100, columns: 5, page: 20, head: true }
const at = (row: number, column = 0) => ({ row, column })
const press = (from: ReturnType<typeof at>, key: string, ctrlKey = false) =>
  cellAfter(from, { key, ctrlKey }, bounds)

test('arrows move one cell, up into the head, and stop at the edges', () => {
  expect(press(at(0), 'ArrowDown')).toEqual(at(1))
  expect(press(at(0), 'ArrowUp')).toEqual(at(-1))
  expect(press(at(-1), 'ArrowUp')).toEqual(at(-1))
  expect(press(at(99), 'ArrowDown')).toEqual(at(99))
  expect(press(at(3, 4), 'ArrowRight')).toEqual(at(3, 4))
})

test('Home and End stay in the row, with Ctrl they go to the corners', () => {
  expect(press(at(7, 2), 'Home')).toEqual(at(7, 0))
  expect(press(at(7, 2), 'End')).toEqual(at(7, 4))
  expect(press(at(7, 2), 'Home', true)).toEqual(at(0, 0))
  expect(press(at(7, 2), 'End', true)).toEqual(at(99, 4))
})

test('paging stops at the first and last row and does not enter the head', () => {
  expect(press(at(5), 'PageUp')).toEqual(at(0))
  expect(press(at(95), 'PageDown')).toEqual(at(99))
  expect(press(at(50), 'PageUp')).toEqual(at(30))
})

test('other keys do not move', () => {
  expect(press(at(5), 'a')).toBeNull()
})
