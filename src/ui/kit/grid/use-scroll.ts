import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { barFor, type Extent, offsetShowing, type Scroll, scrolled, visibleRows } from './viewport.ts'

const overscan = 6
/** Rows are placed relative to a base that moves rarely, so that scrolling moves one layer and not every row. */
const blockOf = (row: number) => Math.floor(row / 500) * 500

/** Where the reader stood, kept by the caller over a visit to another page; the grid reads it at first and writes to it. */
export type GridPlace = {
  /** Pixels. */
  offset: number
  row: number
  column: number
  /** The reader comes back from a row that was opened here: the focus goes to where it was. */
  returning?: boolean
}

type Drawn = { from: number; to: number; base: number }

/**
 * Ties the browser's scroll bar to the drawn rows. Rows and their layer move in the same frame (flushSync):
 * drawn a moment later, a fast scroll would show bare ground.
 */
export function useGridScroll(
  scroller: RefObject<HTMLDivElement | null>,
  layer: RefObject<HTMLDivElement | null>,
  rows: number,
  rowHeight: number,
  headHeight: number,
  dataKey: string,
  place?: GridPlace,
) {
  const [size, setSize] = useState({ width: 0, view: 0 })
  const scroll = useRef<Scroll>({ offset: place?.offset ?? 0, bar: 0 })
  const kept = useRef(place)
  kept.current = place
  const settle = useRef<ReturnType<typeof setTimeout>>(undefined)
  const extent: Extent = { rows, rowHeight, view: size.view }
  const now = useRef(extent)
  now.current = extent

  const findDrawn = useCallback((): Drawn => {
    const seen = visibleRows(scroll.current.offset, now.current, overscan)
    return { ...seen, base: blockOf(seen.from) }
  }, [])
  const [, draw] = useState(0)
  const drawn = findDrawn()
  const last = useRef(drawn)
  last.current = drawn

  const shift = useCallback(() => {
    const { base } = last.current
    if (kept.current) kept.current.offset = scroll.current.offset
    if (layer.current) {
      layer.current.style.transform = `translateY(${base * now.current.rowHeight - scroll.current.offset}px)`
    }
  }, [layer])

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const measure = () => {
      const next = { width: element.clientWidth, view: Math.max(0, element.clientHeight - headHeight) }
      setSize((old) => (old.width === next.width && old.view === next.view ? old : next))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller, headHeight])

  const redraw = useCallback(() => {
    const next = findDrawn()
    const { from, to } = last.current
    if (next.from !== from || next.to !== to) flushSync(() => draw((n) => n + 1))
    shift()
  }, [findDrawn, shift])

  /** Moves the bar into proportion once scrolling rests, or at once when the bar has hit an end too early. */
  const anchor = useCallback(() => {
    const element = scroller.current
    if (!element) return
    const bar = barFor(scroll.current.offset, now.current)
    if (Math.abs(bar - element.scrollTop) > 1) {
      element.scrollTop = bar
      scroll.current.bar = element.scrollTop
    }
  }, [scroller])

  const onScroll = useCallback(() => {
    const element = scroller.current
    if (!element || element.scrollTop === scroll.current.bar) return
    scroll.current = scrolled(scroll.current, element.scrollTop, now.current)
    redraw()
    clearTimeout(settle.current)
    const atEnd =
      element.scrollTop <= 0 || element.scrollTop >= element.scrollHeight - element.clientHeight - 1
    if (atEnd) anchor()
    else settle.current = setTimeout(anchor, 160)
  }, [scroller, redraw, anchor])

  const show = useCallback(
    (row: number) => {
      const offset = offsetShowing(row, scroll.current.offset, now.current)
      if (offset === scroll.current.offset) return
      scroll.current = { ...scroll.current, offset }
      anchor()
      redraw()
    },
    [anchor, redraw],
  )

  // Another filter or order is another list: it starts at the top, or where its reader left it.
  const key = useRef(dataKey)
  useLayoutEffect(() => {
    if (key.current !== dataKey) {
      key.current = dataKey
      scroll.current = { offset: kept.current?.offset ?? 0, bar: 0 }
      if (scroller.current) scroller.current.scrollTop = 0
      anchor()
      draw((n) => n + 1)
    }
  }, [dataKey, scroller, anchor])

  // A list that became shorter must not stay scrolled beyond its end.
  useLayoutEffect(() => {
    const max = Math.max(0, rows * rowHeight - size.view)
    if (scroll.current.offset > max) {
      scroll.current.offset = max
      draw((n) => n + 1)
    }
    anchor()
  }, [rows, rowHeight, size.view, anchor])
  useLayoutEffect(shift)
  useEffect(() => () => clearTimeout(settle.current), [])

  return { size, drawn, onScroll, show }
}
