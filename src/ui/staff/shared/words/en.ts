import kit from '../../../kit/locales/en.ts'
import staff from '../locales/en.ts'

// One file of words per language, so that one request brings them all. The names are paths: the reader folds them.
export default {
  'kit/locales/en.ts': { default: kit },
  'staff/locales/en.ts': { default: staff },
  ...import.meta.glob<{ default: Record<string, string> }>('../../*/locales/en.ts', { eager: true }),
}
