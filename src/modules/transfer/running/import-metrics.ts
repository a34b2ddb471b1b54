import type { Ctx } from '#platform/context.ts'
import type { Metrics } from '#platform/operate/metrics.ts'

type Counts = Readonly<Record<'created' | 'updated' | 'skipped' | 'rejected', number>>

/** Seconds over which the present pace is told. */
const WINDOW = 10
const buckets = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60]

type Instruments = { batch(counts: Counts, began: number): void }
const made = new WeakMap<Metrics, Instruments>()

function instrumentsOf(metrics: Metrics): Instruments {
  const found = made.get(metrics)
  if (found) return found
  const rows = metrics.counter('regulars_import_rows_total', 'Rows of imports by what became of them', [
    'outcome',
  ])
  const batches = metrics.histogram(
    'regulars_import_batch_duration_seconds',
    'Time that a batch of rows took, its commit included',
    [],
    buckets,
  )
  let recent: { at: number; rows: number }[] = []
  const present = () => {
    recent = recent.filter(({ at }) => at > Date.now() - WINDOW * 1000)
    return recent.reduce((sum, batch) => sum + batch.rows, 0) / WINDOW
  }
  metrics.observe('regulars_import_rows_per_second', `Rows of the last ${WINDOW} seconds`, [], (set) =>
    set(present()),
  )
  const instruments: Instruments = {
    batch(counts, began) {
      for (const [outcome, count] of Object.entries(counts)) rows.inc({ outcome }, count)
      batches.observe((Date.now() - began) / 1000)
      present()
      recent.push({ at: Date.now(), rows: Object.values(counts).reduce((sum, count) => sum + count, 0) })
    },
  }
  made.set(metrics, instruments)
  return instruments
}

/** Counts a batch of an import once it is committed. */
export const countBatch = (ctx: Ctx, counts: Counts): void =>
  ctx.afterCommit(() => instrumentsOf(ctx.app.metrics).batch(counts, ctx.now.getTime()))
