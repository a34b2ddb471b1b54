import { useEffect, useId, useRef } from 'react'
import { IconButton } from '../../kit/button.tsx'
import { IconX } from '../../kit/icons.ts'
import { useT } from '../../kit/words.ts'
import CustomFilters from '../custom-fields/list-filters.tsx'
import frame from '../customers/list/list.module.css'
import type { RecordListState } from './list-state.ts'
import { type RecordType, targetOf } from './record-types.ts'
import classes from './records.module.css'

type PanelProps = {
  type: RecordType
  state: RecordListState
  set: (change: Partial<RecordListState>, replace?: boolean) => void
  onClose: () => void
}

/** The fields of the type as filters; each takes effect as it is changed. */
export default function FilterPanel({ type, state, set, onClose }: PanelProps) {
  const t = useT('custom-records')
  const heading = useId()
  const panel = useRef<HTMLElement>(null)
  useEffect(() => panel.current?.querySelector<HTMLElement>('input, select')?.focus(), [])
  const apply = (name: string, value: string, typed = false) => {
    const { [name]: before, ...rest } = state.filter
    set({ filter: value ? { ...rest, [name]: value } : rest }, typed && before !== undefined)
  }
  return (
    <section
      ref={panel}
      className={frame.filters}
      aria-labelledby={heading}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose()
      }}
    >
      <header className={classes.filterHead}>
        <h2 id={heading}>{t('list.filter')}</h2>
        <IconButton label={t('list.filter.close')} onClick={onClose}>
          <IconX size={16} stroke={1.75} aria-hidden />
        </IconButton>
      </header>
      <div className={classes.filterFields}>
        <CustomFilters target={targetOf(type)} filter={state.filter} apply={apply} />
      </div>
    </section>
  )
}
