import { Agent, request } from 'node:http'
import { gunzipSync } from 'node:zlib'
import type { Received } from './judge.ts'
import type { Plan } from './plans.ts'

const agent = new Agent({ keepAlive: true, maxSockets: 8 })
const patience = 20_000

/** Sends a request as it is, without the mending that `fetch` does. @throws when there is no answer in 20 s */
export function send(url: string, plan: Omit<Plan, 'key' | 'caller'>): Promise<Received> {
  const { hostname, port } = new URL(url)
  const body =
    plan.body && ('text' in plan.body ? Buffer.from(plan.body.text) : Buffer.from(plan.body.base64, 'base64'))
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        agent,
        hostname,
        port,
        method: plan.method,
        path: plan.path,
        headers: { ...plan.headers, ...(body && { 'content-length': body.length }) },
      },
      (answer) => {
        const head = { status: answer.statusCode!, headers: answer.headers }
        if (answer.headers['content-type']?.startsWith('text/event-stream')) {
          outgoing.destroy()
          return resolve({ ...head, body: undefined })
        }
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () => {
          const whole = Buffer.concat(chunks)
          const packed = answer.headers['content-encoding'] === 'gzip'
          resolve({ ...head, body: packed ? gunzipSync(whole) : whole })
        })
        answer.on('error', reject)
      },
    )
    outgoing.setTimeout(patience, () => outgoing.destroy(new Error(`no answer in ${patience / 1000} s`)))
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}
