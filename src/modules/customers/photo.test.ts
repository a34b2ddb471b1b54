import { existsSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { storedPath } from '#platform/files/folder.ts'
import { startTestApp, type TestApp } from '#test/support/app.ts'
import { imageSize } from './photo-size.ts'

let app: TestApp
let id: string
beforeAll(async () => {
  app = await startTestApp({ work: false })
  id = (await app.home.admin.post('/customers', { last_name: 'Photogenic' })).body.id
})
afterAll(() => app.close())

function png(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)])
  }
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0])
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(2))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const upload = (bytes: Buffer, name = 'me.png', type = 'image/png', headers = {}) => {
  const form = new FormData()
  form.set('file', new Blob([new Uint8Array(bytes)], { type }), name)
  return app.home.admin.put(`/customers/${id}/photo`, form, headers)
}
const fileCount = async () => (await app.app.database.installation.rows('SELECT id FROM files')).length

describe('photo', () => {
  it('is kept, served so that it can do no harm, replaced and removed', async () => {
    const first = await upload(png(2, 3))
    expect(first.status).toBe(200)
    const url = first.body.photo_url.replace('/api/v1', '')
    const served = await app.home.admin.get(url)
    expect(served.status).toBe(200)
    expect(Object.fromEntries(served.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': 'inline',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-cache',
    })
    const etag = served.headers.get('etag')!
    expect((await app.home.admin.get(url, { 'if-none-match': etag })).status).toBe(304)
    const second = await upload(png(4, 4))
    expect(second.body.photo_url).not.toBe(first.body.photo_url)
    expect(await fileCount()).toBe(1)
    const removed = await app.home.admin.delete(`/customers/${id}/photo`)
    expect(removed.body.photo_url).toBeNull()
    expect(await fileCount()).toBe(0)
    expect((await app.home.admin.get(`/customers/${id}/photo`)).status).toBe(404)
  })

  it('is judged by its bytes, not by what it says it is', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    for (const bytes of [
      svg,
      Buffer.from('MZ not a picture'),
      Buffer.from('GIF89a\x01\x00\x01\x00'),
      png(20_000, 20_000),
      png(0, 5),
      png(3, 3).subarray(0, 20),
    ]) {
      const answer = await upload(bytes)
      expect([answer.status, answer.body.code]).toEqual([422, 'photo.type'])
    }
    expect((await upload(Buffer.concat([png(2, 2), Buffer.alloc(11 * 1024 * 1024)]))).body.code).toBe(
      'upload.too_large',
    )
    expect(await fileCount()).toBe(0)
  })

  it('is stored once for one idempotency key', async () => {
    const headers = { 'idempotency-key': 'photo-once' }
    const [first, again] = [
      await upload(png(5, 5), 'me.png', 'image/png', headers),
      await upload(png(5, 5), 'me.png', 'image/png', headers),
    ]
    expect(again.body).toEqual(first.body)
    expect(await fileCount()).toBe(1)
    const [{ id: fileId }] = (await app.app.database.installation.rows('SELECT id FROM files')) as [
      { id: string },
    ]
    expect(existsSync(storedPath(app.app.settings.dataDir, app.home.id, fileId))).toBe(true)
  })

  it('tells its size from the headers of each format', () => {
    expect(imageSize(png(640, 480), 'image/png')).toEqual({ width: 640, height: 480 })
    const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0001108007b01c803012200', 'hex')
    expect(imageSize(jpeg, 'image/jpeg')).toEqual({ width: 456, height: 123 })
    const webp = Buffer.concat([
      Buffer.from('RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0', 'latin1'),
      Buffer.from([0x1f, 0x03, 0, 0x57, 0x02, 0]),
    ])
    expect(imageSize(webp, 'image/webp')).toEqual({ width: 800, height: 600 })
    expect(imageSize(Buffer.from([0xff, 0xd8]), 'image/jpeg')).toBeUndefined()
  })
})
