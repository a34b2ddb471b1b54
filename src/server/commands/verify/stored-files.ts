import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FileStore } from '#platform/files/files.ts'
import type { Report } from './report.ts'
import type { Reader, Workspace } from './verify.ts'

const BATCH = 200

type Row = { id: string; size: number; sha256: string }

/** Every stored file: there, as long as it was, and with the same content. */
export async function checkStoredFiles(
  reader: Reader,
  files: FileStore,
  { id: workspaceId, slug }: Workspace,
  report: Report,
): Promise<void> {
  let after = '00000000-0000-0000-0000-000000000000'
  let count = 0
  for (;;) {
    const rows = await reader.rows<Row>(
      `SELECT id, size, sha256 FROM files WHERE workspace_id = $1 AND id > $2 ORDER BY id LIMIT ${BATCH}`,
      [workspaceId, after],
    )
    for (const row of rows) {
      const what = await wrongWith(() => files.open(workspaceId, row.id), row)
      // A file may be deleted, by those who work here, between our list and our look.
      if (what && (await isListed(reader, workspaceId, row.id)))
        report.fault({ workspace: slug, part: 'files', row: row.id, what })
      report.progress(`${slug}: files ${++count}`)
    }
    if (rows.length < BATCH) break
    after = rows.at(-1)!.id
  }
  report.say(`${slug}: ${count} files`)
}

async function wrongWith(open: () => Promise<Readable>, { size, sha256 }: Row): Promise<string | undefined> {
  const hash = createHash('sha256')
  let read = 0
  try {
    await pipeline(await open(), async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) {
        read += chunk.length
        hash.update(chunk)
      }
    })
  } catch (error) {
    return (error as { code?: string }).code === 'file.gone'
      ? 'is missing'
      : `cannot be read: ${(error as Error).message}`
  }
  if (read !== size) return `is ${read} bytes long instead of ${size}`
  return hash.digest('hex') === sha256 ? undefined : 'has another content than was stored'
}

async function isListed(reader: Reader, workspaceId: string, id: string): Promise<boolean> {
  const rows = await reader.rows('SELECT 1 FROM files WHERE workspace_id = $1 AND id = $2', [workspaceId, id])
  return rows.length > 0
}
