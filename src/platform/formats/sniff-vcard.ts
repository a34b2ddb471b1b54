import { detectEncoding } from './encoding.ts'
import type { Choices, FileDescription } from './file-description.ts'
import { fileError } from './file-error.ts'
import { readCards } from './vcard.ts'

/** A file of address cards; their number is estimated from the first ones. */
export const describeVcard = async (
  path: string,
  size: number,
  choices: Choices,
  signal?: AbortSignal,
): Promise<FileDescription> => {
  const encoding = choices.encoding ?? (await detectEncoding(path, signal)).name
  let cards = 0
  let read = 0
  for await (const batch of readCards(path, { encoding }, { signal })) {
    cards += batch.cards.length
    read = batch.bytesRead
    if (cards >= 1000) break
  }
  if (cards === 0) throw fileError('empty')
  const rowsEstimate = Math.round((cards / Math.max(read, 1)) * size)
  return { format: 'vcard', size, encoding, columns: [], rowsEstimate }
}
