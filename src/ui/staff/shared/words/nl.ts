import kit from '../../../kit/locales/nl.ts'
import staff from '../locales/nl.ts'
import { byModule, type WordModules } from './by-module.ts'

// One file of words per language, so that one request brings them all.
export default {
  kit,
  staff,
  ...byModule(import.meta.glob<WordModules>('../../*/locales/nl.ts', { eager: true })),
}
