import { makeClient, type TestClient } from './client.ts'

/** A browser as far as cookies go: it keeps what it is given and sends it back. */
export type Visitor = TestClient & {
  /** Name to value of the cookies it holds. */
  cookies: Map<string, string>
  /** The `Set-Cookie` lines of the last answer. */
  lastSet(): string[]
}

export function makeVisitor(url: string, standing: Record<string, string> = {}): Visitor {
  const client = makeClient(url, standing)
  const cookies = new Map<string, string>()
  let lines: string[] = []
  const request: TestClient['request'] = async (method, path, body, headers = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await client.request(method, path, body, { ...(cookie && { cookie }), ...headers })
    lines = answer.headers.getSetCookie()
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/max-age=0(;|$)/i.test(line) || value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return answer
  }
  return {
    cookies,
    lastSet: () => lines,
    request,
    get: (path, headers) => request('GET', path, undefined, headers),
    post: (path, body, headers) => request('POST', path, body, headers),
    put: (path, body, headers) => request('PUT', path, body, headers),
    patch: (path, body, headers) => request('PATCH', path, body, headers),
    delete: (path, body, headers) => request('DELETE', path, body, headers),
  }
}
