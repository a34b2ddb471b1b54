import { Checkbox, Popover, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Button } from '../../../kit/button.tsx'
import type { Column, Layout } from '../../../kit/grid/layout.ts'
import { useT } from '../../../kit/words.ts'
import classes from './column-chooser.module.css'
import { usualLayout } from './columns.tsx'
import type { CustomerRow } from './kept-lists.ts'

type ChooserProps = {
  anchor: DOMRect
  columns: Column<CustomerRow>[]
  layout: Layout
  onLayout: (layout: Layout) => void
  onClose: () => void
}

const most = 60

/** Which columns there are; their order and width are changed at the heads. */
export default function ColumnChooser({ anchor, columns, layout, onLayout, onClose }: ChooserProps) {
  const t = useT('customers')
  const [text, setText] = useState('')
  const shown = new Set(layout.map(({ id }) => id))
  const wanted = text.trim().toLocaleLowerCase()
  const found = columns.filter(({ header }) => header.toLocaleLowerCase().includes(wanted))
  // Of hundreds of custom fields those on screen, and so many others; typing finds the rest.
  const offered = found.filter(({ id }, at) => at < most || shown.has(id))
  const toggle = (id: string) => {
    if (!shown.has(id)) onLayout([...layout, { id }])
    else if (layout.length > 1) onLayout(layout.filter((entry) => entry.id !== id))
  }
  const { left, top, width, height } = anchor
  return (
    <Popover
      withRoles={false}
      opened
      onDismiss={onClose}
      position="bottom-end"
      offset={4}
      trapFocus
      returnFocus={false}
      withinPortal
    >
      <Popover.Target>
        <span className={classes.anchor} style={{ left, top, width, height }} />
      </Popover.Target>
      <Popover.Dropdown role="dialog" className={classes.chooser} aria-label={t('list.columns')}>
        <TextInput
          aria-label={t('list.columns.find')}
          placeholder={t('list.columns.find')}
          value={text}
          autoComplete="off"
          data-autofocus
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div className={classes.list}>
          {offered.map(({ id, header }) => (
            <Checkbox
              key={id}
              label={header}
              checked={shown.has(id)}
              disabled={shown.has(id) && layout.length === 1}
              onChange={() => toggle(id)}
            />
          ))}
          {found.length === 0 && <p className={classes.none}>{t('list.columns.none')}</p>}
          {offered.length < found.length && (
            <p className={classes.none}>{t('list.columns.more', { count: found.length - offered.length })}</p>
          )}
        </div>
        <div className={classes.foot}>
          <span>{t('list.columns.hint')}</span>
          <Button size="sm" look="quiet" onClick={() => onLayout(usualLayout)}>
            {t('list.columns.reset')}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
