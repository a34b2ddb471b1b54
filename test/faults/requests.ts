import { appendFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Dice } from '#server/demo/random.ts'
import type { Finding } from './findings.ts'

/** What of an answer's body is used here: a record's, or a problem's. */
export type Body = { id: string; job_id: string; version: number; code?: string; request_id?: string }
/** `operation` is under what the write can be taken back. */
export type Answer = { status: number; body: Body | undefined; operation: string | null }

export type Ask = {
  method: 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  path: string
  /** A function makes a new form for each attempt. */
  body?: unknown | (() => FormData)
  headers?: Record<string, string>
}

export type Client = {
  /** Asks until there is an answer, each time with the same Idempotency-Key; gives what was acknowledged. */
  write(ask: Ask): Promise<Answer>
  read<T>(path: string): Promise<T>
  acknowledged(): number
  /** Attempts that got no answer or were told to come back. */
  refused(): number
  /** Every key under which something was acknowledged. */
  keys: string[]
  findings: Finding[]
  /** From now on an attempt that fails gives up instead of asking again. */
  giveUp(): void
}

const LONGEST_WAIT = 20_000
const RETRY = 100

/**
 * A client as it should be: it never takes silence for an answer. Now and then it loses an answer on purpose and asks
 * again, and holds the second answer against the first.
 * @param freshKeys breaks it: what is asked again goes under a new key. For the control that must find doubles.
 */
export function makeClient(options: {
  url: string
  key: string
  /** Tells the keys of this client from all others. */
  mark: string
  dice: Dice
  /** Where acknowledgements are written, one a line. */
  logFile: string
  freshKeys?: boolean
}): Client {
  const { url, key, mark, dice, logFile, freshKeys = false } = options
  const findings: Finding[] = []
  const keys: string[] = []
  let count = 0
  let refused = 0
  let tired = false

  async function attempt(ask: Ask, idempotencyKey: string): Promise<Answer | undefined> {
    const { method, path, body, headers } = ask
    const form = typeof body === 'function'
    try {
      const response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${key}`,
          'idempotency-key': idempotencyKey,
          ...(body !== undefined && !form && { 'content-type': 'application/json' }),
          ...headers,
        },
        body: form ? (body as () => FormData)() : body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.timeout(LONGEST_WAIT),
      })
      const text = await response.text()
      const answer = {
        status: response.status,
        body: text ? JSON.parse(text) : undefined,
        operation: response.headers.get('operation-id'),
      }
      if (answer.status === 500)
        findings.push({
          kind: 'unclean',
          what: `${method} ${path}: 500 ${answer.body?.code} ${answer.body?.request_id}`,
        })
      return answer.status >= 500 || answer.status === 429 ? undefined : answer
    } catch (error) {
      if ((error as Error).name === 'TimeoutError')
        findings.push({
          kind: 'unclean',
          what: `${method} ${path}: no answer within ${LONGEST_WAIT / 1000} s`,
        })
      return undefined
    }
  }

  async function persist(ask: Ask, idempotencyKey: string): Promise<Answer> {
    for (;;) {
      const answer = await attempt(ask, idempotencyKey)
      if (answer) return answer
      refused++
      if (tired) return { status: 0, body: undefined, operation: null }
      await sleep(RETRY)
    }
  }

  return {
    findings,
    keys,
    acknowledged: () => keys.length,
    refused: () => refused,
    giveUp: () => {
      tired = true
    },
    async write(ask) {
      const idempotencyKey = `${mark}-${++count}`
      let answer = await persist(ask, idempotencyKey)
      if (answer.status < 300 && answer.status > 0 && dice.chance(0.1)) {
        const again = await persist(ask, freshKeys ? `${mark}-${++count}` : idempotencyKey)
        if (!freshKeys && again.status !== 0 && JSON.stringify(again) !== JSON.stringify(answer))
          findings.push({
            kind: 'unclean',
            what: `${ask.method} ${ask.path}: another answer to the same key (${again.status} after ${answer.status})`,
          })
        if (freshKeys) answer = again
      }
      if (answer.status >= 200 && answer.status < 300) {
        keys.push(idempotencyKey)
        appendFileSync(logFile, `${JSON.stringify({ key: idempotencyKey, ...ask, ...answer })}\n`)
      }
      return answer
    },
    async read<T>(path: string) {
      for (;;) {
        const response = await fetch(`${url}/api/v1${path}`, {
          headers: { authorization: `Bearer ${key}` },
        }).catch(() => undefined)
        if (response?.ok) return (await response.json()) as T
        await sleep(RETRY)
      }
    },
  }
}
