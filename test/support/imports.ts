import { expect } from 'vitest'
import type { ImportRecord } from '#modules/transfer/stored-import.ts'
import type { TestApp } from './app.ts'
import type { TestClient } from './client.ts'

/** Uploads a file as an import. */
export async function upload(
  client: TestClient,
  name: string,
  content: string | Uint8Array,
  target = 'customers',
): Promise<ImportRecord> {
  const form = new FormData()
  form.append('file', new Blob([content as never]), name)
  const answer = await client.post<ImportRecord>(`/imports?target=${encodeURIComponent(target)}`, form)
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body
}

/** Checks or runs an import and waits for its end. */
export async function finish(
  app: TestApp,
  client: TestClient,
  id: string,
  what: 'run' | 'check',
): Promise<ImportRecord> {
  const started = await client.post(`/imports/${id}/${what}`)
  expect(started.status, JSON.stringify(started.body)).toBe(202)
  await app.settle()
  return (await client.get<ImportRecord>(`/imports/${id}`)).body
}

/** Uploads a file, sets what is to be set, and runs it. */
export async function importFile(
  app: TestApp,
  client: TestClient,
  name: string,
  content: string | Uint8Array,
  change?: Record<string, unknown>,
  target?: string,
): Promise<ImportRecord> {
  const { id } = await upload(client, name, content, target)
  if (change) {
    const answer = await client.patch(`/imports/${id}`, change)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  }
  return finish(app, client, id, 'run')
}
