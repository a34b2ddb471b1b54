import { fold } from '../text.ts'

const DISPLAY = ['en', 'nl', 'de', 'fr', 'es', 'it', 'pt', 'da', 'sv', 'nb', 'fi', 'pl']

// Names people use that the Unicode lists spell otherwise.
const ALIASES: Record<string, string> = {
  vlaams: 'nl',
  flemish: 'nl',
  flamand: 'nl',
  flamisch: 'nl',
  castellano: 'es',
  mandarin: 'zh',
  farsi: 'fa',
}

let byName: Map<string, string> | undefined

const collect = (): Map<string, string> => {
  const names = new Map<string, string>()
  const lists = DISPLAY.map((locale) => new Intl.DisplayNames(locale, { type: 'language', fallback: 'none' }))
  for (let first = 97; first < 123; first++) {
    for (let second = 97; second < 123; second++) {
      const code = String.fromCharCode(first, second)
      if (!lists[0]!.of(code) || Intl.getCanonicalLocales(code)[0] !== code) continue
      for (const list of lists) {
        const name = list.of(code)
        if (name && !names.has(fold(name))) names.set(fold(name), code)
      }
      const native = new Intl.DisplayNames(code, { type: 'language', fallback: 'none' }).of(code)
      if (native && !names.has(fold(native))) names.set(fold(native), code)
    }
  }
  for (const [name, code] of Object.entries(ALIASES)) names.set(name, code)
  return names
}

const answers = new Map<string, string | undefined>()
/** Files repeat a handful of languages a million times, and asking Intl takes long. */
const MOST_ANSWERS = 1000

/**
 * The primary language subtag (BCP 47) of a code or name: `nl-BE`, `nl_NL`, `dut`, `nld`, `Dutch`, `Nederlands` and
 * `Niederländisch` are all `nl`. Undefined where there is no such language.
 */
export const languageFrom = (text: string): string | undefined => {
  if (answers.has(text)) return answers.get(text)
  const answer = find(text)
  if (answers.size < MOST_ANSWERS) answers.set(text, answer)
  return answer
}

const find = (text: string): string | undefined => {
  const name = fold(text.trim())
  if (!name || name.length > 60) return undefined
  byName ??= collect()
  const named = byName.get(name)
  if (named) return named
  if (!/^[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*(?:\.utf-?8)?$/.test(name)) return undefined
  try {
    const tag = Intl.getCanonicalLocales(name.split(/[-_.]/)[0]!)[0]!
    const known = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(tag)
    return known ? tag : undefined
  } catch {
    return undefined
  }
}

/** The name of a language in another (`nl` in `en` is Dutch); the code itself where there is none. */
export const languageName = (code: string, locale: string): string =>
  new Intl.DisplayNames(locale, { type: 'language' }).of(code) ?? code
