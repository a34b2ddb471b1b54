import { Modal } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { IconSearch } from '../../kit/icons.ts'
import { KeyHint } from '../../kit/key-hint.tsx'
import { useT } from '../../kit/words.ts'
import { useRecent } from '../shared/recent.ts'
import { useCan } from '../shared/session.ts'
import type { PaletteItem, Tools } from '../shared/ui-module.ts'
import classes from './palette.module.css'
import { usePaletteResults } from './palette-results.ts'

/** Ctrl/Cmd+K: records, pages and commands in one list (ARIA combobox with listbox). */
export default function Palette({ onClose }: { onClose: () => void }) {
  const t = useT('staff')
  const id = useId()
  const can = useCan()
  const navigate = useNavigate()
  const recent = useRecent()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(0)
  /** Enter came before the answer: the first result is taken when it is there. */
  const [hasty, setHasty] = useState<'here' | 'newTab' | null>(null)
  const list = useRef<HTMLDivElement>(null)
  const tools = useMemo<Tools>(() => ({ t, can, go: (to) => void navigate({ to }) }), [t, can, navigate])
  const { groups, searching, failed } = usePaletteResults(text, recent, tools)
  const items = groups.flatMap((group) => group.items)
  const at = Math.min(chosen, items.length - 1)

  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  })
  const open = (item: PaletteItem | undefined, newTab: boolean) => {
    if (!item) return
    if (newTab && item.to) {
      window.open(item.to, '_blank', 'noopener')
      return
    }
    onClose()
    if (item.to) void navigate({ to: item.to })
    else item.run?.()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && items.length > 0) {
      event.preventDefault()
      setHasty(null)
      setChosen((at + step + items.length) % items.length)
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      const newTab = event.ctrlKey || event.metaKey
      // What is listed now may still be for the letters before; who has chosen among it means that.
      if (searching && at <= 0) setHasty(newTab ? 'newTab' : 'here')
      else open(items[at], newTab)
    }
  }
  const take = useRef(open)
  take.current = open
  const [first] = items
  useEffect(() => {
    if (!hasty || searching) return
    setHasty(null)
    take.current(first, hasty === 'newTab')
  }, [hasty, searching, first])
  let index = -1
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      size={640}
      padding={0}
      yOffset="12vh"
      attributes={{ content: { 'aria-label': t('palette.label'), 'aria-labelledby': undefined } }}
      classNames={{ content: classes.window, inner: classes.inner }}
    >
      <div className={classes.field}>
        <IconSearch size={18} stroke={1.75} aria-hidden />
        <input
          data-autofocus
          role="combobox"
          aria-label={t('palette.label')}
          aria-expanded={items.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={items[at] ? `${id}-${at}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder={t('palette.placeholder')}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setChosen(0)
            setHasty(null)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={t('palette.label')}
        className={classes.list}
      >
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: groups of a listbox have no element of their own
          <div key={group.heading} role="group" aria-label={group.heading}>
            <div className={classes.heading} aria-hidden>
              {group.heading}
            </div>
            {group.items.map((item) => {
              index++
              const mine = index
              return (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox has the keyboard
                // biome-ignore lint/a11y/useFocusableInteractive: aria-activedescendant points here
                <div
                  key={`${group.heading} ${item.id}`}
                  id={`${id}-${mine}`}
                  role="option"
                  aria-selected={mine === at}
                  className={classes.item}
                  onPointerMove={() => setChosen(mine)}
                  onClick={(event) => open(item, event.ctrlKey || event.metaKey)}
                >
                  <span className={classes.icon}>{item.icon}</span>
                  <span className={classes.label}>{item.label}</span>
                  {item.detail && <span className={classes.detail}>{item.detail}</span>}
                  {item.trailing}
                  {item.keys && <KeyHint keys={item.keys.toUpperCase().replace(' ', '+')} />}
                </div>
              )
            })}
          </div>
        ))}
      </div>
      {items.length === 0 && text.trim() !== '' && (
        <div className={classes.none}>
          {searching ? (
            t('palette.searching')
          ) : failed ? (
            t('palette.failed')
          ) : (
            <>
              <strong>{t('palette.none', { text })}</strong>
              <p>{t('palette.noneHint')}</p>
            </>
          )}
        </div>
      )}
      <div className={classes.foot}>
        <span role="status">
          {text.trim() !== '' && !searching && t('palette.results', { count: items.length })}
        </span>
        <span aria-hidden>
          <KeyHint keys="↑+↓" /> {t('palette.hint.move')} <KeyHint keys="Enter" /> {t('palette.hint.open')}{' '}
          <KeyHint keys="Escape" /> {t('palette.hint.close')}
        </span>
      </div>
    </Modal>
  )
}
