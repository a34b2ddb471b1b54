import { useFormats } from '../../kit/format.ts'
import { useT } from '../../kit/words.ts'
import { fieldNamed, useCustomFields } from './custom-field.ts'
import { filterText } from './filter-text.ts'
import { useLinked } from './linked.ts'

/** A filter `custom.<key>` in words: "Seat: Window, Aisle". */
export function useFilterText(target: string, name: string, value: string): string {
  const t = useT('custom-fields')
  const f = useFormats()
  const field = fieldNamed(useCustomFields(target), name)
  const linked = useLinked(field?.type === 'customer' ? (/^[\da-f-]{36}/.exec(value)?.[0] ?? null) : null)
  if (!field) return `${t('filter.gone')}: ${value}`
  return `${field.label}: ${filterText(field, value, f, (id) => (id === linked?.id ? linked.name : '…'))}`
}
