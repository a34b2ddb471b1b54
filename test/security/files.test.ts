import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ settings: { MAX_UPLOAD_MB: '1' } })
})
afterAll(() => app.close())

const storedFiles = () =>
  readdirSync(join(app.app.settings.dataDir, 'files'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort()

const authorization = () => ({ authorization: `Bearer ${app.home.adminKey}` })

/** A form with a file under a name that no browser would let through as it is. */
function upload(filename: string, content = 'name,email\n,bad\n') {
  const part = `--x\r\nContent-Disposition: form-data; name="file"; filename="${filename}"\r\nContent-Type: text/csv\r\n\r\n`
  return fetch(`${app.url}/api/v1/imports`, {
    method: 'POST',
    headers: { ...authorization(), 'content-type': 'multipart/form-data; boundary=x' },
    body: `${part}${content}\r\n--x--\r\n`,
  })
}

const names: [given: string, kept: RegExp][] = [
  ['../../../../tmp/regulars-escaped.csv', /^regulars-escaped\.csv$/],
  ['..\\..\\regulars-escaped.csv', /^regulars-escaped\.csv$/],
  ['/etc/passwd', /^passwd$/],
  ['C:\\windows\\win.ini', /^win\.ini$/],
  ['..', /^(\.\.|file)$/],
]

describe('the name of an uploaded file', () => {
  test.each(names)('%s is no path, wherever it points', async (given, kept) => {
    const answer = await upload(given)
    expect(answer.status).toBe(201)
    const { file_name, id } = await answer.json()
    expect(file_name).toMatch(kept)
    expect(existsSync('/tmp/regulars-escaped.csv')).toBe(false)
    const stored = readdirSync(join(app.app.settings.dataDir, 'files'), { recursive: true }).map(String)
    expect(stored.join('\n')).not.toMatch(/escaped|passwd|win\.ini/)
    expect((await app.home.admin.delete(`/imports/${id}`)).status).toBe(204)
  })

  test('breaks no header of the file that is made from it', async () => {
    for (const given of [
      'a%0D%0ASet-Cookie: b=c.csv',
      'quote\\".csv',
      "naïve ☃ '*().csv",
      `${'n'.repeat(300)}.csv`,
    ]) {
      const answer = await upload(given)
      expect(answer.status, given).toBe(201)
      const { id } = await answer.json()
      await app.home.admin.post(`/imports/${id}/check`)
      await app.settle()
      const file = await fetch(`${app.url}/api/v1/imports/${id}/rejections.csv`, { headers: authorization() })
      expect(file.status, given).toBe(200)
      expect(file.headers.get('set-cookie'), given).toBeNull()
      expect(file.headers.get('content-disposition'), given).toMatch(
        /^attachment; filename="[\w. ()-]+"; filename\*=UTF-8''[\w.%!~-]+$/,
      )
    }
  })
})

test('files are handed out to be saved: never as a page, never guessed at', async () => {
  for (const format of ['csv', 'xlsx', 'vcard', 'json']) {
    const { status, headers } = await app.home.admin.get(`/exports/customers?format=${format}`)
    expect([status, headers.get('x-content-type-options')], format).toEqual([200, 'nosniff'])
    expect(headers.get('content-disposition'), format).toMatch(/^attachment; /)
    expect(headers.get('content-security-policy'), format).toBe("default-src 'none'; sandbox")
  }
})

test('what is larger than allowed is refused and not kept, however it is told', async () => {
  const before = storedFiles()
  const answer = await upload('big.csv', `name\n${'x'.repeat(1024 * 1024)}\n`)
  expect([answer.status, (await answer.json()).code]).toEqual([413, 'upload.too_large'])
  const json = await app.home.admin.post('/customers', { last_name: 'x'.repeat(2 * 1024 * 1024) })
  expect(json.status).toBe(413)
  expect(storedFiles()).toEqual(before)
})

test('text that a spreadsheet would calculate leaves the customer list as text', async () => {
  const formulas = ['=1+1', '+1+1', '-1+1', '@SUM(A1)', '\t=1', '＝1+1']
  for (const company_name of formulas)
    expect((await app.home.admin.post('/customers', { kind: 'organisation', company_name })).status).toBe(201)
  const { body } = await app.home.admin.get('/exports/customers?format=csv')
  const cells = [...String(body).matchAll(/,"?('[=+@＝-][^,]*),/g)].map(([, cell]) => cell)
  // A tab at the beginning was trimmed away when it came in.
  expect(cells).toHaveLength(formulas.length)
})
