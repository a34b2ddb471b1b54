import { useFormats } from '../../../kit/format.ts'
import { IconX } from '../../../kit/icons.ts'
import { useT } from '../../../kit/words.ts'
import { useFilterText } from '../../custom-fields/use-filter-text.ts'
import classes from './list.module.css'
import { type FilterName, filtersOn, isCustom, type ListState, listOf, withFilter } from './list-state.ts'
import { useFilterNames } from './use-filter-names.ts'
import type { SetList } from './use-list-state.ts'

/** The filters that are on, each with a cross. */
export function Chips({ state, set }: { state: ListState; set: SetList }) {
  const t = useT('customers')
  const f = useFormats()
  const names = useFilterNames(state.filter)
  const on = filtersOn(state.filter)
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
        const value = state.filter[name] ?? ''
        const remove = () => set({ filter: withFilter(state.filter, name, '') })
        return isCustom(name) ? (
          <CustomChip key={name} name={name} value={value} remove={remove} />
        ) : (
          <Chip key={name} text={`${t(`list.filter.${name}`)}: ${say(name, value)}`} remove={remove} />
        )
      })}
    </ul>
  )
}

function Chip({ text, remove }: { text: string; remove: () => void }) {
  const t = useT('customers')
  return (
    <li className={classes.chip} title={text}>
      <span>{text}</span>
      <button type="button" aria-label={t('list.filter.remove', { filter: text })} onClick={remove}>
        <IconX size={13} stroke={2} aria-hidden />
      </button>
    </li>
  )
}

function CustomChip({ name, value, remove }: { name: string; value: string; remove: () => void }) {
  return <Chip text={useFilterText('customer', name, value)} remove={remove} />
}
