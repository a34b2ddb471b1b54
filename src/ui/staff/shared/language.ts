import i18next from 'i18next'

/** Another language needs its file in `words/`, a `locales/<code>.ts` in the kit, here, and in every module. */
const words = {
  en: () => import('./words/en.ts'),
  nl: () => import('./words/nl.ts'),
}
export type Language = keyof typeof words
export const languages = Object.keys(words) as Language[]

const stored = 'regulars.language'
export const isLanguage = (code: string): code is Language => code in words

/** Fetches the words of a language once and switches to it. */
export async function switchLanguage(language: Language) {
  if (!i18next.hasResourceBundle(language, 'staff')) {
    for (const [name, bundle] of Object.entries((await words[language]()).default)) {
      i18next.addResourceBundle(language, name, bundle)
    }
  }
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
  await switchLanguage(language)
}
