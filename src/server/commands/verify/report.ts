/** Something that does not fit: where, which row (by its id, never by what it says), and how. */
export type Fault = { workspace: string; part: string; row: string; what: string }

/** Tells faults as they are found, and counts them. */
export type Report = {
  fault(fault: Fault): void
  say(line: string): void
  /** How far a check is, for who watches: on stderr, in place. */
  progress(text: string): void
  readonly faults: number
}

/** Of one part of one workspace so many are told one by one; the rest is counted. */
const MOST_TOLD = 50

type Out = { log(line: string): void; watch?: NodeJS.WriteStream }

export function makeReport({ log, watch }: Out): Report {
  const counts = new Map<string, number>()
  let faults = 0
  let shown = ''
  const clear = () => {
    if (shown) watch?.write('\r\x1b[K')
    shown = ''
  }
  return {
    fault({ workspace, part, row, what }) {
      clear()
      faults++
      const key = `${workspace} ${part}`
      const count = (counts.get(key) ?? 0) + 1
      counts.set(key, count)
      if (count <= MOST_TOLD) log(`damage  ${workspace}  ${part}  ${row}: ${what}`)
      else if (count === MOST_TOLD + 1) log(`damage  ${workspace}  ${part}  … and more; they are counted`)
    },
    say(line) {
      clear()
      log(line)
    },
    progress(text) {
      if (!watch?.isTTY || text === shown) return
      clear()
      if (text) watch.write(text)
      shown = text
    },
    get faults() {
      return faults
    },
  }
}
