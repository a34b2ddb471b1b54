import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { watchProcess } from './process-metrics.ts'

/** Seconds; from a point look-up to the longest that a statement may take. */
const statementBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 15]
const requestBuckets = [0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60]
const jobBuckets = [0.01, 0.05, 0.25, 1, 5, 30, 120, 600, 3600]

type Reading<L extends string> = (
  set: (value: number, labels?: Record<L, string>) => void,
) => void | Promise<void>

/** A metric with few, known labels: no id, no name, no address ever becomes one. */
export type Metrics = {
  /** The whole of it in the text format of Prometheus 0.0.4. */
  text(): Promise<string>
  /** A metric of a module's own; the same name gives the same metric again. */
  counter<L extends string>(name: string, help: string, labels: readonly L[]): Counter<L>
  histogram<L extends string>(
    name: string,
    help: string,
    labels: readonly L[],
    buckets: readonly number[],
  ): Histogram<L>
  /** A value that is read when somebody looks; what `read` does not set is left out. `…_total` is a counter. */
  observe<L extends string>(name: string, help: string, labels: readonly L[], read: Reading<L>): void
  requests: Histogram<'method' | 'route' | 'status'>
  problems: Counter<'code'>
  statements: Histogram<'pool'>
  statementErrors: Counter<'pool' | 'class'>
  transactions: Counter<'pool' | 'outcome'>
  jobs: Histogram<'task' | 'outcome'>
  mails: Counter<'outcome'>
  /** The tasks that this process knows how to do, so that none is missing where it has nothing waiting. */
  tasks: Set<string>
  /** What is under way in this process right now. */
  now: { requests: number; streams: number }
}

export function makeMetrics(version: string): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const counter = <L extends string>(name: string, help: string, labels: readonly L[]): Counter<L> =>
    (registry.getSingleMetric(name) as Counter<L> | undefined) ??
    new Counter({ name, help, labelNames: labels, registers })
  const histogram = <L extends string>(
    name: string,
    help: string,
    labels: readonly L[],
    buckets: readonly number[],
  ): Histogram<L> =>
    (registry.getSingleMetric(name) as Histogram<L> | undefined) ??
    new Histogram({ name, help, labelNames: labels, buckets: [...buckets], registers })
  const observe: Metrics['observe'] = (name, help, labels, read) => {
    const isTotal = name.endsWith('_total')
    const collect = async function (this: Gauge | Counter) {
      this.reset()
      // Without labels a metric begins at zero, which would pass for a value that was read.
      if (labels.length === 0) this.remove()
      await read((value, values = {} as never) =>
        isTotal ? this.inc(values, value) : (this as Gauge).set(values, value),
      )
    }
    const about = { name, help, labelNames: labels, registers, collect: collect as never }
    if (isTotal) new Counter(about)
    else new Gauge(about)
  }
  const now = { requests: 0, streams: 0 }
  observe('regulars_build_info', 'The version that runs', ['version', 'node'], (set) =>
    set(1, { version, node: process.versions.node }),
  )
  observe('regulars_http_requests_in_flight', 'Requests being answered', [], (set) =>
    set(now.requests - now.streams),
  )
  observe('regulars_live_connections', 'Open streams of live hints', [], (set) => set(now.streams))
  watchProcess(observe)
  return {
    text: () => registry.metrics(),
    counter,
    histogram,
    observe,
    requests: histogram(
      'regulars_http_request_duration_seconds',
      'Time to answer, by the pattern of the route',
      ['method', 'route', 'status'],
      requestBuckets,
    ),
    problems: counter('regulars_http_problems_total', 'Refusals and failures, by problem code', ['code']),
    statements: histogram(
      'regulars_database_statement_duration_seconds',
      'Time of statements, waiting for the answer included',
      ['pool'],
      statementBuckets,
    ),
    statementErrors: counter(
      'regulars_database_statement_errors_total',
      'Statements that failed, by class of SQLSTATE; "connection" where there was none',
      ['pool', 'class'],
    ),
    transactions: counter('regulars_database_transactions_total', 'Transactions of this process', [
      'pool',
      'outcome',
    ]),
    jobs: histogram(
      'regulars_job_duration_seconds',
      'Time that jobs took in this process',
      ['task', 'outcome'],
      jobBuckets,
    ),
    mails: counter('regulars_mails_total', 'Mails by what became of them', ['outcome']),
    tasks: new Set(),
    now,
  }
}
