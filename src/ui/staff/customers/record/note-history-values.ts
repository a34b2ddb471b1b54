import type { ShowValue } from '../../shared/ui-module.ts'
import { partsOf } from './mentions.ts'

/** How fields of a note read in the history. */
const values: Readonly<Record<string, ShowValue>> = {
  body: (body: string) =>
    partsOf(body)
      .map(({ text }) => text)
      .join(''),
}
export default values
