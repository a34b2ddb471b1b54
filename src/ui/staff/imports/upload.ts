import { call, urlOf } from '../shared/api.ts'
import { ApiProblem } from '../shared/problem.ts'
import type { Import } from './mapping-rules.ts'

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

/**
 * Sends a file and tells how many bytes are on their way; `fetch` cannot. Throws `ApiProblem`, and an `AbortError`
 * when it is stopped.
 */
export function uploadImport(
  file: File,
  { signal, onSent }: { signal: AbortSignal; onSent: (bytes: number) => void },
): Promise<Import> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const form = new FormData()
    form.append('file', file)
    request.open('POST', urlOf('POST /imports'))
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('idempotency-key', newKey())
    request.upload.onprogress = ({ loaded }) => onSent(loaded)
    request.onload = () => {
      if (request.status === 201) return resolve(JSON.parse(request.responseText))
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
