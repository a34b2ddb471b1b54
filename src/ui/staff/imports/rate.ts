/** How far an import was at a moment. `at` in ms, `share` 0 to 1. */
export type Reading = { at: number; rows: number; share: number }

const window = 15_000

/** Keeps the readings of the last quarter of a minute; a reading that says nothing new is left out. */
export function withReading(readings: readonly Reading[], now: Reading): readonly Reading[] {
  const last = readings.at(-1)
  if (last && last.rows === now.rows && last.share === now.share) return readings
  return [...readings.filter(({ at }) => now.at - at <= window), now]
}

/** Rows a second, and seconds left; null while two readings are missing. */
export function paceOf(readings: readonly Reading[]): { perSecond: number; secondsLeft: number } | null {
  const [first, last] = [readings[0], readings.at(-1)]
  if (!first || !last) return null
  const seconds = (last.at - first.at) / 1000
  const share = last.share - first.share
  if (seconds < 0.5 || share <= 0) return null
  return {
    perSecond: Math.round((last.rows - first.rows) / seconds),
    secondsLeft: ((1 - last.share) / share) * seconds,
  }
}
