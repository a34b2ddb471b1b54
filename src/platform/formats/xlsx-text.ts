const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** Undoes XML character references. */
export const decodeXml = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi, (whole, hex, decimal, name) => {
        if (name) return ENTITIES[name] ?? whole
        const code = Number.parseInt(hex ?? decimal, hex ? 16 : 10)
        return code <= 0x10ffff ? String.fromCodePoint(code) : ''
      })
    : text

/** The attributes of a start tag, names without prefix. */
export const attributesOf = (tag: string): Record<string, string> => {
  const attributes: Record<string, string> = {}
  for (const [, key, double, single] of tag.matchAll(/(?:\w+:)?(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    attributes[key!] = decodeXml(double ?? single ?? '')
  }
  return attributes
}

/** The attributes of every element of a name, whatever its prefix. */
export const elements = (xml: string, name: string): Record<string, string>[] => {
  const tag = new RegExp(`<(?:\\w+:)?${name}(\\s(?:[^"'<>]|"[^"<]*"|'[^'<]*')*)?/?>`, 'g')
  return [...xml.matchAll(tag)].map(([, body = '']) => attributesOf(body))
}

/** The text of a string item: its runs together, without the readings of phonetic scripts; `_x000A_` undone. */
export const stringItem = (xml: string): string => {
  const only = /^(?:<(?:is|si)>)?<t(?: [^>]*)?>([^<]*)<\/t>(?:<\/(?:is|si)>)?$/.exec(xml)?.[1]
  if (only !== undefined && !only.includes('&') && !only.includes('_x')) return only
  const read = xml.includes('rPh') ? xml.replace(/<(?:\w+:)?rPh\b[\s\S]*?<\/(?:\w+:)?rPh>/g, '') : xml
  let text = ''
  for (const [, body] of read.matchAll(/<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</g)) text += body
  const plain = decodeXml(text)
  return plain.includes('_x')
    ? plain.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    : plain
}

/**
 * Cuts a stream of XML into the elements of a name, each with its tags, as they become complete. Elements of that name
 * must not be nested in one another. Gives up (undefined) at one longer than `limit` characters.
 */
export async function* elementStream(
  pieces: AsyncIterable<string>,
  name: string,
  limit: number,
): AsyncGenerator<string[] | undefined> {
  const start = new RegExp(`<(?:\\w+:)?${name}(?=[\\s/>])`, 'g')
  const end = new RegExp(`</(?:\\w+:)?${name}\\s*>`, 'g')
  let text = ''
  for await (const piece of pieces) {
    text += piece
    const found: string[] = []
    let from = 0
    for (;;) {
      start.lastIndex = from
      const begin = start.exec(text)
      if (!begin) break
      // Whether the element is empty shows at the end of its start tag.
      const close = text.indexOf('>', start.lastIndex)
      if (close < 0) break
      let stop = close + 1
      if (text[close - 1] !== '/') {
        end.lastIndex = close
        if (!end.exec(text)) break
        stop = end.lastIndex
      }
      found.push(text.slice(begin.index, stop))
      from = stop
    }
    if (from) text = text.slice(from)
    if (text.length > limit) {
      yield undefined
      return
    }
    if (found.length) yield found
  }
}
