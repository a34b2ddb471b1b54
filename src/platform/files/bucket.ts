import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import type { S3Client } from '@aws-sdk/client-s3'
import type { Settings } from '../settings.ts'
import { type ByteRange, type ByteStore, bucketAway, bytesGone } from './bytes.ts'

/** What says which bucket, and how it is reached. */
export type BucketSettings = Pick<
  Settings,
  's3Endpoint' | 's3Region' | 's3AccessKeyId' | 's3SecretAccessKey' | 's3PathStyle' | 's3Prefix'
> & { s3Bucket: string }

/** Bytes of one part of an upload: two at once are all that an upload holds in memory. */
const partSize = 8 * 1024 * 1024

/** The client library is large, and most installations have no bucket. */
const library = () => import('@aws-sdk/client-s3')

async function connect(settings: BucketSettings): Promise<S3Client> {
  const { S3Client } = await library()
  const { s3AccessKeyId: accessKeyId, s3SecretAccessKey: secretAccessKey } = settings
  return new S3Client({
    region: settings.s3Region,
    forcePathStyle: settings.s3PathStyle,
    ...(settings.s3Endpoint && { endpoint: settings.s3Endpoint }),
    // Without a key of our own the machine's is taken, from where such machines have theirs.
    ...(accessKeyId && secretAccessKey && { credentials: { accessKeyId, secretAccessKey } }),
    // Not every store knows the checksums that came with later versions of the protocol.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 60_000 },
    maxAttempts: 3,
  })
}

const isMissing = (error: unknown) =>
  ['NoSuchKey', 'NotFound'].includes((error as Error).name) ||
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode === 404

export type Bucket = ByteStore & {
  /** Asks whether the bucket is there and ours to use. @throws what the client says */
  check(): Promise<void>
}

/** Bytes in a bucket that speaks the protocol of Amazon S3. The client is made when it is first needed. */
export function bucketStore(settings: BucketSettings): Bucket {
  const Bucket = settings.s3Bucket
  let client: Promise<S3Client> | undefined
  const connected = () => {
    client ??= connect(settings)
    return client
  }
  const root = settings.s3Prefix ? `${settings.s3Prefix}/files/` : 'files/'
  const keyOf = (workspaceId: string, id: string) => `${root}${workspaceId}/${id}`
  const ask = async <T>(work: (s3: S3Client, lib: Awaited<ReturnType<typeof library>>) => Promise<T>) => {
    try {
      return await work(await connected(), await library())
    } catch (error) {
      if (isMissing(error)) throw bytesGone()
      throw bucketAway(error)
    }
  }
  return {
    async check() {
      const { HeadBucketCommand } = await library()
      await (await connected()).send(new HeadBucketCommand({ Bucket }))
    },
    async put(workspaceId, id, path) {
      const { Upload } = await import('@aws-sdk/lib-storage')
      await ask(async (s3) => {
        const params = { Bucket, Key: keyOf(workspaceId, id), Body: createReadStream(path) }
        await new Upload({ client: s3, params, partSize, queueSize: 2 }).done()
      })
    },
    async size(workspaceId, id) {
      try {
        const head = await (await connected()).send(
          new (await library()).HeadObjectCommand({ Bucket, Key: keyOf(workspaceId, id) }),
        )
        return head.ContentLength ?? 0
      } catch (error) {
        if (isMissing(error)) return null
        throw bucketAway(error)
      }
    },
    open: (workspaceId, id, range) =>
      ask(async (s3, { GetObjectCommand }) => {
        const Key = keyOf(workspaceId, id)
        const found = await s3.send(
          new GetObjectCommand({ Bucket, Key, ...(range && { Range: rangeHeader(range) }) }),
        )
        return found.Body as Readable
      }),
    async remove(workspaceId, id) {
      await ask((s3, { DeleteObjectCommand }) =>
        s3.send(new DeleteObjectCommand({ Bucket, Key: keyOf(workspaceId, id) })),
      )
    },
    async *list(workspaceId) {
      const Prefix = `${root}${workspaceId}/`
      let after: string | undefined
      do {
        const page = await ask((s3, { ListObjectsV2Command }) =>
          s3.send(new ListObjectsV2Command({ Bucket, Prefix, ContinuationToken: after })),
        )
        yield (page.Contents ?? []).map(({ Key = '', LastModified = new Date() }) => ({
          id: Key.slice(Prefix.length),
          at: LastModified,
        }))
        after = page.NextContinuationToken
      } while (after)
    },
    clear: (before) => ask((s3, lib) => abandonUploads(s3, lib, { Bucket, Prefix: root }, before)),
  }
}

/** RFC 9110, 14.2. */
const rangeHeader = ({ start, end }: ByteRange) => `bytes=${start}-${end}`

/** Parts of an upload that a killed process left lie in a bucket unseen, and cost. */
async function abandonUploads(
  s3: S3Client,
  { ListMultipartUploadsCommand, AbortMultipartUploadCommand }: Awaited<ReturnType<typeof library>>,
  where: { Bucket: string; Prefix: string },
  before: Date,
): Promise<void> {
  const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand(where))
  for (const { Key, UploadId, Initiated } of Uploads) {
    if (Key && UploadId && Initiated && Initiated < before)
      await s3.send(new AbortMultipartUploadCommand({ Bucket: where.Bucket, Key, UploadId }))
  }
}
