import { Readable } from 'node:stream'
import { setImmediate as pause } from 'node:timers/promises'
import { audit } from '#platform/audit.ts'
import type { Ctx } from '#platform/context.ts'

/** Says in the audit trail how many left, also when the reader went away before the end. */
export async function* told<Row>(
  ctx: Ctx,
  action: string,
  batches: AsyncIterable<Row[]>,
): AsyncGenerator<Row[]> {
  let rows = 0
  let whole = false
  try {
    for await (const batch of batches) {
      rows += batch.length
      yield batch
    }
    whole = true
  } finally {
    const outcome = whole ? 'done' : 'failed'
    // The rows are gone either way: what ended the export is what its reader should hear of.
    await audit(ctx, { action, outcome, payload: { rows } }).catch((error) =>
      ctx.app.log.error({ err: error }, 'the end of an export was not told'),
    )
  }
}

export async function* each<In, Out>(
  batches: AsyncIterable<In[]>,
  change: (one: In) => Out,
): AsyncGenerator<Out[]> {
  for await (const batch of batches) yield batch.map(change)
}

/**
 * Asks for the first batch at once, so that what is wrong with the request is refused before the answer begins, and
 * then for each next one before the present one is taken.
 */
export async function readAhead<Batch>(batches: AsyncGenerator<Batch>): Promise<AsyncIterable<Batch>> {
  const first = await batches.next()
  return (async function* () {
    let present = first
    try {
      while (!present.done) {
        const coming = batches.next()
        // Its failure is met when it is awaited; until then it is not an unhandled one.
        coming.catch(() => {})
        // Its statement is sent before the present batch takes the processor.
        await pause()
        yield present.value
        present = await coming
      }
    } finally {
      await batches.return(undefined)
    }
  })()
}

/** For HTTP: pieces as a stream that is read only as fast as the reader takes it. */
export const streamOf = (pieces: AsyncIterable<string | Uint8Array>): Readable =>
  Readable.from(pieces, { objectMode: false, highWaterMark: 262_144 })
