/** An answer as a test wants it: the status, the headers and the parsed body. */
export type TestAnswer<T = any> = { status: number; headers: Headers; body: T }

export type TestClient = {
  request<T = any>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<TestAnswer<T>>
  get<T = any>(path: string, headers?: Record<string, string>): Promise<TestAnswer<T>>
  post<T = any>(path: string, body?: unknown, headers?: Record<string, string>): Promise<TestAnswer<T>>
  put<T = any>(path: string, body?: unknown, headers?: Record<string, string>): Promise<TestAnswer<T>>
  patch<T = any>(path: string, body?: unknown, headers?: Record<string, string>): Promise<TestAnswer<T>>
  delete<T = any>(path: string, body?: unknown, headers?: Record<string, string>): Promise<TestAnswer<T>>
}

/** Speaks HTTP to `/api/v1` of a server under test; `FormData` goes as a form, anything else as JSON. */
export function makeClient(url: string, standing: Record<string, string> = {}): TestClient {
  async function request(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const form = body instanceof FormData
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        ...(body !== undefined && !form && { 'content-type': 'application/json' }),
        ...standing,
        ...headers,
      },
      body: form ? body : body === undefined ? undefined : JSON.stringify(body),
      redirect: 'manual',
    })
    const text = await response.text()
    const json = /[/+]json\b/.test(response.headers.get('content-type') ?? '')
    return {
      status: response.status,
      headers: response.headers,
      body: json && text ? JSON.parse(text) : text || undefined,
    }
  }
  return {
    request,
    get: (path, headers) => request('GET', path, undefined, headers),
    post: (path, body, headers) => request('POST', path, body, headers),
    put: (path, body, headers) => request('PUT', path, body, headers),
    patch: (path, body, headers) => request('PATCH', path, body, headers),
    delete: (path, body, headers) => request('DELETE', path, body, headers),
  }
}
