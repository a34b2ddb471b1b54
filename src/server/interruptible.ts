/** Runs `work` with a signal that Ctrl-C or SIGTERM gives, so that it can leave nothing half done. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController()
  const abort = () => stop.abort(new Error('Stopped before the end.'))
  const signals = ['SIGINT', 'SIGTERM'] as const
  for (const signal of signals) process.on(signal, abort)
  try {
    return await work(stop.signal)
  } catch (error) {
    // What was under way when it was told to stop fails with messages of its own.
    throw stop.signal.aborted ? stop.signal.reason : error
  } finally {
    for (const signal of signals) process.off(signal, abort)
  }
}
