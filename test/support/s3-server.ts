import { createHash, createHmac, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

// A store that speaks the protocol of Amazon S3, as far as the product uses it, as a process of its own: signatures
// (AWS Signature Version 4) are worked out here from the request and compared, ranges, parts and lists are real.
// `node s3-server.ts BUCKET KEY_ID SECRET`; prints its port.

const [bucket = '', keyId = '', secret = ''] = process.argv.slice(2)

type Stored = { bytes: Buffer; at: Date }
const objects = new Map<string, Stored>()
const uploads = new Map<string, { key: string; at: Date; parts: Map<number, Buffer> }>()
/** For tests: answers that are refused as if the store were broken. */
let broken = false

const hash = (data: string | Buffer) => createHash('sha256').update(data).digest('hex')
const sign = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest()
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)

/** Whether the request was signed by who knows the secret, over this method, path, query, headers and body. */
function isSigned(request: IncomingMessage, url: URL, body: Buffer): boolean {
  const [, credential = '', names = '', signature = ''] =
    /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    ) ?? []
  const [id, day = '', region = '', service = ''] = credential.split('/')
  const content = String(request.headers['x-amz-content-sha256'] ?? '')
  if (id !== keyId || (content !== 'UNSIGNED-PAYLOAD' && content !== hash(body))) return false
  const query = [...url.searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&')
  const headers = names.split(';').map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`)
  const canonical = [request.method, url.pathname, query, headers.join(''), names, content].join('\n')
  const scope = `${day}/${region}/${service}/aws4_request`
  const text = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, hash(canonical)].join('\n')
  const key = sign(sign(sign(sign(`AWS4${secret}`, day), region), service), 'aws4_request')
  return sign(key, text).toString('hex') === signature
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const tag = (name: string, content: string | number) => `<${name}>${content}</${name}>`

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' })
  response.end(`<?xml version="1.0"?>${tag('Error', tag('Code', code) + tag('Message', code))}`)
}

function answer(response: ServerResponse, name: string, content: string): void {
  response.writeHead(200, { 'content-type': 'application/xml' })
  response.end(`<?xml version="1.0"?>${tag(name, content)}`)
}

function list(url: URL, response: ServerResponse): void {
  const prefix = url.searchParams.get('prefix') ?? ''
  const after = url.searchParams.get('continuation-token') ?? ''
  const most = Number(url.searchParams.get('max-keys') ?? 3)
  const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort()
  const page = keys.slice(0, most)
  const cut = keys.length > page.length
  const contents = page.map((key) => {
    const { bytes, at } = objects.get(key)!
    return tag(
      'Contents',
      tag('Key', escaped(key)) + tag('LastModified', at.toISOString()) + tag('Size', bytes.length),
    )
  })
  const next = cut ? tag('NextContinuationToken', escaped(page.at(-1)!)) : ''
  answer(response, 'ListBucketResult', tag('IsTruncated', String(cut)) + next + contents.join(''))
}

function listUploads(response: ServerResponse): void {
  const found = [...uploads].map(([id, { key, at }]) =>
    tag('Upload', tag('Key', escaped(key)) + tag('UploadId', id) + tag('Initiated', at.toISOString())),
  )
  answer(response, 'ListMultipartUploadsResult', found.join(''))
}

function read(key: string, request: IncomingMessage, response: ServerResponse): void {
  const found = objects.get(key)
  if (!found) {
    refuse(response, 404, 'NoSuchKey')
    return
  }
  const { bytes, at } = found
  const headers = { 'last-modified': at.toUTCString(), etag: `"${hash(bytes)}"`, 'accept-ranges': 'bytes' }
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []
  const part = from === undefined ? bytes : bytes.subarray(Number(from), Number(to) + 1)
  response.writeHead(from === undefined ? 200 : 206, { ...headers, 'content-length': part.length })
  response.end(request.method === 'HEAD' ? undefined : part)
}

function handleUpload(
  key: string,
  url: URL,
  method: string,
  body: Buffer,
  response: ServerResponse,
): unknown {
  const id = url.searchParams.get('uploadId')
  if (id === null) {
    const made = randomUUID()
    uploads.set(made, { key, at: new Date(), parts: new Map() })
    return answer(response, 'InitiateMultipartUploadResult', tag('Key', escaped(key)) + tag('UploadId', made))
  }
  const upload = uploads.get(id)
  if (!upload) return refuse(response, 404, 'NoSuchUpload')
  if (method === 'PUT') {
    upload.parts.set(Number(url.searchParams.get('partNumber')), body)
    return response.writeHead(200, { etag: `"${hash(body)}"` }).end()
  }
  uploads.delete(id)
  if (method === 'DELETE') return response.writeHead(204).end()
  const parts = [...upload.parts].sort(([one], [other]) => one - other).map(([, bytes]) => bytes)
  objects.set(key, { bytes: Buffer.concat(parts), at: new Date() })
  answer(response, 'CompleteMultipartUploadResult', tag('Key', escaped(key)) + tag('ETag', '"whole"'))
}

function handle(request: IncomingMessage, url: URL, body: Buffer, response: ServerResponse): unknown {
  const method = request.method ?? ''
  const [, name, ...rest] = url.pathname.split('/')
  const key = rest.map(decodeURIComponent).join('/')
  if (name !== bucket) return refuse(response, 404, 'NoSuchBucket')
  if (key === '') {
    if (method === 'HEAD') {
      return response.writeHead(200).end()
    }
    return url.searchParams.has('uploads') ? listUploads(response) : list(url, response)
  }
  if (url.searchParams.has('uploads') || url.searchParams.has('uploadId'))
    return handleUpload(key, url, method, body, response)
  if (method === 'GET' || method === 'HEAD') return read(key, request, response)
  if (method === 'PUT') {
    objects.set(key, { bytes: body, at: new Date() })
    return response.writeHead(200, { etag: `"${hash(body)}"` }).end()
  }
  if (method === 'DELETE') {
    objects.delete(key)
    return response.writeHead(204).end()
  }
  refuse(response, 405, 'MethodNotAllowed')
}

/** How tests look behind the protocol, and make things old. */
function control(path: string, response: ServerResponse): void {
  if (path === '/_broken') broken = true
  if (path === '/_whole') broken = false
  if (path === '/_age') {
    for (const stored of [...objects.values(), ...uploads.values()])
      stored.at = new Date(stored.at.getTime() - 25 * 3_600_000)
  }
  const sizes = Object.fromEntries([...objects].map(([key, { bytes }]) => [key, bytes.length]))
  response.end(JSON.stringify({ objects: sizes, uploads: uploads.size }))
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const url = new URL(request.url ?? '/', 'http://store')
    const body = Buffer.concat(chunks)
    if (url.pathname.startsWith('/_')) return control(url.pathname, response)
    if (broken) return refuse(response, 500, 'InternalError')
    if (!isSigned(request, url, body)) return refuse(response, 403, 'SignatureDoesNotMatch')
    handle(request, url, body, response)
  })
})
server.listen(0, '127.0.0.1', () => console.log((server.address() as { port: number }).port))
process.on('disconnect', () => process.exit())
