import type { Readable } from 'node:stream'
import { AppError } from '../errors.ts'

/** A part of a file, both ends included, counted from 0. */
export type ByteRange = { start: number; end: number }

/** Bytes as they were found in a store, whether or not a row knows them. `at` is when they were written. */
export type FoundBytes = { id: string; at: Date }

/** Where the bytes of files lie, by workspace and id: a folder, or a bucket. */
export type ByteStore = {
  /** Makes a synced file of this machine's disk last. The bytes are there, whole and safe, when it returns. */
  put(workspaceId: string, id: string, path: string): Promise<void>
  /** How many bytes there are; null where there are none. */
  size(workspaceId: string, id: string): Promise<number | null>
  /** @throws `bytesGone` when there are none. */
  open(workspaceId: string, id: string, range?: ByteRange): Promise<Readable>
  /** Removing what is not there is no fault. */
  remove(workspaceId: string, id: string): Promise<void>
  /** All that lies there for a workspace, in portions. */
  list(workspaceId: string): AsyncIterable<FoundBytes[]>
  /** Removes the beginnings of what never became whole, when they are older than `before`. */
  clear(before: Date): Promise<void>
}

export const bytesGone = () =>
  new AppError('missing', 'file.gone', {
    message: 'The bytes of this file are not where they were stored. Bring them back from a backup.',
  })

/** What failed says nothing to people; what it means does. The cause goes to the log. */
export const bucketAway = (cause: unknown) => {
  const error = new AppError('unavailable', 'files.away', {
    message: 'The place where files are stored does not answer. Nothing was changed; try again in a moment.',
  })
  error.cause = cause
  return error
}
