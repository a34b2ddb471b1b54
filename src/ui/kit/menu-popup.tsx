import { Menu } from '@mantine/core'
import { KeyHint } from './key-hint.tsx'
import type { MenuEntry } from './menu.tsx'
import classes from './menu-popup.module.css'

type Anchor = { left: number; top: number; width: number; height: number }
type PopupProps = { anchor: Anchor; label: string; entries: MenuEntry[]; onClose: () => void }

/** Loaded on first use. Entries with a reason are shown with it and do nothing. */
export default function MenuPopup({ anchor, label, entries, onClose }: PopupProps) {
  const { left, top, width, height } = anchor
  const firstItem = entries.find((entry) => 'onSelect' in entry)
  return (
    <Menu
      opened
      onClose={onClose}
      position="bottom-end"
      offset={4}
      returnFocus={false}
      withInitialFocusPlaceholder={false}
      // Not "keydown": the very key that opens the menu would close it again.
      clickOutsideEvents={['mousedown', 'touchstart']}
      trapFocus
      // In place, not at the end of the body: so it belongs to the landmark of its button.
      withinPortal={false}
      floatingStrategy="fixed"
    >
      <Menu.Target>
        <span className={classes.anchor} style={{ left, top, width, height }} aria-hidden />
      </Menu.Target>
      <Menu.Dropdown aria-label={label} aria-labelledby={undefined} className={classes.menu}>
        {entries.map((entry) => {
          if ('divider' in entry) return <Menu.Divider key={entry.id} />
          if ('heading' in entry) return <Menu.Label key={entry.id}>{entry.heading}</Menu.Label>
          const shared = {
            'data-autofocus': entry === firstItem || undefined,
            'aria-disabled': entry.reason ? true : undefined,
            closeMenuOnClick: !entry.reason,
            className: entry.danger ? classes.danger : undefined,
            rightSection: entry.keys ? <KeyHint keys={entry.keys} /> : undefined,
          }
          const select = () => {
            if (!entry.reason) entry.onSelect()
          }
          const words = (
            <>
              <span className={entry.reason ? classes.refused : undefined}>{entry.label}</span>
              {entry.reason && <span className={classes.reason}>{entry.reason}</span>}
            </>
          )
          return entry.checked === undefined ? (
            <Menu.Item key={entry.id} {...shared} leftSection={entry.icon} onClick={select}>
              {words}
            </Menu.Item>
          ) : (
            <Menu.CheckboxItem key={entry.id} {...shared} checked={entry.checked} onChange={select}>
              {words}
            </Menu.CheckboxItem>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
