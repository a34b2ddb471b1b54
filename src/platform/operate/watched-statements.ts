import type { DatabaseWatch } from '../database/database.ts'
import type { Metrics } from './metrics.ts'

/** The class of an error: the first two characters of its SQLSTATE. */
const classOf = (error: Error & { code?: unknown }) =>
  /^[0-9A-Z]{5}$/.test(String(error.code)) ? String(error.code).slice(0, 2) : 'connection'

/** Counts and times what the database is asked. */
export function watchStatements(metrics: Metrics): DatabaseWatch {
  const { statements, statementErrors, transactions } = metrics
  return {
    statements(pool) {
      const timed = statements.labels(pool)
      return () => {
        const began = performance.now()
        return (error) => {
          timed.observe((performance.now() - began) / 1000)
          if (error) statementErrors.inc({ pool, class: classOf(error) })
        }
      }
    },
    transaction: (pool, kept) => transactions.inc({ pool, outcome: kept ? 'committed' : 'rolled_back' }),
  }
}
