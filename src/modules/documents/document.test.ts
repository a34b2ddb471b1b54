import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { sampleBytes } from '#test/support/sample-bytes.ts'

let t: TestApp
let person: string
let company: string
beforeAll(async () => {
  t = await startTestApp({ settings: { MAX_UPLOAD_MB: '25' } })
  person = (await t.home.admin.post('/customers', { first_name: 'Paula', last_name: 'Paper' })).body.id
  company = (await t.home.admin.post('/customers', { kind: 'organisation', company_name: 'Paper Mill' })).body
    .id
})
afterAll(() => t.close())

const formOf = (bytes: Buffer, name: string, fields: Record<string, string> = {}) => {
  const form = new FormData()
  for (const [key, value] of Object.entries(fields)) form.append(key, value)
  form.append('file', new File([new Uint8Array(bytes)], name))
  return form
}
const add = (bytes: Buffer, name: string, fields?: Record<string, string>, customer = person) =>
  t.home.admin.post(`/customers/${customer}/documents`, formOf(bytes, name, fields))
const addVersion = (id: string, bytes: Buffer, name: string) =>
  t.home.admin.post(`/documents/${id}/versions`, formOf(bytes, name))
const undo = (operation: string | null) => t.home.admin.post('/undos', { operation_id: operation })
const fetchContent = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${t.url}/api/v1${path}`, { headers: { authorization: `Bearer ${t.home.adminKey}`, ...headers } })
const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer())

describe('a document', () => {
  test('is added with what is said of it, and is on list, timeline and search', async () => {
    const { status, body } = await add(sampleBytes.pdf, 'Jaarverslag 2025.pdf', {
      kind: 'white_paper',
      description: 'Final',
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      kind: 'white_paper',
      title: 'Jaarverslag 2025',
      description: 'Final',
      customer: { id: person, name: 'Paula Paper' },
      file: {
        number: 1,
        name: 'Jaarverslag 2025.pdf',
        media_type: 'application/pdf',
        preview: 'pdf',
        better_ending: null,
      },
      versions: 1,
    })
    const { body: list } = await t.home.admin.get(
      `/customers/${person}/documents?filter[kind]=white_paper&q=VERSLAG`,
    )
    expect(list.items.map(({ id }: { id: string }) => id)).toEqual([body.id])
    const { body: timeline } = await t.home.admin.get(`/customers/${person}/timeline`)
    expect(JSON.stringify(timeline)).toContain('Document added: Jaarverslag 2025')
  })

  test('is what its bytes are; a name that says otherwise is told', async () => {
    const { body } = await add(sampleBytes.png, 'scan.jpg')
    expect(body.file).toMatchObject({ media_type: 'image/png', type: 'image', better_ending: 'png' })
    expect((await add(sampleBytes.docx, 'letter')).body.file).toMatchObject({
      type: 'office',
      preview: null,
      better_ending: null,
    })
    expect((await add(sampleBytes.doc, 'old.doc')).body.file.media_type).toBe('application/msword')
    expect((await add(sampleBytes.odt, 'open.odt')).body.file.type).toBe('office')
    expect((await add(Buffer.from('BMW, Audi\n'), 'cars.csv')).body.file).toMatchObject({
      media_type: 'text/csv',
    })
    expect((await add(sampleBytes.mp4, 'talk.mp4')).body).toMatchObject({
      kind: 'video',
      file: { preview: 'video' },
    })
  })

  test('is changed, and the change undone', async () => {
    const { body } = await add(sampleBytes.text, 'notes.txt')
    const change = await t.home.admin.request(
      'PATCH',
      `/documents/${body.id}`,
      { title: 'Minutes', description: null },
      { 'if-match': `"${body.version}"` },
    )
    expect(change.body).toMatchObject({ title: 'Minutes', version: body.version + 1 })
    const stale = await t.home.admin.request(
      'PATCH',
      `/documents/${body.id}`,
      { title: 'Mine' },
      { 'if-match': `"${body.version}"` },
    )
    expect([stale.status, stale.body.params.current.title]).toEqual([412, 'Minutes'])
    expect((await undo(change.headers.get('operation-id'))).body).toMatchObject({ undone: 1, kept: 0 })
    expect((await t.home.admin.get(`/documents/${body.id}`)).body.title).toBe('notes')
  })

  test('is a résumé of people only, and the refusal says why', async () => {
    expect((await add(sampleBytes.pdf, 'cv.pdf', { kind: 'resume' })).status).toBe(201)
    const refused = await add(sampleBytes.pdf, 'cv.pdf', { kind: 'resume' }, company)
    expect([refused.status, refused.body.errors]).toEqual([
      422,
      [
        {
          pointer: '/kind',
          code: 'document.resume.organisation',
          message: expect.stringContaining('organisation'),
        },
      ],
    ])
    const { body } = await add(sampleBytes.pdf, 'cv.pdf', {}, company)
    expect((await t.home.admin.patch(`/documents/${body.id}`, { kind: 'resume' })).body.code).toBe(
      'document.invalid',
    )
  })

  test('comes back with its bytes when its deletion is undone', async () => {
    const { body } = await add(sampleBytes.png, 'face.png')
    const gone = await t.home.admin.delete(`/documents/${body.id}`)
    expect(gone.status).toBe(204)
    expect((await fetchContent(`/documents/${body.id}/content`)).status).toBe(404)
    expect((await undo(gone.headers.get('operation-id'))).body).toMatchObject({ undone: 1, kept: 0 })
    expect(await bytesOf(await fetchContent(`/documents/${body.id}/content`))).toEqual(sampleBytes.png)
  })

  test('pages, and every order goes through all of them', async () => {
    const customer = (await t.home.admin.post('/customers', { last_name: 'Many' })).body.id
    for (const n of [3, 1, 2, 5, 4])
      await add(Buffer.from('x'.repeat(n)), `same.txt`, { title: `T${n % 3}` }, customer)
    for (const sort of ['title', '-title', 'size', '-size', 'updated_at', '-updated_at']) {
      const ids: string[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const page: { items: { id: string }[]; next_cursor: string | null } = (
          await t.home.admin.get(
            `/customers/${customer}/documents?limit=2&sort=${sort}${cursor && `&cursor=${cursor}`}`,
          )
        ).body
        ids.push(...page.items.map(({ id }) => id))
        cursor = page.next_cursor
      }
      expect([ids.length, new Set(ids).size], sort).toEqual([5, 5])
    }
  })
})

describe('versions', () => {
  test('follow each other, are brought back, and an undo takes the last one back', async () => {
    const { body } = await add(Buffer.from('one\n'), 'plan.txt')
    const { id } = body
    const second = await addVersion(id, Buffer.from('two, longer\n'), 'plan v2.txt')
    expect(second.body).toMatchObject({ versions: 2, file: { number: 2, name: 'plan v2.txt' } })
    const back = await t.home.admin.post(`/documents/${id}/reinstatement`, { number: 1 })
    expect(back.body).toMatchObject({ versions: 3, file: { number: 3, name: 'plan.txt' } })
    expect(await (await fetchContent(`/documents/${id}/content`)).text()).toBe('one\n')
    expect(await (await fetchContent(`/documents/${id}/content?number=2`)).text()).toBe('two, longer\n')
    const { body: versions } = await t.home.admin.get(`/documents/${id}/versions`)
    expect(versions.items).toMatchObject([
      { number: 3, restored_from: 1, current: true },
      { number: 2, current: false },
      { number: 1 },
    ])
    expect((await t.home.admin.post(`/documents/${id}/reinstatement`, { number: 3 })).body.code).toBe(
      'version.current',
    )
    expect((await t.home.admin.post(`/documents/${id}/reinstatement`, { number: 9 })).status).toBe(404)

    const undone = await undo(back.headers.get('operation-id'))
    expect(undone.body).toMatchObject({ undone: 1, kept: 0 })
    expect((await t.home.admin.get(`/documents/${id}`)).body).toMatchObject({
      versions: 2,
      file: { number: 2 },
    })
    await undo(undone.body.id)
    expect((await t.home.admin.get(`/documents/${id}`)).body).toMatchObject({
      versions: 3,
      file: { number: 3 },
    })
  })
})

describe('a download', () => {
  test('is to be saved under its own name, and never run or kept by a cache', async () => {
    const { body } = await add(sampleBytes.pdf, "naïve ☃ (2)'s .pdf")
    const { headers, status } = await fetchContent(`/documents/${body.id}/content`)
    expect(status).toBe(200)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(sampleBytes.pdf.length),
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'accept-ranges': 'bytes',
    })
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="na_ve _ (2)_s .pdf"; filename*=UTF-8''na%C3%AFve%20%E2%98%83%20%282%29%27s%20.pdf`,
    )
  })

  test('gives any part of it', async () => {
    const { body } = await add(sampleBytes.mp4, 'talk.mp4')
    const path = `/documents/${body.id}/preview`
    const whole = sampleBytes.mp4
    const parts: [range: string, from: number, to: number][] = [
      ['bytes=0-9', 0, 10],
      ['bytes=10-', 10, whole.length],
      ['bytes=-5', whole.length - 5, whole.length],
      [`bytes=100-${whole.length + 50}`, 100, whole.length],
    ]
    for (const [range, from, to] of parts) {
      const answer = await fetchContent(path, { range })
      expect([answer.status, answer.headers.get('content-range')], range).toEqual([
        206,
        `bytes ${from}-${to - 1}/${whole.length}`,
      ])
      expect(await bytesOf(answer), range).toEqual(whole.subarray(from, to))
    }
    const behind = await fetchContent(path, { range: `bytes=${whole.length}-` })
    expect([behind.status, behind.headers.get('content-range')]).toEqual([416, `bytes */${whole.length}`])
    for (const range of ['bytes=9-3', 'bytes=0-1,3-4', 'lines=1-2', 'bytes=-'])
      expect((await fetchContent(path, { range })).status, range).toBe(200)
    expect((await fetchContent(path, { range: 'bytes=0-9', 'if-range': '"other"' })).status).toBe(200)
  })

  test('shows text as text, and no office file at all', async () => {
    const text = await add(Buffer.from('a <b>bold</b> claim <script>'), 'claim.md')
    const shown = await fetchContent(`/documents/${text.body.id}/preview`)
    expect([shown.headers.get('content-type'), shown.headers.get('content-disposition')]).toEqual([
      'text/plain; charset=utf-8',
      expect.stringMatching(/^inline; /),
    ])
    const office = await add(sampleBytes.docx, 'letter.docx')
    const refused = await fetchContent(`/documents/${office.body.id}/preview`)
    expect([refused.status, (await refused.json()).code]).toEqual([409, 'document.not_shown'])
  })

  test('is told in the audit trail, with whose it is', async () => {
    const { body } = await add(sampleBytes.pdf, 'secret.pdf')
    await (await fetchContent(`/documents/${body.id}/content`)).arrayBuffer()
    await (await fetchContent(`/documents/${body.id}/preview`)).arrayBuffer()
    await t.app.audit.seal()
    const told = await t.app.database.installation.rows(
      'SELECT action, customer_id FROM audit_entries WHERE workspace_id = $1 AND subject_id = $2 ORDER BY action',
      [t.home.id, body.id],
    )
    expect(told).toEqual([
      { action: 'documents.content.read', customer_id: person },
      { action: 'documents.preview.read', customer_id: person },
    ])
  })
})
