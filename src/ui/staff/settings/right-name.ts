import { anyWord } from '../shared/any-word.ts'

/** What an area, a right or a hidden field is called (`area.tasks`), in the words of the module that declares it. */
export const rightName = (key: string): string => anyWord(key) ?? key.slice(key.indexOf('.') + 1)
