import { type Parsed, refuse } from '../parsed.ts'
import { collapse } from '../text.ts'
import { asciiHost } from './email.ts'

/** `scheme` other than http and https; `credentials` a user name or password in it; `form`; `long` over 2048. */
export type WebsiteError = 'empty' | 'scheme' | 'credentials' | 'form' | 'long'

const SCHEME = /^([a-z][a-z0-9+.-]*):(?!\d+(?:[/?#]|$))/i

/**
 * A web address that is safe to put into a link: http or https (assumed https where none is given), a public host name
 * with a dot. Script, data and file addresses are refused.
 */
export const parseWebsite = (text: string): Parsed<{ value: string }, WebsiteError> => {
  const typed = collapse(text).replace(/^\/\//, '')
  if (!typed) return refuse('empty')
  if (typed.length > 2048) return refuse('long')
  const scheme = SCHEME.exec(typed)?.[1]?.toLowerCase()
  if (scheme && scheme !== 'http' && scheme !== 'https') return refuse('scheme')
  let url: URL
  try {
    url = new URL(scheme ? typed : `https://${typed}`)
  } catch {
    return refuse('form')
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return refuse('scheme')
  if (url.username || url.password) return refuse('credentials')
  if (!asciiHost(url.hostname) || /\s/.test(typed)) return refuse('form')
  const bare = url.pathname === '/' && !url.search && !url.hash
  return { ok: true, value: bare ? url.href.replace(/\/$/, '') : url.href }
}
