import { useEffect, useRef } from 'react'

export type LiveHint = { topic: string; id?: string }
type Listener = (hint: LiveHint) => void

const listeners = new Map<string, Set<Listener>>()
let source: EventSource | null = null
let again: ReturnType<typeof setTimeout> | undefined
let failures = 0
let heard = new Set<string>()

/** The topic is the name of the event (server-sent events, WHATWG HTML 9.2), so each has to be asked for. */
function hear(topic: string) {
  if (!source || heard.has(topic)) return
  heard.add(topic)
  source.addEventListener(topic, (event: MessageEvent<string>) => {
    const { id } = JSON.parse(event.data) as { id: string | null }
    for (const listen of listeners.get(topic) ?? []) listen(id ? { topic, id } : { topic })
  })
}

function connect() {
  source = new EventSource('/api/v1/live')
  heard = new Set()
  for (const topic of listeners.keys()) hear(topic)
  source.onopen = () => {
    // Whatever happened while the line was down is unknown, so everybody looks again.
    if (failures > 0) for (const [topic, set] of listeners) for (const listen of set) listen({ topic })
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
  const set = listeners.get(topic) ?? new Set()
  listeners.set(topic, set.add(listener))
  if (source) hear(topic)
  else connect()
  return () => {
    set.delete(listener)
    if (set.size === 0) listeners.delete(topic)
    if (listeners.size === 0) {
      clearTimeout(again)
      source?.close()
      source = null
    }
  }
}

export function useLive(topic: string, listener: Listener) {
  const latest = useRef(listener)
  latest.current = listener
  useEffect(() => subscribeLive(topic, (hint) => latest.current(hint)), [topic])
}
