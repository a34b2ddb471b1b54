import type { Column } from '../../../kit/grid/layout.ts'
import { IconArrowDown, IconArrowUp } from '../../../kit/icons.ts'
import { MenuButton } from '../../../kit/menu.tsx'
import { useT } from '../../../kit/words.ts'
import { sortNameOf } from './columns.tsx'
import type { CustomerRow } from './kept-lists.ts'
import { type ListState, sortOf } from './list-state.ts'
import type { SetList } from './use-list-state.ts'

type SortProps = { state: ListState; set: SetList; columns: Column<CustomerRow>[] }

/** The order of the cards on a phone, which have no column heads to press. A second press turns it round. */
export function SortMenu({ state, set, columns }: SortProps) {
  const t = useT('customers')
  const { by, direction } = sortOf(state.sort)
  const Arrow = direction === 'asc' ? IconArrowUp : IconArrowDown
  return (
    <MenuButton
      label={t('list.sort')}
      icon={<Arrow size={16} stroke={1.75} aria-hidden />}
      entries={() =>
        columns
          .filter(({ sortable }) => sortable)
          .map(({ id, header }) => {
            const name = sortNameOf(id)
            const chosen = name === by
            return {
              id,
              label: header,
              checked: chosen,
              onSelect: () => set({ sort: chosen && direction === 'asc' ? `-${name}` : name }),
            }
          })
      }
    />
  )
}
