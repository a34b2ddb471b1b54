/**
 * What kept PostgreSQL from doing its work, where that says nothing against the work itself:
 * - `away`: it cannot be reached, is starting, or broke off; whether a commit under way went through is unknown;
 * - `full`: the disk has no room;
 * - `busy`: others held the same rows (deadlock, lock timeout, serialisation).
 */
export type Interruption = 'away' | 'full' | 'busy'

/** SQLSTATE classes (PostgreSQL manual, appendix A): connection exception, operator intervention, no resources. */
const away = /^(08|57P0[1-5]|53[23]|ECONN|EPIPE$|ETIMEDOUT$|commit\.unknown$)/
const awayWords =
  /timeout exceeded when trying to connect|Connection terminated|connection error and is not queryable|Client was closed/

export function interruptionOf(error: unknown): Interruption | undefined {
  if (!(error instanceof Error)) return undefined
  const { code = '', syscall } = error as Error & { code?: unknown; syscall?: string }
  if (code === '53100' || code === 'ENOSPC' || code === 'EDQUOT') return 'full'
  if (code === '40001' || code === '40P01' || code === '55P03') return 'busy'
  if (away.test(String(code)) || awayWords.test(error.message)) return 'away'
  // A socket that is not there; a file that is not there is no interruption.
  return code === 'ENOENT' && syscall === 'connect' ? 'away' : undefined
}
