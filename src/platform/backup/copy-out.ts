import type { ClientBase } from 'pg'
import { to } from 'pg-copy-streams'
import { columnList, type Table } from './catalogue.ts'
import { type Digest, rowDigest } from './row-digest.ts'

/**
 * How values are written, whatever the server's own settings are; and rather an error than rows that row level
 * security leaves out unsaid.
 */
export const portableForm = `SET client_encoding = 'UTF8'; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres';
  SET timezone = 'UTC'; SET extra_float_digits = 1; SET bytea_output = 'hex'; SET xmloption = 'content';
  SET row_security = off; SET idle_in_transaction_session_timeout = 0`

export const allRowsOf = (table: Table): string => `SELECT ${columnList(table)} FROM ${table.sql}`

/** The rows of a query as COPY text, in chunks that begin and end anywhere. */
export function copyOut(client: ClientBase, select: string): AsyncIterable<Buffer> {
  return client.query(to(`COPY (${select}) TO STDOUT`, { highWaterMark: 1 << 18 }))
}

/** What a table holds now, to compare. */
export async function digestOf(client: ClientBase, table: Table, signal: AbortSignal): Promise<Digest> {
  const digest = rowDigest()
  for await (const chunk of copyOut(client, allRowsOf(table))) {
    signal.throwIfAborted()
    digest.add(chunk)
  }
  return digest.finish()
}
