import { useSyncExternalStore } from 'react'
import { upload } from '../shared/upload.ts'
import { type DocumentKind, refreshDocuments } from './use-documents.ts'

/** One file on its way, and what became of it. */
export type Upload = {
  key: number
  file: File
  kind: DocumentKind | ''
  /** `checking`: all bytes are there, and the server looks at them. */
  state: 'waiting' | 'sending' | 'checking' | 'done' | 'failed'
  sent: number
  problem: unknown
  /** The id under which adding it is undone. */
  operation: string | null
}

/** So many go at once; the others wait, so that each is soon done. */
const atOnce = 3

const none: readonly Upload[] = []
const byCustomer = new Map<string, readonly Upload[]>()
const stops = new Map<number, AbortController>()
const listeners = new Set<() => void>()
let last = 0

function set(customerId: string, uploads: readonly Upload[]) {
  byCustomer.set(customerId, uploads)
  for (const listener of listeners) listener()
}

const change = (customerId: string, key: number, values: Partial<Upload>) =>
  set(
    customerId,
    (byCustomer.get(customerId) ?? none).map((one) => (one.key === key ? { ...one, ...values } : one)),
  )

const isUnderWay = ({ state }: Upload) => state === 'sending' || state === 'checking'

/** Leaving the page would stop what is on its way. */
function warnOfLeaving(event: BeforeUnloadEvent) {
  if ([...byCustomer.values()].flat().some((one) => isUnderWay(one) || one.state === 'waiting'))
    event.preventDefault()
}
globalThis.addEventListener?.('beforeunload', warnOfLeaving)

/** Takes files in; they go on also when another tab or page of the app is opened. */
export function addUploads(customerId: string, files: readonly File[], kind: DocumentKind | ''): void {
  const added = files.map(
    (file): Upload => ({
      key: ++last,
      file,
      kind,
      state: 'waiting',
      sent: 0,
      problem: null,
      operation: null,
    }),
  )
  set(customerId, [...(byCustomer.get(customerId) ?? none), ...added])
  next(customerId)
}

export function retryUpload(customerId: string, key: number): void {
  change(customerId, key, { state: 'waiting', sent: 0, problem: null })
  next(customerId)
}

/** Stops an upload, or takes one that ended out of the list. */
export function dropUpload(customerId: string, key: number): void {
  stops.get(key)?.abort()
  set(
    customerId,
    (byCustomer.get(customerId) ?? none).filter((one) => one.key !== key),
  )
  next(customerId)
}

export const clearDone = (customerId: string): void =>
  set(
    customerId,
    (byCustomer.get(customerId) ?? none).filter(({ state }) => state !== 'done'),
  )

function next(customerId: string): void {
  const uploads = byCustomer.get(customerId) ?? none
  const free = atOnce - uploads.filter(isUnderWay).length
  for (const one of uploads.filter(({ state }) => state === 'waiting').slice(0, Math.max(0, free)))
    void send(customerId, one)
}

async function send(id: string, { key, file, kind }: Upload): Promise<void> {
  const stop = new AbortController()
  stops.set(key, stop)
  change(id, key, { state: 'sending' })
  const form = new FormData()
  if (kind) form.append('kind', kind)
  form.append('file', file)
  try {
    const { operation } = await upload('POST /customers/:id/documents', {
      params: { id },
      form,
      signal: stop.signal,
      onSent: (sent) => change(id, key, { sent, state: sent >= file.size ? 'checking' : 'sending' }),
    })
    change(id, key, { state: 'done', sent: file.size, operation })
    void refreshDocuments()
  } catch (problem) {
    if (!stop.signal.aborted) change(id, key, { state: 'failed', problem })
  }
  stops.delete(key)
  next(id)
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** What is being uploaded to a customer, in the order in which it was taken in. */
export const useUploads = (customerId: string): readonly Upload[] =>
  useSyncExternalStore(subscribe, () => byCustomer.get(customerId) ?? none)
