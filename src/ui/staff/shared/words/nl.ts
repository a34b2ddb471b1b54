import kit from '../../../kit/locales/nl.ts'
import staff from '../locales/nl.ts'

// One file of words per language, so that one request brings them all. The names are paths: the reader folds them.
export default {
  'kit/locales/nl.ts': { default: kit },
  'staff/locales/nl.ts': { default: staff },
  ...import.meta.glob<{ default: Record<string, string> }>('../../*/locales/nl.ts', { eager: true }),
}
