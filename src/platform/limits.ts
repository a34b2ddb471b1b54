const KB = 1024
const MB = 1024 * KB

/**
 * What one request, connection or statement may take, where no setting says it. Sizes in bytes, times in
 * milliseconds. The table in docs/operating.md is held against them by a test.
 */
export const limits = {
  /** The body of a request, files apart. */
  body: 1 * MB,
  /** A form with a file: text fields beside it, and the size of each. */
  formFields: 20,
  formField: 100 * KB,
  /** The part of the address behind the question mark. */
  query: 8 * KB,
  queryParameters: 100,
  /** All header lines together. */
  headers: 16 * KB,
  /** Until all headers are there, until a body without file is there, until a file is there. */
  headersTime: 20_000,
  bodyTime: 60_000,
  uploadTime: 3_600_000,
  /** A connection on which nothing moves while a request is under way, and between two requests. */
  stalled: 120_000,
  keepAlive: 72_000,
  /** Waiting for a free connection to the database, for a lock, and idling inside a transaction. */
  connect: 5_000,
  lock: 10_000,
  idleInTransaction: 60_000,
  /** A statement of the queue itself. */
  queueStatement: 60_000,
} as const
