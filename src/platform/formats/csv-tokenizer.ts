import type { Row } from './rows.ts'

export type Dialect = {
  separator: string
  /** How a quote inside a quoted cell is written: doubled (RFC 4180), or after a backslash (MySQL). */
  escape: '"' | '\\'
}

const MAX_ROW = 2_000_000

const LF = 10
const CR = 13
const SPACE = 32
const QUOTE = 34
const BACKSLASH = 92

/**
 * Splits decoded text into rows, piece by piece. Lines end with LF, CRLF or CR, mixed as they come; cells in quotes may
 * hold all of them. Empty lines are counted but give no row.
 *
 * csv-parse was tried first: one quote that is never closed makes it swallow the rest of the file as one cell, and it
 * cannot go on from there. Here the line is reported and reading goes on with the next one.
 */
export const csvTokenizer = ({ separator, escape: escapeSign }: Dialect) => {
  const separatorCode = separator.charCodeAt(0)
  let text = ''
  let position = 0
  let line = 1
  let nextLf = -1
  let nextCr = -1
  let nextQuote = -1
  let skipping = false
  let rows: Row[] = []

  const find = (what: string, from: number): number => {
    const at = text.indexOf(what, from)
    return at < 0 ? text.length : at
  }
  const lookAhead = () => {
    if (nextLf < position) nextLf = find('\n', position)
    if (nextCr < position) nextCr = find('\r', position)
    if (nextQuote < position) nextQuote = find('"', position)
  }

  const lineEndAt = (index: number): number => {
    const code = text.charCodeAt(index)
    if (code === LF) return 1
    return code === CR ? (text.charCodeAt(index + 1) === LF ? 2 : 1) : 0
  }

  /**
   * The quote that ends a cell whose content starts at `from`. `stray`: there is none, the quote before `from` is a
   * slip; `open`: none in the text so far.
   */
  const closingQuote = (
    from: number,
  ): { end: number; escaped: boolean; after: number; lines: number } | 'stray' | 'open' => {
    let escaped = escapeSign === '\\'
    let lines = 0
    let counted = from
    // Line ends known to lie further on need no search: it would run to the end of the text for every cell.
    const countTo = (end: number) => {
      if (nextLf < end)
        for (let lf = text.indexOf('\n', counted); lf >= 0 && lf < end; lf = text.indexOf('\n', lf + 1))
          lines++
      if (nextCr < end)
        for (let cr = text.indexOf('\r', counted); cr >= 0 && cr < end; cr = text.indexOf('\r', cr + 1))
          if (text.charCodeAt(cr + 1) !== LF) lines++
      counted = end
    }
    for (let quote = text.indexOf('"', from); quote >= 0; quote = text.indexOf('"', quote + 1)) {
      if (escapeSign === '\\') {
        let slashes = 0
        while (text.charCodeAt(quote - 1 - slashes) === BACKSLASH && quote - 1 - slashes >= from) slashes++
        if (slashes % 2 === 1) continue
      } else if (text.charCodeAt(quote + 1) === QUOTE) {
        escaped = true
        quote++
        continue
      }
      let after = quote + 1
      while (text.charCodeAt(after) === SPACE && separatorCode !== SPACE) after++
      if (after >= text.length || text.charCodeAt(after) === separatorCode || lineEndAt(after)) {
        countTo(quote)
        return { end: quote, escaped, after, lines }
      }
      // A quote in the middle of a word is taken as written, unless the cell has already run over a line end: then it is
      // rather the first quote that was stray.
      countTo(quote)
      if (lines > 0) return 'stray'
    }
    return 'open'
  }

  const plain = (cell: string): string =>
    escapeSign === '"' ? cell.replaceAll('""', '"') : cell.replace(/\\(["\\])/g, '$1')

  const endOfLine = () => Math.min(nextLf, nextCr)

  /** Ends a row at `end`, where a line end or the end of the text is. */
  const finish = (cells: string[], end: number, lines: number, problem?: Row['problem']) => {
    if (cells.length > 1 || cells[0] !== '' || problem)
      rows.push(problem ? { line, cells, problem } : { line, cells })
    position = end + lineEndAt(end)
    if (position > end) line += 1
    line += lines
  }

  /** Gives the beginning of a line that never ends, and passes over the rest. */
  const cutOff = (): false => {
    finish([text.slice(position, position + MAX_ROW)], text.length, 0, 'long')
    skipping = true
    return false
  }

  /** One row that has a quote in its first line. False: more text is needed. */
  const quotedRow = (final: boolean): boolean => {
    const firstEnd = endOfLine()
    const cells: string[] = []
    let at = position
    let lines = 0
    for (;;) {
      let start = at
      while (text.charCodeAt(start) === SPACE && separatorCode !== SPACE) start++
      if (text.charCodeAt(start) === QUOTE) {
        const close = closingQuote(start + 1)
        if (close === 'stray' || close === 'open' || (close.after >= text.length && !final)) {
          if (close !== 'stray' && !final && text.length - position < MAX_ROW) return false
          if (firstEnd >= text.length && !final) return cutOff()
          finish(text.slice(position, firstEnd).split(separator), firstEnd, 0, 'quote')
          return true
        }
        const cell = text.slice(start + 1, close.end)
        cells.push(close.escaped ? plain(cell) : cell)
        lines += close.lines
        at = close.after
      } else {
        let end = text.indexOf(separator, at)
        if (end < 0) end = text.length
        const lf = nextLf >= at ? nextLf : find('\n', at)
        const cr = nextCr >= at ? nextCr : find('\r', at)
        end = Math.min(end, lf, cr)
        if (end >= text.length && !final) return false
        cells.push(text.slice(at, end))
        at = end
      }
      if (text.charCodeAt(at) !== separatorCode) break
      at++
    }
    if (text.charCodeAt(at) === CR && at + 1 >= text.length && !final) return false
    finish(cells, at, lines)
    return true
  }

  const run = (final: boolean) => {
    while (position < text.length) {
      lookAhead()
      const end = endOfLine()
      if (skipping) {
        if (!final && (end >= text.length || (end === nextCr && end + 1 >= text.length))) {
          position = end
          return
        }
        position = end + lineEndAt(end)
        line++
        skipping = false
        continue
      }
      if (nextQuote < end) {
        if (!quotedRow(final)) return
        continue
      }
      if (end >= text.length && !final) {
        if (text.length - position >= MAX_ROW) cutOff()
        return
      }
      if (!final && end === nextCr && end + 1 >= text.length) return
      finish(text.slice(position, end).split(separator), end, 0)
    }
  }

  const take = (): Row[] => {
    const done = rows
    rows = []
    return done
  }

  return {
    /** The rows that are complete with this piece of text. */
    push(piece: string): Row[] {
      text = position < text.length ? text.slice(position) + piece : piece
      position = 0
      nextLf = nextCr = nextQuote = -1
      run(false)
      return take()
    },
    /** The rows that the end of the text completes. */
    end(): Row[] {
      nextLf = nextCr = nextQuote = -1
      run(true)
      return take()
    },
  }
}
