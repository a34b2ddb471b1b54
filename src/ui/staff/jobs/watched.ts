import { useEffect, useRef, useSyncExternalStore } from 'react'

const labels = new Map<string, string>()
const begun = new Set<() => void>()
const finished = new Set<(id: string) => void>()

/** Shows a background job in the tray under these words, until it ends and is put away. */
export function watchJob(id: string, label: string) {
  labels.set(id, label)
  for (const look of begun) look()
}

/** The words under which a job was begun in this window. */
export const labelOf = (id: string) => labels.get(id)

/** Tells those whose data a job has changed to look again. */
export function jobEnded(id: string) {
  for (const look of finished) look(id)
}

let takenBack: ReadonlySet<string> = new Set()
const takenBackListeners = new Set<() => void>()

/** Remembers that an operation was taken back in this window, so that it is not offered twice. */
export function markTakenBack(operation: string) {
  takenBack = new Set([...takenBack, operation])
  for (const look of takenBackListeners) look()
}

const subscribeTakenBack = (listener: () => void) => {
  takenBackListeners.add(listener)
  return () => takenBackListeners.delete(listener)
}
export const useTakenBack = () => useSyncExternalStore(subscribeTakenBack, () => takenBack)

function useListener<Args extends unknown[]>(
  set: Set<(...args: Args) => void>,
  then: (...args: Args) => void,
) {
  const latest = useRef(then)
  latest.current = then
  useEffect(() => {
    const listener = (...args: Args) => latest.current(...args)
    set.add(listener)
    return () => {
      set.delete(listener)
    }
  }, [set])
}

/** Calls back when a job is begun in this window. */
export const useBegunJobs = (then: () => void) => useListener(begun, then)

/** Calls back when a background job has ended, whoever began it. */
export const useFinishedJobs = (then: (id: string) => void) => useListener(finished, then)
