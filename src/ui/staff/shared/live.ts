import { useEffect, useRef } from 'react'

/** Which record changed; without an id, possibly any. */
export type LiveHint = { topic: string; id?: string }
type Listener = (hint: LiveHint) => void

const listeners = new Map<string, Set<Listener>>()
let source: EventSource | null = null
let again: ReturnType<typeof setTimeout> | undefined
let failures = 0

const tell = (hint: LiveHint) => {
  for (const listen of listeners.get(hint.topic) ?? []) listen(hint)
}

/** The server sends one event type per topic. */
function hear(topic: string) {
  source?.addEventListener(topic, (event) => {
    const { id } = JSON.parse(event.data) as { id: string | null }
    tell(id === null ? { topic } : { topic, id })
  })
}

function connect() {
  source = new EventSource('/api/v1/live')
  for (const topic of listeners.keys()) hear(topic)
  source.onopen = () => {
    // Whatever happened while the line was down is unknown, so everybody looks again.
    if (failures > 0) for (const topic of listeners.keys()) tell({ topic })
    failures = 0
  }
  source.onerror = () => {
    // The browser reconnects by itself unless the server refused; then the wait grows up to half a minute.
    failures++
    if (source?.readyState !== EventSource.CLOSED) return
    clearTimeout(again)
    again = setTimeout(() => listeners.size > 0 && connect(), Math.min(30_000, 1000 * 2 ** failures))
  }
}

/** Hears that something of a topic changed (`notifications`, `jobs`, …); the hint says which, never what. */
export function subscribeLive(topic: string, listener: Listener): () => void {
  const known = listeners.get(topic)
  listeners.set(topic, (known ?? new Set()).add(listener))
  if (!source) connect()
  else if (!known) hear(topic)
  return () => {
    // The topic stays known: its one listener at the source serves whoever comes next.
    listeners.get(topic)?.delete(listener)
  }
}

/** Ends the line, for signing out: it belongs to the session that opened it. */
export function closeLive() {
  clearTimeout(again)
  source?.close()
  source = null
}

export function useLive(topic: string, listener: Listener) {
  const latest = useRef(listener)
  latest.current = listener
  useEffect(() => subscribeLive(topic, (hint) => latest.current(hint)), [topic])
}
