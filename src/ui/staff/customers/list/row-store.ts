type Page<Row> = { items: Row[]; next_cursor: string | null; count: Total | null }
export type Total = { value: number; exact: boolean }
export type Ask = { limit: number; count: 'none' | 'capped' | 'exact'; cursor?: string; offset?: number }
export type LoadRows<Row> = (ask: Ask, signal: AbortSignal) => Promise<Page<Row>>

export type RowsSeen<Row> = {
  /** A new function whenever a row changed. */
  getRow: (index: number) => Row | undefined
  /** Null before the first answer. */
  rowCount: number | null
  /** `rowCount` may still grow. */
  open: boolean
  total: Total | null
  error: unknown
}

export type RowStore<Row extends { id: string }> = ReturnType<typeof makeRowStore<Row>>

export const pageSize = 100
/** The API gives at most 500 rows at a time. */
const mostPages = 5
const keptPages = 300
/** A dragged scroll bar asks for another place many times a second; only places where it rests are read. */
const restMs = 70

type Flight = { from: number; to: number; cancel: AbortController }

/**
 * The rows of one list, however long, of which only those near the reader are held. Rows come in pages of `pageSize`
 * at fixed places. Neighbouring pages are read one after another by cursor; a jump far away is read by offset and goes
 * on by cursor from there. What is missing stays undefined until it arrives, and the grid shows skeletons meanwhile.
 */
export function makeRowStore<Row extends { id: string }>(load: LoadRows<Row>) {
  const pages = new Map<number, Row[]>()
  const cursors = new Map<number, string>()
  const stale = new Set<number>()
  const listeners = new Set<() => void>()
  let flights: Flight[] = []
  let wanted = { from: 0, to: 1 }
  let ahead = 1
  let end: number | null = null
  let total: Total | null = null
  let failure: unknown = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastJump = 0
  let counting: AbortController | undefined

  const rowAt = (index: number) => pages.get(Math.floor(index / pageSize))?.[index % pageSize]
  const look = (): RowsSeen<Row> => {
    const last = Math.max(-1, ...pages.keys())
    const reached = last < 0 ? 0 : last * pageSize + (pages.get(last)?.length ?? 0)
    const known = total === null ? null : Math.max(reached, total.value)
    return {
      getRow: (index) => rowAt(index),
      rowCount: end ?? (failure !== null && pages.size === 0 ? 0 : known),
      open: end === null && !total?.exact,
      total: end === null ? total : { value: end, exact: true },
      error: failure,
    }
  }
  let seen = look()
  const tell = () => {
    seen = look()
    for (const listener of listeners) listener()
  }

  const need = (page: number) =>
    (!pages.has(page) || stale.has(page)) && (end === null || page * pageSize < end)
  const underway = (page: number) => flights.some((f) => page >= f.from && page < f.to)

  /** The next run of missing pages: first what is seen, then what lies ahead. */
  function nextRun(): { from: number; to: number } | null {
    const beyond = ahead > 0 ? [wanted.to, wanted.to + 1] : [wanted.from - 1, wanted.from - 2]
    const places = [...Array.from({ length: wanted.to - wanted.from }, (_, i) => wanted.from + i), ...beyond]
    const most = total === null ? 1 : Math.ceil(Math.max(total.value, 1) / pageSize) + (total.exact ? 0 : 1)
    const first = places.find((page) => page >= 0 && page < most && need(page) && !underway(page))
    // What follows a page that is on its way is read with the cursor that comes with it.
    if (first === undefined || underway(first - 1)) return null
    let to = first + 1
    while (to - first < mostPages && to < Math.min(most, wanted.to + 1) && need(to) && !underway(to)) to++
    return { from: first, to }
  }

  function pump() {
    clearTimeout(timer)
    for (const flight of flights) {
      if (flight.to < wanted.from - mostPages || flight.from > wanted.to + mostPages) flight.cancel.abort()
    }
    flights = flights.filter((f) => !f.cancel.signal.aborted)
    while (flights.length < 2 && failure === null) {
      const run = nextRun()
      if (!run) return
      const cursor = cursors.get(run.from)
      const jump = run.from > 0 && cursor === undefined
      if (jump) {
        const wait = lastJump + restMs - performance.now()
        if (wait > 0) {
          timer = setTimeout(pump, wait)
          return
        }
        lastJump = performance.now()
      }
      void fetchRun(run, cursor)
    }
  }

  async function fetchRun({ from, to }: { from: number; to: number }, cursor: string | undefined) {
    const flight: Flight = { from, to, cancel: new AbortController() }
    flights.push(flight)
    const ask: Ask = { limit: (to - from) * pageSize, count: from === 0 ? 'capped' : 'none' }
    if (cursor !== undefined) ask.cursor = cursor
    else if (from > 0) ask.offset = from * pageSize
    try {
      const page = await load(ask, flight.cancel.signal)
      if (flight.cancel.signal.aborted) return
      receive(from, to, page)
    } catch (error) {
      if (flight.cancel.signal.aborted) return
      failure = error
    } finally {
      flights = flights.filter((f) => f !== flight)
    }
    tell()
    pump()
  }

  function receive(from: number, to: number, { items, next_cursor, count }: Page<Row>) {
    for (let page = from; page < to; page++) {
      stale.delete(page)
      const rows = items.slice((page - from) * pageSize, (page - from + 1) * pageSize)
      if (rows.length > 0 || page === 0) pages.set(page, rows)
      else pages.delete(page)
    }
    // An exact count from before is nearer than "more than 1,000", and is being taken anew.
    if (count && (count.exact || !total?.exact)) total = count
    if (next_cursor !== null) {
      cursors.set(to, next_cursor)
      if (from === 0 && count && !count.exact) void countAll()
    } else if (items.length > 0 || from === 0) {
      end = from * pageSize + items.length
    } else {
      // The list became shorter than it was said to be: ask again how long it is.
      end = null
      void countAll()
    }
    forget()
  }

  function forget() {
    if (pages.size <= keptPages) return
    const middle = (wanted.from + wanted.to) / 2
    const far = [...pages.keys()].sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle))
    for (const page of far.slice(0, pages.size - keptPages)) pages.delete(page)
  }

  /** The exact count may take a moment in a large list, so the first rows do not wait for it. */
  async function countAll() {
    counting?.abort()
    const mine = new AbortController()
    counting = mine
    try {
      const { count } = await load({ limit: 1, count: 'exact' }, mine.signal)
      if (mine.signal.aborted || !count) return
      total = count
      tell()
      pump()
    } catch {
      // "1,000+" remains, and the list grows as it is read.
    }
  }

  /** Reads everything anew, first what is on screen; the old rows stay until the new ones are there. */
  function reload() {
    for (const flight of flights) flight.cancel.abort()
    flights = []
    cursors.clear()
    failure = null
    end = null
    for (const page of [...pages.keys()]) {
      if (page >= wanted.from - 1 && page <= wanted.to) stale.add(page)
      else pages.delete(page)
    }
    if (total?.exact && wanted.from > 0) void countAll()
    tell()
    pump()
  }

  return {
    seen: () => seen,
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** Says which rows are on screen or near it, `to` exclusive. */
    show(from: number, to: number) {
      const next = {
        from: Math.floor(from / pageSize),
        to: Math.floor(Math.max(from, to - 1) / pageSize) + 1,
      }
      if (next.from !== wanted.from) ahead = next.from < wanted.from ? -1 : 1
      wanted = next
      pump()
    },
    start: pump,
    reload,
    retry() {
      failure = null
      tell()
      pump()
    },
    find(id: string): Row | undefined {
      for (const rows of pages.values()) for (const row of rows) if (row.id === id) return row
      return undefined
    },
    /** Puts a fresher form of a row in its place; false when it is not held. */
    replace(row: Row): boolean {
      for (const [page, rows] of pages) {
        const at = rows.findIndex((r) => r.id === row.id)
        if (at < 0) continue
        pages.set(page, rows.with(at, row))
        tell()
        return true
      }
      return false
    },
    stop() {
      clearTimeout(timer)
      counting?.abort()
      for (const flight of flights) flight.cancel.abort()
      flights = []
    },
  }
}
