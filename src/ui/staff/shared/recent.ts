import { useSyncExternalStore } from 'react'

export type Recent = { to: string; label: string; detail?: string }

const key = 'regulars.recent'
const listeners = new Set<() => void>()
let cached: { text: string; list: Recent[] } = { text: '', list: [] }

// Session storage: names of customers must not stay in a browser that is closed.
function stored(): Recent[] {
  const text = sessionStorage.getItem(key) ?? '[]'
  if (text !== cached.text) cached = { text, list: JSON.parse(text) as Recent[] }
  return cached.list
}

/** Puts a record on top of the palette's recent list; at most eight stay. */
export function remember(entry: Recent) {
  sessionStorage.setItem(
    key,
    JSON.stringify([entry, ...stored().filter((e) => e.to !== entry.to)].slice(0, 8)),
  )
  for (const listener of listeners) listener()
}

/** Takes a record that is gone off that list. */
export function forget(to: string) {
  sessionStorage.setItem(key, JSON.stringify(stored().filter((e) => e.to !== to)))
  for (const listener of listeners) listener()
}

export const useRecent = () =>
  useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, stored)
