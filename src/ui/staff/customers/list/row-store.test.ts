import { expect, test, vi } from 'vitest'
import { type Ask, makeRowStore, pageSize } from './row-store.ts'

type Row = { id: string; name?: string }

/** A list of `size` rows on the far side of a wire; what was asked is kept. */
function world(size: number) {
  const asked: Ask[] = []
  const state = { size, broken: false }
  const store = makeRowStore<Row>(async (ask) => {
    asked.push(ask)
    await new Promise((done) => setTimeout(done, 1))
    if (state.broken) throw new Error('away')
    const from = ask.cursor ? Number(ask.cursor) : (ask.offset ?? 0)
    const to = Math.min(state.size, from + ask.limit)
    return {
      items: Array.from({ length: Math.max(0, to - from) }, (_, i) => ({ id: String(from + i) })),
      next_cursor: to < state.size ? String(to) : null,
      count:
        ask.count === 'none'
          ? null
          : ask.count === 'exact' || state.size <= 1000
            ? { value: state.size, exact: true }
            : { value: 1000, exact: false },
    }
  })
  store.start()
  return { asked, state, store, row: (i: number) => store.seen().getRow(i)?.id }
}

test('a short list is one request and its length is known', async () => {
  const { asked, store } = world(42)
  expect(store.seen().rowCount).toBe(null)
  await vi.waitFor(() => expect(store.seen().rowCount).toBe(42))
  expect(store.seen().open).toBe(false)
  expect(asked).toHaveLength(1)
})

test('the first rows do not wait for the count of a long list', async () => {
  const { asked, store, row } = world(1_000_000)
  await vi.waitFor(() => expect(row(0)).toBe('0'))
  expect(asked[0]).toEqual({ limit: pageSize, count: 'capped' })
  await vi.waitFor(() => expect(store.seen().rowCount).toBe(1_000_000))
  expect(store.seen().open).toBe(false)
})

test('neighbours are read by cursor and ahead of the reader', async () => {
  const { asked, store, row } = world(1_000_000)
  await vi.waitFor(() => expect(store.seen().rowCount).toBe(1_000_000))
  store.show(0, 150)
  await vi.waitFor(() => expect(row(250)).toBe('250'))
  expect(asked.filter((ask) => ask.offset !== undefined)).toEqual([])
  expect(asked.some((ask) => ask.cursor === '100')).toBe(true)
})

test('a jump reads the place itself, then goes on by cursor', async () => {
  const { asked, store, row } = world(1_000_000)
  await vi.waitFor(() => expect(store.seen().rowCount).toBe(1_000_000))
  store.show(700_010, 700_060)
  await vi.waitFor(() => expect(row(700_020)).toBe('700020'))
  expect(asked.some((ask) => ask.offset === 700_000)).toBe(true)
  const before = asked.length
  store.show(700_110, 700_330)
  await vi.waitFor(() => expect(row(700_320)).toBe('700320'))
  expect(asked.slice(before).every((ask) => ask.cursor !== undefined)).toBe(true)
})

test('dragging over a million rows reads where it rests, not everywhere', async () => {
  const { asked, store, row } = world(1_000_000)
  await vi.waitFor(() => expect(store.seen().rowCount).toBe(1_000_000))
  for (let i = 1; i <= 100; i++) store.show(i * 9_000, i * 9_000 + 50)
  await vi.waitFor(() => expect(row(900_000)).toBe('900000'))
  expect(asked.length).toBeLessThan(20)
})

test('the far end can be reached and is the end', async () => {
  const { store, row } = world(100_050)
  await vi.waitFor(() => expect(store.seen().rowCount).toBe(100_050))
  store.show(100_000, 100_050)
  await vi.waitFor(() => expect(row(100_049)).toBe('100049'))
  expect(store.seen().rowCount).toBe(100_050)
  expect(row(100_050)).toBe(undefined)
})

test('a failure keeps what is there, and another try goes on', async () => {
  const { store, state, row } = world(5_000)
  await vi.waitFor(() => expect(store.seen().rowCount).toBe(5_000))
  state.broken = true
  store.show(3_000, 3_050)
  await vi.waitFor(() => expect(store.seen().error).toBeTruthy())
  expect(row(0)).toBe('0')
  state.broken = false
  store.retry()
  await vi.waitFor(() => expect(row(3_000)).toBe('3000'))
  expect(store.seen().error).toBe(null)
})

test('reading anew keeps the rows on screen until the new ones are there, and the length', async () => {
  const { store, state, row } = world(5_000)
  await vi.waitFor(() => expect(store.seen().rowCount).toBe(5_000))
  state.size = 4_000
  store.reload()
  expect(row(0)).toBe('0')
  expect(store.seen().rowCount).toBe(5_000)
  await vi.waitFor(() => expect(store.seen().rowCount).toBe(4_000))
})

test('a row is replaced where it stands', async () => {
  const { store } = world(10)
  await vi.waitFor(() => expect(store.seen().rowCount).toBe(10))
  const before = store.seen().getRow
  expect(store.replace({ id: '3', name: 'new' })).toBe(true)
  expect(store.seen().getRow(3)).toEqual({ id: '3', name: 'new' })
  expect(store.seen().getRow).not.toBe(before)
  expect(store.replace({ id: 'x' })).toBe(false)
})
