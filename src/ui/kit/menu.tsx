import { type ReactNode, useRef, useState } from 'react'
import { Button, type ButtonProps, IconButton } from './button.tsx'
import { IconDots } from './icons.ts'
import { late } from './late.tsx'

export type MenuItem = {
  id: string
  label: string
  icon?: ReactNode
  /** Shown as keys at the right, e.g. `Mod+K`. */
  keys?: string
  danger?: boolean
  /** Why it is not possible now; the entry stays readable. */
  reason?: string | null
  /** Turns the entry into a choice that is on or off. */
  checked?: boolean
  onSelect: () => void
}
export type MenuEntry = MenuItem | { id: string; heading: string } | { id: string; divider: true }

const load = () => import('./menu-popup.tsx')
const Popup = late(load)

/** Fetches the code of menus ahead of the first press. */
export const warmMenu = () => void load()

type PopupAt = {
  anchor: DOMRect | { left: number; top: number; width: number; height: number }
  label: string
  entries: MenuEntry[]
  onClose: () => void
}

/** A menu at a place on the screen; the caller decides when it is open and where focus returns. */
export function PopupMenu(props: PopupAt) {
  return <Popup {...props} />
}

type MenuButtonProps = {
  label: string
  /** Asked for when the menu opens, so that lists build no menus in vain. */
  entries: () => MenuEntry[]
  /** Without it the button shows three dots. */
  children?: ReactNode
  look?: ButtonProps['look']
  size?: 'sm' | 'md'
  icon?: ReactNode
  className?: string
}

export function MenuButton({ label, entries, children, look, size, icon, className }: MenuButtonProps) {
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState<PopupAt['anchor'] | null>(null)
  const shared = {
    ref: button,
    size,
    className,
    'aria-haspopup': 'menu',
    'aria-expanded': open !== null,
    onPointerEnter: warmMenu,
    onFocus: warmMenu,
    onClick: () => setOpen(button.current?.getBoundingClientRect() ?? null),
  } as const
  const close = () => {
    setOpen(null)
    button.current?.focus()
  }
  return (
    <>
      {children == null ? (
        <IconButton label={label} {...shared}>
          {icon ?? <IconDots size={16} stroke={1.75} aria-hidden />}
        </IconButton>
      ) : (
        <Button look={look} icon={icon} aria-label={label} {...shared}>
          {children}
        </Button>
      )}
      {open && <PopupMenu anchor={open} label={label} entries={entries()} onClose={close} />}
    </>
  )
}
