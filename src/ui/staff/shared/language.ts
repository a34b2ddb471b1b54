import i18next from 'i18next'
import { byModule, type WordFiles } from './words/by-module.ts'

type WordFile = () => Promise<{ default: WordFiles }>

/**
 * Another language needs its files here and in `words/`, and `locales/<code>.ts` (and `pages.<code>.ts`) in the kit
 * and in every module. `first` comes with the frame and the first list, `pages` with every other page.
 */
const words = {
  en: { first: () => import('./words/en.ts'), pages: () => import('./words/pages-en.ts') },
  nl: { first: () => import('./words/nl.ts'), pages: () => import('./words/pages-nl.ts') },
} satisfies Record<string, { first: WordFile; pages: WordFile }>

export type Language = keyof typeof words
export const languages = Object.keys(words) as Language[]

const stored = 'regulars.language'
export const isLanguage = (code: string): code is Language => code in words

const added = new Set<WordFile>()
async function add(language: Language, file: WordFile) {
  if (added.has(file)) return
  const bundles = byModule((await file()).default)
  added.add(file)
  for (const [name, bundle] of Object.entries(bundles))
    i18next.addResourceBundle(language, name, bundle, true, true)
}

let pagesWanted = false
const { promise: started, resolve: start } = Promise.withResolvers<void>()

/** Resolves when the words of all pages are there; pages are loaded together with them. */
export async function pageWords() {
  pagesWanted = true
  await started
  const language = i18next.language as Language
  await add(language, words[language].pages)
}

/** Fetches the words of a language once and switches to it. */
export async function switchLanguage(language: Language) {
  const { first, pages } = words[language]
  await Promise.all([add(language, first), pagesWanted && add(language, pages)])
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
  try {
    localStorage.setItem(stored, language)
  } catch {
    // Without storage the language holds until the page is closed.
  }
}

/** Begins in the language that boot.js found. */
export async function startLanguage() {
  const wanted = document.documentElement.lang
  const language = isLanguage(wanted) ? wanted : 'en'
  await i18next.init({
    lng: language,
    fallbackLng: false,
    ns: [],
    keySeparator: false,
    resources: {},
    interpolation: { escapeValue: false },
  })
  start()
  await switchLanguage(language)
}
