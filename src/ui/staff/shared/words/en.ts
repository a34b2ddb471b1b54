import kit from '../../../kit/locales/en.ts'
import staff from '../locales/en.ts'
import { byModule, type WordModules } from './by-module.ts'

// One file of words per language, so that one request brings them all.
export default {
  kit,
  staff,
  ...byModule(import.meta.glob<WordModules>('../../*/locales/en.ts', { eager: true })),
}
