import { statfs } from 'node:fs/promises'
import type { ClientBase } from 'pg'
import { tablesOf } from './catalogue.ts'
import type { Manifest } from './format.ts'

/** How many bytes the tables take on the disk without their indexes, and the files that they name. */
export async function contentSize(client: ClientBase): Promise<number> {
  const names = (await tablesOf(client)).map(({ sql }) => sql)
  const { rows } = await client.query(
    `SELECT (SELECT sum(pg_table_size(name::regclass)) FROM unnest($1::text[]) name)::float8 AS tables,
            (SELECT coalesce(sum(size), 0) FROM files)::float8 AS files`,
    [names],
  )
  return rows[0].tables + rows[0].files
}

/** What a restored installation takes: rows with their indexes, the log of writing them, and the files. */
export const restoredSize = ({ tables, files }: Manifest, withFiles: boolean): number =>
  tables.reduce((sum, { bytes }) => sum + bytes, 0) * 2.5 + (withFiles ? files.bytes : 0)

/** @throws when the disk of a folder has less room than is needed, before anything is written. */
export async function refuseLackOfRoom(folder: string, needed: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  if (free >= needed) return
  throw new Error(
    `${folder} has ${megabytes(free)} MB of room, and about ${megabytes(needed)} MB are needed. Nothing was written; make room or choose another place.`,
  )
}

const megabytes = (bytes: number): string => Math.ceil(bytes / 1_000_000).toLocaleString('en')
