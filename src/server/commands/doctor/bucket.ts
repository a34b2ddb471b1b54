import { bucketStore } from '#platform/files/bucket.ts'
import { fileSettings } from '#platform/files/files.ts'
import type { Settings } from '#platform/settings.ts'
import { type Finding, ok, problem } from './finding.ts'

const name = 'Files'

/** Whether the bucket is there and the key may use it; nothing is written. */
export async function checkBucket(settings: Settings): Promise<Finding> {
  const { bucket } = fileSettings(settings)
  if (!bucket) return ok(name, 'lie in the data folder')
  const where = `${bucket.s3Bucket} at ${bucket.s3Endpoint ?? 'Amazon S3'}`
  try {
    await bucketStore(bucket).check()
    return ok(name, `lie in the bucket ${where}, which answers`)
  } catch (error) {
    return problem(name, `The bucket ${where} cannot be used: ${reasonOf(error)}.`, remedyFor(error))
  }
}

type ClientError = Error & { code?: string; $metadata?: { httpStatusCode?: number } }

const statusOf = (error: unknown) => (error as ClientError).$metadata?.httpStatusCode

function reasonOf(error: unknown): string {
  const { code, message, name: kind } = error as ClientError
  const status = statusOf(error)
  return status ? `it answers ${status}` : (code ?? (message || kind))
}

function remedyFor(error: unknown): string {
  const status = statusOf(error)
  if (status === 404)
    return 'Make the bucket, or check S3_BUCKET; for many stores S3_PATH_STYLE=yes is needed.'
  if (status === 403 || status === 401)
    return 'Check S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY, that the key may list, read, write and delete there, and the clock of this machine.'
  if (status === 301 || status === 400) return 'Set S3_REGION to the region of the bucket.'
  return 'Check S3_ENDPOINT, the firewall, and S3_PATH_STYLE=yes where the store has no host name for each bucket.'
}
