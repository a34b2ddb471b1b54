import { Agent, request as httpRequest } from 'node:http'

/** One call, relative to the server it goes to. */
export type Call = { method?: string; path: string; headers?: Record<string, string>; body?: unknown }
/** Makes the n-th call of a series; a series may be asked for any number of calls. */
export type Series = (n: number) => Call

export type Target = { port: number; headers: Record<string, string>; agent: Agent }

export const target = (port: number, headers: Record<string, string> = {}, connections = 1): Target => ({
  port,
  headers,
  agent: new Agent({ keepAlive: true, maxSockets: connections, scheduling: 'fifo' }),
})

/**
 * Sends a call and reads its whole answer.
 * @returns milliseconds from sending to the last byte, and the body's text.
 * @throws when the answer is not a success: what fails is not measured.
 */
export function send({ port, headers, agent }: Target, call: Call): Promise<{ ms: number; text: string }> {
  const body = call.body === undefined ? undefined : JSON.stringify(call.body)
  const length =
    body === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  return new Promise((resolve, reject) => {
    const began = performance.now()
    const options = { host: '127.0.0.1', port, agent, method: call.method ?? 'GET', path: call.path }
    const sent = httpRequest(
      { ...options, headers: { ...headers, ...length, ...call.headers } },
      (answer) => {
        const pieces: Buffer[] = []
        answer.on('data', (piece: Buffer) => pieces.push(piece))
        answer.on('error', reject)
        answer.on('end', () => {
          const ms = performance.now() - began
          const text = Buffer.concat(pieces).toString()
          const status = answer.statusCode ?? 0
          if (status >= 200 && status < 300) resolve({ ms, text })
          else
            reject(new Error(`${options.method} ${call.path} was answered ${status}: ${text.slice(0, 500)}`))
        })
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

/** Calls one after the other on one connection: their milliseconds. Ends after `count` calls or `limit` ms. */
export async function oneByOne(
  to: Target,
  series: Series,
  from: number,
  count: number,
  limit: number,
): Promise<number[]> {
  const times: number[] = []
  const end = performance.now() + limit
  for (let n = from; n < from + count && performance.now() < end; n++)
    times.push((await send(to, series(n))).ms)
  return times
}

/** Calls on several connections at once, each the next as soon as it has its answer, for `duration` ms. */
export async function atOnce(
  to: Target,
  series: Series,
  from: number,
  connections: number,
  duration: number,
): Promise<{ count: number; perSecond: number }> {
  let n = from
  const began = performance.now()
  const end = began + duration
  const lane = async () => {
    while (performance.now() < end) await send(to, series(n++))
  }
  await Promise.all(Array.from({ length: connections }, lane))
  const count = n - from
  return { count, perSecond: (count / (performance.now() - began)) * 1000 }
}
