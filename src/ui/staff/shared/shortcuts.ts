import { useEffect, useRef, useSyncExternalStore } from 'react'

type Shortcut = { keys: string; label: string; run: () => void }

const registered = new Set<Shortcut>()
const listeners = new Set<() => void>()
let list: readonly Shortcut[] = []
const changed = () => {
  list = [...registered]
  for (const listener of listeners) listener()
}

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
  !(target instanceof HTMLInputElement && target.type === 'checkbox')

const off = 'regulars.shortcuts.off'
/** Single letters can be switched off, for speech input and slips of the hand (WCAG 2.1.4). */
export const lettersOff = () => localStorage.getItem(off) === '1'
export const setLettersOff = (value: boolean) => localStorage.setItem(off, value ? '1' : '0')

let before = ''
let since = 0

function onKeyDown(event: KeyboardEvent) {
  if (event.defaultPrevented || event.repeat) return
  const mod = event.ctrlKey || event.metaKey
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  if (
    !mod &&
    (typing(event.target) || event.altKey || lettersOff() || document.querySelector('[aria-modal=true]'))
  )
    return
  const pressed = mod ? `Mod+${key}` : key
  const sequence = performance.now() - since < 900 ? `${before} ${pressed}` : pressed
  const found =
    list.findLast((s) => s.keys.toLowerCase() === sequence.toLowerCase()) ??
    list.findLast((s) => s.keys.toLowerCase() === pressed.toLowerCase())
  before = pressed
  since = performance.now()
  if (found) {
    event.preventDefault()
    before = ''
    found.run()
  }
}

let started = false

/** `keys` is `Mod+K`, one key such as `/`, or two in turn such as `g c`. The later registered wins. */
export function useShortcut(keys: string, label: string, run: () => void) {
  const latest = useRef(run)
  latest.current = run
  useEffect(() => {
    if (!started) addEventListener('keydown', onKeyDown)
    started = true
    const shortcut = { keys, label, run: () => latest.current() }
    registered.add(shortcut)
    changed()
    return () => {
      registered.delete(shortcut)
      changed()
    }
  }, [keys, label])
}

export const useShortcuts = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => list,
  )
