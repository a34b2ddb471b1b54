export type QueryValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | QueryValue[]
  | { [key: string]: QueryValue }

function* pairs(name: string, value: QueryValue): Generator<[string, string]> {
  if (value === undefined || value === null || value === '') return
  if (Array.isArray(value)) {
    if (value.length > 0) yield [name, value.join(',')]
  } else if (typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) yield* pairs(name ? `${name}[${key}]` : key, inner)
  } else yield [name, String(value)]
}

// Brackets and commas may stand as they are (RFC 3986 leaves them to the application), and people read these.
const readable = (text: string) =>
  encodeURIComponent(text).replace(/%5B/g, '[').replace(/%5D/g, ']').replace(/%2C/g, ',').replace(/%20/g, '+')

/** `{ filter: { country: ['NL', 'BE'] }, sort: '-name' }` becomes `filter[country]=NL,BE&sort=-name`. Blank values are left out. */
export const toQueryString = (query: { [key: string]: QueryValue }): string =>
  [...pairs('', query)].map(([name, value]) => `${readable(name)}=${readable(value)}`).join('&')

export type ParsedQuery = { [key: string]: string | { [key: string]: string } }

/** The other way round; one level of brackets, values as text. */
export function fromQueryString(text: string): ParsedQuery {
  const parsed: ParsedQuery = {}
  for (const [name, value] of new URLSearchParams(text)) {
    const nested = /^([^[\]]+)\[([^[\]]+)\]$/.exec(name)
    if (!nested) {
      parsed[name] = value
      continue
    }
    const [, outer = '', inner = ''] = nested
    const group = parsed[outer]
    parsed[outer] = { ...(typeof group === 'object' ? group : {}), [inner]: value }
  }
  return parsed
}
