import { useFormats } from '../../../kit/format.ts'
import { IconX } from '../../../kit/icons.ts'
import { useT } from '../../../kit/words.ts'
import classes from './list.module.css'
import { type FilterName, filterNames, type ListState, listOf, withFilter } from './list-state.ts'
import { useFilterNames } from './use-filter-names.ts'
import type { SetList } from './use-list-state.ts'

/** The filters that are on, each with a cross. */
export function Chips({ state, set }: { state: ListState; set: SetList }) {
  const t = useT('customers')
  const f = useFormats()
  const names = useFilterNames(state.filter)
  const on = filterNames.filter((name) => state.filter[name])
  if (on.length === 0) return null

  const say = (name: FilterName, value: string): string => {
    if (name === 'created_from' || name === 'created_to') return f.date(value)
    if (name === 'kind' || name === 'status' || name === 'source') {
      return listOf(value)
        .map((one) => t(`list.${name}.${one}`))
        .join(', ')
    }
    if (name === 'country')
      return listOf(value)
        .map((code) => (code === 'none' ? t('list.filter.noCountry') : f.country(code)))
        .join(', ')
    if (name === 'group' || name === 'tag' || name === 'segment') return names(name, value)
    return value
  }
  return (
    <ul className={classes.chips} aria-label={t('list.filter.activeLabel')}>
      {on.map((name) => {
        const text = `${t(`list.filter.${name}`)}: ${say(name, state.filter[name] ?? '')}`
        return (
          <li key={name} className={classes.chip} title={text}>
            <span>{text}</span>
            <button
              type="button"
              aria-label={t('list.filter.remove', { filter: text })}
              onClick={() => set({ filter: withFilter(state.filter, name, '') })}
            >
              <IconX size={13} stroke={2} aria-hidden />
            </button>
          </li>
        )
      })}
    </ul>
  )
}
