import { Switch } from '@mantine/core'
import { Fragment, useState } from 'react'
import { Dialog } from '../../kit/dialog.tsx'
import { KeyHint } from '../../kit/key-hint.tsx'
import { useT } from '../../kit/words.ts'
import { lettersOff, setLettersOff, useShortcuts } from '../shared/shortcuts.ts'
import classes from './shortcut-sheet.module.css'

const inLists = [
  ['← ↑ → ↓', 'shortcuts.grid.move'],
  ['Home / End', 'shortcuts.grid.ends'],
  ['PageUp / PageDown', 'shortcuts.grid.page'],
  ['Enter', 'shortcuts.grid.open'],
  ['Space', 'shortcuts.grid.select'],
  ['Mod+A', 'shortcuts.grid.all'],
  ['Shift+F10', 'shortcuts.grid.menu'],
  ['Alt+← →', 'shortcuts.grid.resize'],
  ['Mod+Shift+← →', 'shortcuts.grid.reorder'],
  ['F2', 'shortcuts.edit'],
] as const

/** Shortcuts that hold right now, and those of lists. */
export default function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const t = useT('staff')
  const registered = useShortcuts()
  const byLabel = Map.groupBy(registered, (shortcut) => shortcut.label)
  const [letters, setLetters] = useState(!lettersOff())
  return (
    <Dialog open onClose={onClose} title={t('shortcuts.title')} width={680}>
      <div className={classes.columns}>
        <section>
          <h3>{t('shortcuts.general')}</h3>
          <dl className={classes.list}>
            {[...byLabel].map(([label, shortcuts]) => (
              <Fragment key={label}>
                <dt>{label}</dt>
                <dd>
                  {[...new Set(shortcuts.map((shortcut) => shortcut.keys))].map((keys, i) => (
                    <Fragment key={keys}>
                      {i > 0 && <span className={classes.then}>{t('shortcuts.or')}</span>}
                      <Keys keys={keys} />
                    </Fragment>
                  ))}
                </dd>
              </Fragment>
            ))}
            <dt>{t('shortcuts.toasts')}</dt>
            <dd>
              <KeyHint keys="F8" />
            </dd>
            <dt>{t('shortcuts.undo')}</dt>
            <dd>
              <KeyHint keys="Mod+Z" />
            </dd>
          </dl>
        </section>
        <section>
          <h3>{t('shortcuts.grid')}</h3>
          <dl className={classes.list}>
            {inLists.map(([keys, word]) => (
              <Fragment key={word}>
                <dt>{t(word)}</dt>
                <dd>
                  <KeyHint keys={keys} />
                </dd>
              </Fragment>
            ))}
          </dl>
        </section>
      </div>
      <Switch
        label={t('shortcuts.letters')}
        checked={letters}
        onChange={(event) => {
          setLetters(event.currentTarget.checked)
          setLettersOff(!event.currentTarget.checked)
        }}
      />
    </Dialog>
  )
}

/** Keys pressed one after the other, `g c`. */
function Keys({ keys }: { keys: string }) {
  const t = useT('staff')
  return keys.split(' ').map((part, i) => (
    <Fragment key={part}>
      {i > 0 && <span className={classes.then}>{t('shortcuts.then')}</span>}
      <KeyHint keys={part.length === 1 ? part.toUpperCase() : part} />
    </Fragment>
  ))
}
