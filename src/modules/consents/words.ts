import type { Language } from '#capabilities/declaration/define-module.ts'
import type { Channel, Decided, Method } from './shapes.ts'

type Words<Key extends string> = Readonly<Record<Key, Readonly<Record<Language, string>>>>

/** How states, channels and ways read, on the timeline and in files. */
export const stateWords: Words<Decided> = {
  given: { en: 'agreed', nl: 'akkoord' },
  unconfirmed: { en: 'agreed, not confirmed yet', nl: 'akkoord, nog niet bevestigd' },
  refused: { en: 'refused', nl: 'geweigerd' },
  withdrawn: { en: 'withdrawn', nl: 'ingetrokken' },
}
export const channelWords: Words<Channel> = {
  email: { en: 'e-mail', nl: 'e-mail' },
  phone: { en: 'phone', nl: 'telefoon' },
  text_message: { en: 'text message', nl: 'sms' },
  post: { en: 'post', nl: 'post' },
  whatsapp: { en: 'WhatsApp', nl: 'WhatsApp' },
  other: { en: 'other channel', nl: 'ander kanaal' },
}
export const methodWords: Words<Method> = {
  form: { en: 'form', nl: 'formulier' },
  phone: { en: 'phone call', nl: 'telefoongesprek' },
  paper: { en: 'paper', nl: 'papier' },
  in_person: { en: 'in person', nl: 'persoonlijk' },
  email: { en: 'e-mail', nl: 'e-mail' },
  import: { en: 'import', nl: 'import' },
  api: { en: 'API', nl: 'API' },
  other: { en: 'other', nl: 'anders' },
}

export const wordIn = <Key extends string>(words: Words<Key>, key: unknown, language: string): string => {
  const found = words[key as Key]
  return found ? (found[language as Language] ?? found.en) : String(key)
}
