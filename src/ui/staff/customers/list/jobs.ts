import { useEffect, useRef, useSyncExternalStore } from 'react'

export type Watched = { id: string; label: string }

let watched: readonly Watched[] = []
const listeners = new Set<() => void>()
const finished = new Set<(id: string) => void>()

function set(next: readonly Watched[]) {
  watched = next
  for (const listener of listeners) listener()
}

/** Shows a background job in the tray until it ends, whatever page one goes to meanwhile. */
export function watchJob(id: string, label: string) {
  if (!watched.some((job) => job.id === id)) set([...watched, { id, label }])
}

/** Takes a job from the tray; those whose data it changed look again. */
export function jobEnded(id: string) {
  set(watched.filter((job) => job.id !== id))
  for (const listener of finished) listener(id)
}

export const useWatchedJobs = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => watched,
  )

/** Calls back when a job that changed customers has ended. */
export function useFinishedJobs(then: (id: string) => void) {
  const latest = useRef(then)
  latest.current = then
  useEffect(() => {
    const listener = (id: string) => latest.current(id)
    finished.add(listener)
    return () => {
      finished.delete(listener)
    }
  }, [])
}
