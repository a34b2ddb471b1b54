import { Checkbox, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Drawer } from '../../kit/dialog.tsx'
import { Fields } from '../../kit/field.tsx'
import type { Column, Layout } from '../../kit/grid/layout.ts'
import { useT } from '../../kit/words.ts'
import type { CustomRecord } from './record-types.ts'
import classes from './records.module.css'

type ChooserProps = {
  columns: Column<CustomRecord>[]
  layout: Layout
  onLayout: (layout: Layout) => void
  onClose: () => void
}

/** Of hundreds of fields those on screen and so many others; typing finds the rest. */
const MOST = 60

/** Which columns there are; their order and width are changed at the heads. */
export default function ColumnChooser({ columns, layout, onLayout, onClose }: ChooserProps) {
  const t = useT('custom-records')
  const [text, setText] = useState('')
  const shown = new Set(layout.map(({ id }) => id))
  const wanted = text.trim().toLocaleLowerCase()
  const found = columns.filter(({ header }) => header.toLocaleLowerCase().includes(wanted))
  const toggle = (id: string) =>
    onLayout(shown.has(id) ? layout.filter((entry) => entry.id !== id) : [...layout, { id }])
  return (
    <Drawer open onClose={onClose} title={t('list.columns')} width={340}>
      <Fields>
        <TextInput
          aria-label={t('list.columns.find')}
          placeholder={t('list.columns.find')}
          value={text}
          autoComplete="off"
          data-autofocus
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {found
          .filter(({ id }, at) => at < MOST || shown.has(id))
          .map(({ id, header }) => (
            <Checkbox
              key={id}
              label={header}
              checked={shown.has(id)}
              disabled={shown.has(id) && layout.length === 1}
              onChange={() => toggle(id)}
            />
          ))}
        {found.length === 0 && <p className={classes.soft}>{t('list.columns.none')}</p>}
        <p className={classes.soft}>{t('list.columns.hint')}</p>
      </Fields>
    </Drawer>
  )
}
