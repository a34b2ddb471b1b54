import type { DatabaseWatch } from '../database/database.ts'
import type { Metrics } from './metrics.ts'
import { type Tracing, withoutLiterals } from './trace.ts'

/** The class of an error: the first two characters of its SQLSTATE. */
const classOf = (error: Error & { code?: unknown }) =>
  /^[0-9A-Z]{5}$/.test(String(error.code)) ? String(error.code).slice(0, 2) : 'connection'

/** A span for a statement that belongs to traced work; the queue's own asking around is nobody's. */
function spanOf(tracing: Tracing | null, pool: string, text: string) {
  if (!tracing?.current()) return undefined
  const query = withoutLiterals(text)
  return tracing.begin(/^\w+/.exec(query)?.[0]?.toUpperCase() ?? 'SQL', {
    kind: 'client',
    attributes: { 'db.system.name': 'postgresql', 'db.query.text': query, 'regulars.pool': pool },
  })
}

/** Counts, times and traces what the database is asked. */
export function watchStatements(metrics: Metrics, tracing: Tracing | null): DatabaseWatch {
  const { statements, statementErrors, transactions } = metrics
  return {
    statements(pool) {
      const timed = statements.labels(pool)
      return (text) => {
        const span = spanOf(tracing, pool, text)
        const began = performance.now()
        return (error) => {
          span?.end(error)
          timed.observe((performance.now() - began) / 1000)
          if (error) statementErrors.inc({ pool, class: classOf(error) })
        }
      }
    },
    transaction: (pool, kept) => transactions.inc({ pool, outcome: kept ? 'committed' : 'rolled_back' }),
  }
}
