import { Drawer as MantineDrawer, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './dialog.module.css'
import { useT } from './words.ts'

type DialogProps = { open: boolean; onClose: () => void; title: string; width?: number; children: ReactNode }

/** A modal window for a task of its own; on a phone it fills the screen. Import it in lazily loaded code. */
export function Dialog({ open, onClose, title, width = 560, children }: DialogProps) {
  const t = useT('kit')
  return (
    <Modal
      opened={open}
      onClose={onClose}
      title={title}
      size={width}
      closeButtonProps={{ 'aria-label': t('close') }}
      classNames={{ inner: classes.inner, content: classes.content }}
    >
      {children}
    </Modal>
  )
}

/** A modal sheet from the right edge, for filters and long forms. */
export function Drawer({ open, onClose, title, width = 420, children }: DialogProps) {
  const t = useT('kit')
  return (
    <MantineDrawer
      opened={open}
      onClose={onClose}
      title={title}
      size={width}
      position="right"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {children}
    </MantineDrawer>
  )
}

/** The row of buttons that ends a dialog or form, the main one last. */
export const Actions = ({ children }: { children: ReactNode }) => (
  <div className={classes.actions}>{children}</div>
)
