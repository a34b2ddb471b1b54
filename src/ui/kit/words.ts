import i18next, { type TOptions } from 'i18next'
import { useCallback, useSyncExternalStore } from 'react'

export type Translate = (key: string, options?: TOptions) => string

const subscribe = (changed: () => void) => {
  i18next.on('languageChanged', changed)
  i18next.store?.on('added', changed)
  return () => {
    i18next.off('languageChanged', changed)
    i18next.store?.off('added', changed)
  }
}

/** The language in use, as its two-letter code. */
export const useLanguage = () => useSyncExternalStore(subscribe, () => i18next.language)

/** Words of one module: `const t = useT('customers'); t('list.title')`. Another module's word is `t('tasks:list.title')`. */
export function useT(namespace: string): Translate {
  const language = useLanguage()
  return useCallback(
    (key, options) => i18next.t(key, { lng: language, ns: namespace, ...options }) as string,
    [language, namespace],
  )
}
