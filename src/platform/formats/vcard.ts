import { decodeBytes, readBytes } from './encoding.ts'
import type { FileDescription } from './file-description.ts'
import type { Card } from './vcard-card.ts'
import { type CardProblem, cardSplitter, type RawCard } from './vcard-lines.ts'
import { readCard } from './vcard-read.ts'

/** `line` is that of BEGIN:VCARD. A card with a problem has what could be read. */
export type CardRow = { line: number; card: Card; problem?: CardProblem }

export type CardBatch = { cards: CardRow[]; bytesRead: number }

// Cards may carry pictures.
const BATCH = 200

/**
 * The cards of a described vCard file (2.1, 3.0 and 4.0, also mixed), in batches of up to 200, in constant memory.
 *
 * vcard4, which reads the strict grammar of RFC 6350 from a whole string, refuses most of what address books export;
 * hence a reader of our own.
 */
export async function* readCards(
  path: string,
  { encoding = 'utf-8' }: Pick<FileDescription, 'encoding'>,
  { signal, from = 0 }: { signal?: AbortSignal; from?: number } = {},
): AsyncGenerator<CardBatch> {
  const splitter = cardSplitter()
  let bytesRead = 0
  const counted = async function* () {
    for await (const chunk of readBytes(path, signal)) {
      bytesRead += chunk.length
      yield chunk
    }
  }
  let batch: CardRow[] = []
  const add = function* (raws: RawCard[]): Generator<CardBatch> {
    for (const raw of raws) {
      if (raw.line < from) continue
      const row: CardRow = { line: raw.line, card: readCard(raw, encoding) }
      if (raw.problem) row.problem = raw.problem
      batch.push(row)
      if (batch.length === BATCH) {
        yield { cards: batch, bytesRead }
        batch = []
      }
    }
  }
  for await (const text of decodeBytes(counted(), encoding)) yield* add(splitter.push(text))
  yield* add(splitter.end())
  if (batch.length) yield { cards: batch, bytesRead }
}
