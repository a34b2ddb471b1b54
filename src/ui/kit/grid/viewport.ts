/**
 * Scroll arithmetic of a list too tall for a browser. Elements end at about 16–33 million pixels (Firefox,
 * Chromium), a million rows of 36 px are 36 million. The scroll bar therefore spans at most `limit` pixels
 * while `offset` counts real ones: small movements count one to one, jumps count in proportion. Rows are drawn
 * in a sticky layer, so the bar can be moved back into proportion without anything visible happening.
 */
export const limit = 8_000_000

/** All lengths in pixels. */
export type Extent = { rows: number; rowHeight: number; view: number }
export type Scroll = { offset: number; bar: number }

export const contentHeight = (e: Extent) => e.rows * e.rowHeight
export const barHeight = (e: Extent) => Math.min(contentHeight(e), limit)
const maxOffset = (e: Extent) => Math.max(0, contentHeight(e) - e.view)
const maxBar = (e: Extent) => Math.max(0, barHeight(e) - e.view)
const clamp = (value: number, max: number) => Math.min(Math.max(value, 0), max)

/** Where the bar belongs for an offset. */
export function barFor(offset: number, e: Extent): number {
  const scale = maxOffset(e)
  return contentHeight(e) <= limit || scale === 0 ? clamp(offset, scale) : (offset / scale) * maxBar(e)
}

/** The state after the browser reports that the bar stands at `bar`. */
export function scrolled(from: Scroll, bar: number, e: Extent): Scroll {
  if (contentHeight(e) <= limit) return { offset: clamp(bar, maxOffset(e)), bar }
  const moved = bar - from.bar
  const near = Math.abs(moved) <= e.view * 2
  const offset = near ? from.offset + moved : (bar / maxBar(e)) * maxOffset(e)
  return { offset: clamp(offset, maxOffset(e)), bar }
}

/** The rows to draw, `to` exclusive. */
export function visibleRows(offset: number, e: Extent, overscan: number): { from: number; to: number } {
  const from = Math.max(0, Math.floor(offset / e.rowHeight) - overscan)
  const to = Math.min(e.rows, Math.ceil((offset + e.view) / e.rowHeight) + overscan)
  return { from: Math.min(from, to), to }
}

/** The offset that brings a row wholly into view with the least movement. */
export function offsetShowing(row: number, offset: number, e: Extent): number {
  const top = row * e.rowHeight
  if (top < offset) return clamp(top, maxOffset(e))
  if (top + e.rowHeight > offset + e.view) return clamp(top + e.rowHeight - e.view, maxOffset(e))
  return clamp(offset, maxOffset(e))
}
