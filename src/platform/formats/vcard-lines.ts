/** A property line: unfolded, soft breaks joined, its value still encoded and escaped. */
export type Property = {
  /** Ties lines together (`item1.TEL`, `item1.X-ABLabel`); lower case, '' without one. */
  group: string
  /** Upper case. */
  name: string
  /** Parameter names in upper case. Values bare of a name (vCard 2.1) stand under TYPE, ENCODING or VALUE. */
  params: Map<string, string[]>
  value: string
}

/** What is wrong with a card: `end` it has no END:VCARD; `long` over 20 million characters, cut. */
export type CardProblem = 'end' | 'long'

/** The properties of one card; `line` is that of its BEGIN. */
export type RawCard = { line: number; properties: Property[]; problem?: CardProblem }

const MAX_CARD = 20_000_000

const ENCODINGS = new Set(['QUOTED-PRINTABLE', 'BASE64', '8BIT', '7BIT', 'B', 'Q'])
const VALUES = new Set(['URL', 'URI', 'INLINE', 'CONTENT-ID', 'CID'])

// RFC 6868.
const decodeParam = (value: string): string =>
  value
    .replace(/^"([\s\S]*)"$/, '$1')
    .replace(/\^([n'^])/g, (_, sign) => (sign === 'n' ? '\n' : sign === "'" ? '"' : '^'))

/** Splits outside double quotes. */
const splitQuoted = (text: string, separator: string): string[] => {
  if (!text.includes('"')) return text.split(separator)
  return text.match(new RegExp(`(?:"[^"]*"|[^${separator}"]|"(?=[^"]*$))+`, 'g')) ?? ['']
}

const addParam = (params: Map<string, string[]>, key: string, values: string[]) => {
  const known = params.get(key)
  if (known) known.push(...values)
  else params.set(key, values)
}

/** A line as a property; undefined where it has no colon. */
export const parseProperty = (text: string): Property | undefined => {
  const match = /^[^":]*(?:"[^"]*"[^":]*)*:/.exec(text)
  const colon = match ? match[0].length - 1 : text.indexOf(':')
  if (colon < 0) return undefined
  const [head = '', ...rest] = splitQuoted(text.slice(0, colon), ';')
  const dot = head.lastIndexOf('.')
  const params = new Map<string, string[]>()
  for (const param of rest) {
    const equals = param.indexOf('=')
    if (equals > 0) {
      const key = param.slice(0, equals).trim().toUpperCase()
      addParam(
        params,
        key,
        splitQuoted(param.slice(equals + 1), ',').flatMap((value) => {
          const plain = decodeParam(value.trim())
          // RFC 6350 lets `TYPE="work,voice"` stand for two types.
          return key === 'TYPE' ? plain.split(',') : [plain]
        }),
      )
    } else {
      const bare = param.trim().toUpperCase()
      if (bare)
        addParam(params, ENCODINGS.has(bare) ? 'ENCODING' : VALUES.has(bare) ? 'VALUE' : 'TYPE', [bare])
    }
  }
  return {
    group: dot < 0 ? '' : head.slice(0, dot).trim().toLowerCase(),
    name: head
      .slice(dot + 1)
      .trim()
      .toUpperCase(),
    params,
    value: text.slice(colon + 1),
  }
}

const isQuotedPrintable = (line: string) =>
  /^[^:]*;(?:ENCODING=)?"?(?:QUOTED-PRINTABLE|Q)"?(?:[;:]|$)/i.test(line)
const isBase64 = (line: string) => /^[^:]*;(?:ENCODING=)?"?(?:BASE64|B)"?(?:[;:]|$)/i.test(line)

/**
 * Cuts decoded text into cards. Understands folding of all versions, soft breaks of quoted-printable, base64 that is
 * not indented, cards nested in AGENT (left out), several cards in a file, and cards that never end.
 */
export const cardSplitter = () => {
  let rest = ''
  let line = 0
  let card: RawCard | undefined
  let size = 0
  let nested = 0
  let logical: string[] = []
  let soft = false
  let base64 = false
  let oldStyle = false
  let done: RawCard[] = []

  const close = (problem?: CardProblem) => {
    flush()
    if (card) {
      if (problem) card.problem ??= problem
      done.push(card)
    }
    card = undefined
    nested = 0
  }

  const flush = () => {
    soft = false
    base64 = false
    if (!logical.length) return
    const text = logical.join('')
    logical = []
    const property = parseProperty(text)
    if (property && card && !nested) {
      card.properties.push(property)
      if (property.name === 'VERSION') oldStyle = property.value.trim() === '2.1'
    }
  }

  const start = (text: string) => {
    logical = [text]
    const quoted = isQuotedPrintable(text)
    base64 = !quoted && isBase64(text)
    soft = quoted && text.endsWith('=')
    if (soft) logical[0] = text.slice(0, -1)
  }

  const take = (text: string) => {
    line++
    const bare = text.trim()
    const begins = /^(?:[\w-]+\.)?BEGIN\s*:\s*VCARD$/i.test(bare)
    const ends = /^(?:[\w-]+\.)?END\s*:\s*VCARD$/i.test(bare)
    if (begins) {
      const agent = logical.length > 0 && /^(?:[\w-]+\.)?AGENT(?:;[^:]*)?:\s*$/i.test(logical.join(''))
      flush()
      if (card && (agent || nested)) {
        nested++
        return
      }
      if (card) close('end')
      card = { line, properties: [] }
      size = 0
      oldStyle = false
      return
    }
    if (!card) return
    if (ends) {
      flush()
      if (nested) nested--
      else close()
      return
    }
    size += text.length
    if (size > MAX_CARD) {
      card.problem = 'long'
      return
    }
    if (soft) {
      soft = text.endsWith('=')
      logical.push(soft ? text.slice(0, -1) : text)
    } else if (/^[ \t]/.test(text) && logical.length) {
      logical.push(base64 || !oldStyle ? text.slice(1) : ` ${text.slice(1)}`)
    } else if (base64 && logical.length && bare && /^[A-Za-z0-9+/=]+$/.test(bare)) {
      logical.push(bare)
    } else {
      flush()
      if (bare) start(text)
    }
  }

  const consume = (final: boolean) => {
    let from = 0
    // A CR at the very end may be half of a CRLF.
    for (const end of rest.matchAll(/\r\n|\n|\r(?!$)/g)) {
      take(rest.slice(from, end.index))
      from = end.index + end[0].length
    }
    rest = rest.slice(from)
    if (final && rest) take(rest.replace(/\r$/, ''))
    const cards = done
    done = []
    return cards
  }

  return {
    push(piece: string): RawCard[] {
      rest += piece
      return consume(false)
    },
    end(): RawCard[] {
      const cards = consume(true)
      close('end')
      return [...cards, ...done]
    },
  }
}
