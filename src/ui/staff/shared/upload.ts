import type { Result } from './api.ts'
import { call, type Route, urlOf } from './api.ts'
import { ApiProblem } from './problem.ts'

const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )

function problemOf(request: XMLHttpRequest): ApiProblem {
  const bare = { status: request.status, title: request.statusText || `HTTP ${request.status}` }
  try {
    return new ApiProblem({ ...bare, ...JSON.parse(request.responseText) })
  } catch {
    return new ApiProblem(bare)
  }
}

export type Uploaded<K extends Route> = { answer: Result<K>; operation: string | null }

/**
 * Sends a form with a file and tells how many bytes are on their way; `fetch` cannot. The file comes last in the form.
 * Throws `ApiProblem`, and an `AbortError` when it is stopped.
 */
export function upload<K extends Route & `POST ${string}`>(
  route: K,
  {
    params,
    query,
    form,
    signal,
    onSent,
  }: {
    params?: Record<string, string>
    query?: Record<string, string>
    form: FormData
    signal: AbortSignal
    onSent: (bytes: number) => void
  },
): Promise<Uploaded<K>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', urlOf(route, { ...(params && { params }), ...(query && { query }) }))
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('idempotency-key', newKey())
    request.upload.onprogress = ({ loaded }) => onSent(loaded)
    request.onload = () => {
      if (request.status === 201)
        return resolve({
          answer: JSON.parse(request.responseText),
          operation: request.getResponseHeader('operation-id'),
        })
      // The session has ended: asking for anything leads to the sign-in page and back.
      if (request.status === 401) void call('GET /me').catch(() => {})
      reject(problemOf(request))
    }
    request.onerror = () => reject(new ApiProblem({ status: 0, title: 'No answer', code: 'network' }))
    request.onabort = () => reject(new DOMException('Stopped', 'AbortError'))
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(form)
  })
}
