import { type Parsed, refuse } from '../parsed.ts'
import { collapse } from '../text.ts'

/**
 * `empty`; `at` no @ in it; `several` more than one address; `local` the part before the @ is malformed;
 * `domain` the part after it is; `long` over 254 characters, or over 64 before the @.
 */
export type EmailError = 'empty' | 'at' | 'several' | 'local' | 'domain' | 'long'

// RFC 5322 dot-atom before the @, RFC 1035 host name after it, ASCII only: nearly every address.
const PLAIN =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/i
// RFC 6531 adds every character above ASCII; RFC 5322 the quoted form.
const LOCAL =
  /^(?:[a-z0-9!#$%&'*+/=?^_`{|}~\u00a1-\u{10ffff}-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~\u00a1-\u{10ffff}-]+)*|"(?:[^"\\\p{Cc}]|\\[^\p{Cc}])+")$/iu
const HOST = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/

/** The ASCII form of a host name (IDNA), lower case; undefined where it is none. */
export const asciiHost = (host: string): string | undefined => {
  const lower = host.toLowerCase()
  if (HOST.test(lower)) return lower
  if (!/^[^\s/?#@:%\\[\]<>|^]+$/.test(lower)) return undefined
  try {
    const ascii = new URL(`http://${lower}/`).hostname
    return HOST.test(ascii) ? ascii : undefined
  } catch {
    return undefined
  }
}

/** The form under which addresses are equal: NFC, lower case, the domain in ASCII. Takes a parsed address. */
export const emailKey = (email: string): string => {
  const at = email.lastIndexOf('@')
  const domain = email.slice(at + 1)
  return `${email.slice(0, at).normalize('NFC').toLowerCase()}@${asciiHost(domain) ?? domain.toLowerCase()}`
}

/**
 * One e-mail address by the practical part of RFC 5321, 5322 and 6531 (international addresses too). `value` has the
 * domain in lower case and the local part as typed. `mailto:`, a display name with angle brackets and surrounding
 * white space are dropped. Domains without a dot, address literals and comments are refused.
 */
export const parseEmail = (text: string): Parsed<{ value: string; key: string }, EmailError> => {
  let address = collapse(text)
  if (!PLAIN.test(address)) {
    const angled = /^[^<>]*<([^<>]*)>$/.exec(address)
    if (angled) address = angled[1]!.trim()
    address = address.replace(/^mailto:/i, '').normalize('NFC')
  }
  if (!address) return refuse('empty')
  const at = address.lastIndexOf('@')
  if (at < 0) return refuse('at')
  const local = address.slice(0, at)
  const domain = address.slice(at + 1).toLowerCase()
  if (PLAIN.test(address)) {
    if (local.length > 64 || address.length > 254 || domain.length > 253) return refuse('long')
    const value = `${local}@${domain}`
    return { ok: true, value, key: value.toLowerCase() }
  }
  if (/@[^@]*[\s,;/]+[^@]*@/.test(address)) return refuse('several')
  if (new TextEncoder().encode(local).length > 64) return refuse('long')
  if (!LOCAL.test(local)) return refuse('local')
  const ascii = asciiHost(domain)
  if (!ascii) return refuse('domain')
  if (new TextEncoder().encode(local).length + 1 + ascii.length > 254) return refuse('long')
  return { ok: true, value: `${local}@${domain}`, key: `${local.toLowerCase()}@${ascii}` }
}
