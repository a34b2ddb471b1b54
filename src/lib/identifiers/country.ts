import { fold } from '../text.ts'
import { ALIASES, ISO_3166 } from './country-codes.ts'

/** Alpha-2 codes of ISO 3166-1, in their order. */
export const countries: readonly string[] = ISO_3166.map((entry) => entry.slice(0, 2))

const known = new Set(countries)

/** Whether a text is an alpha-2 code of ISO 3166-1 as stored (upper case). */
export const isCountry = (code: string): boolean => known.has(code)

const DISPLAY = ['en', 'nl', 'de', 'fr', 'es', 'it', 'pt', 'da', 'sv', 'nb', 'fi', 'pl']

const squeeze = (text: string): string =>
  fold(text)
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^(?:the|de|het|die|la|le|les) (?=.{4})/, '')

let byName: Map<string, string> | undefined

const collect = (): Map<string, string> => {
  const names = new Map<string, string>()
  const add = (name: string | undefined, code: string) => {
    const key = name ? squeeze(name) : ''
    if (key && !names.has(key)) names.set(key, code)
  }
  for (const entry of ISO_3166) {
    const code = entry.slice(0, 2)
    names.set(code.toLowerCase(), code)
    names.set(entry.slice(2, 5).toLowerCase(), code)
    names.set(entry.slice(5), code)
  }
  for (const [name, code] of Object.entries(ALIASES)) add(name, code)
  for (const locale of DISPLAY) {
    for (const style of ['long', 'short'] as const) {
      const list = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none', style })
      for (const code of countries) add(list.of(code), code)
    }
  }
  for (const code of countries) {
    const native = new Intl.Locale(`und-${code}`).maximize().language
    add(new Intl.DisplayNames(native, { type: 'region', fallback: 'none' }).of(code), code)
  }
  return names
}

/**
 * The ISO 3166-1 alpha-2 code for a code (alpha-2, alpha-3, numeric), a name in one of twelve European languages or the
 * country's own, or a common alias (Holland, UK, USA, England). Case, accents and punctuation do not matter.
 */
export const countryFrom = (text: string): string | undefined => {
  if (text.length === 2 && known.has(text)) return text
  if (text.length > 80) return undefined
  byName ??= collect()
  const name = squeeze(text)
  // Dotted abbreviations such as U.S.A. lose their dots to spaces above.
  return byName.get(name) ?? byName.get(/^(?:\S )+\S$/.test(name) ? name.replaceAll(' ', '') : '')
}

const lists = new Map<string, Intl.DisplayNames>()

/** The name of a country in a language (`NL` in `de` is Niederlande); the code itself where there is none. */
export const countryName = (code: string, locale: string): string => {
  let list = lists.get(locale)
  if (!list) {
    list = new Intl.DisplayNames(locale, { type: 'region' })
    lists.set(locale, list)
  }
  return known.has(code) ? (list.of(code) ?? code) : code
}
