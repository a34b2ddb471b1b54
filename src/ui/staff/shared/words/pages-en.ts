import { byModule, type WordModules } from './by-module.ts'

// What only the pages behind the first list say.
export default byModule(import.meta.glob<WordModules>('../../*/locales/pages.en.ts', { eager: true }))
