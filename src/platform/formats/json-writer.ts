/** Records as the text of one JSON array, a record per line, a piece per batch. */
export async function* writeJson(
  batches: AsyncIterable<unknown[]> | Iterable<unknown[]>,
): AsyncGenerator<string> {
  let written = 0
  for await (const batch of batches) {
    let text = ''
    for (const record of batch) text += (written++ ? ',\n' : '[\n') + JSON.stringify(record)
    if (text) yield text
  }
  yield written ? '\n]\n' : '[]\n'
}
