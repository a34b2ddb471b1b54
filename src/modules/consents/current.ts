/** A row about one customer, purpose and channel, as far as it says what is so now. */
export type ConsentRow = {
  /** UUIDv7, in the order in which the rows were recorded. */
  id: string
  state: string
  /** Of a row that strikes a decision out or takes it in again: which. */
  decision_id: string | null
  /** ISO 8601. */
  decided_at: string
}

/** Decisions that do not count: the last word about them is that they were recorded wrongly. */
export function struckOut(rows: readonly ConsentRow[]): Set<string> {
  const struck = new Set<string>()
  const inOrder = rows.filter((row) => row.decision_id !== null).sort((a, b) => (a.id < b.id ? -1 : 1))
  for (const { state, decision_id } of inOrder) {
    if (state === 'corrected') struck.add(decision_id!)
    else struck.delete(decision_id!)
  }
  return struck
}

/**
 * The decision that counts, of rows about one customer, purpose and channel: the one that was made last, and of those
 * of the same moment the one that was recorded last. Null where nobody decided.
 */
export function currentOf<Row extends ConsentRow>(rows: readonly Row[]): Row | null {
  const struck = struckOut(rows)
  let current: Row | null = null
  for (const row of rows) {
    if (row.decision_id !== null || struck.has(row.id)) continue
    if (!current || isLater(row, current)) current = row
  }
  return current
}

function isLater(one: ConsentRow, other: ConsentRow): boolean {
  const [a, b] = [Date.parse(one.decided_at), Date.parse(other.decided_at)]
  return a === b ? one.id > other.id : a > b
}

/** The moment some months later; a month without that day ends the step on its last day. */
export function monthsLater(from: Date, months: number): Date {
  const to = new Date(from)
  to.setUTCMonth(to.getUTCMonth() + months)
  if (to.getUTCDate() !== from.getUTCDate()) to.setUTCDate(0)
  return to
}
