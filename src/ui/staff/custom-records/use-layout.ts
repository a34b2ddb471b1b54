import { useCallback, useMemo, useState } from 'react'
import type { Column, Layout } from '../../kit/grid/layout.ts'
import type { CustomRecord, RecordType } from './record-types.ts'

/** So many columns stand there until the reader chooses others. */
const USUAL = 9

const nameOf = ({ id }: RecordType) => `regulars.records.${id}`

function storedLayout(type: RecordType): Layout | null {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(nameOf(type)) ?? 'null')
    return Array.isArray(stored) && stored.every((one) => typeof one?.id === 'string') ? stored : null
  } catch {
    return null
  }
}

/** The columns of the list of a type, as this reader has them at this screen. */
export function useLayout(type: RecordType, columns: Column<CustomRecord>[]) {
  const [own, setOwn] = useState(() => storedLayout(type))
  const usual = useMemo(() => columns.slice(0, USUAL).map(({ id }) => ({ id })), [columns])
  const set = useCallback(
    (layout: Layout) => {
      localStorage.setItem(nameOf(type), JSON.stringify(layout))
      setOwn(layout)
    },
    [type],
  )
  const known = useMemo(() => {
    const ids = new Set(columns.map(({ id }) => id))
    const kept = own?.filter(({ id }) => ids.has(id)) ?? []
    return kept.length > 0 ? kept : usual
  }, [own, columns, usual])
  return [known, set] as const
}
