import type { Database, Queryable } from '#platform/database/database.ts'
import { beginning, type Sealed, sealEntries } from './chain.ts'
import { columnArrays, type Entry, entryColumns, entryTypes, insertRowsText } from './entry.ts'

const BATCH = 2_000

const sealedTypes = {
  ...entryTypes,
  seq: 'bigint',
  salt: 'bytea',
  payload_hash: 'bytea',
  hash: 'bytea',
} as const
const insertText = insertRowsText('audit_entries', sealedTypes)

/** Workspaces with entries that wait. A loose walk over the key: it looks at one row for each workspace. */
const waiting = `
  WITH RECURSIVE w AS (
    (SELECT workspace_id FROM audit_pending ORDER BY workspace_id LIMIT 1)
    UNION ALL
    SELECT (SELECT p.workspace_id FROM audit_pending p WHERE p.workspace_id > w.workspace_id ORDER BY p.workspace_id LIMIT 1)
    FROM w WHERE w.workspace_id IS NOT NULL)
  SELECT workspace_id FROM w WHERE workspace_id IS NOT NULL`

type Head = { last_seq: number; last_hash: Buffer }

/** Gives all entries that wait, in every workspace, their places. Any number of processes may do so at once. */
export async function sealAll({ installation }: Pick<Database, 'installation'>): Promise<void> {
  for (const { workspace_id } of await installation.rows<{ workspace_id: string }>(waiting)) {
    while ((await sealSome(installation, workspace_id)) === BATCH);
  }
}

/** One batch in one transaction, under the lock of the workspace's head. @returns how many were sealed */
export const sealSome = (
  installation: Database['installation'],
  workspaceId: string,
  now = new Date(),
): Promise<number> =>
  installation.transaction(async (tx) => {
    const head = await lockHead(tx, workspaceId, now)
    const rows = await tx.rows<Entry>(
      `DELETE FROM audit_pending WHERE workspace_id = $1 AND id IN
         (SELECT id FROM audit_pending WHERE workspace_id = $1 ORDER BY id LIMIT ${BATCH}) RETURNING ${entryColumns}`,
      [workspaceId],
    )
    if (rows.length === 0) return 0
    rows.sort((a, b) => (a.id < b.id ? -1 : 1))
    const sealed = sealEntries(rows, { seq: head.last_seq, hash: head.last_hash })
    await tx.rows(insertText, [workspaceId, ...columnArrays(sealedTypes, sealed.map(inHex))])
    await tx.rows(
      `UPDATE audit_heads SET total = total + $2, last_seq = last_seq + $2, last_hash = $3, sealed_at = $4 WHERE workspace_id = $1`,
      [workspaceId, rows.length, sealed.at(-1)!.hash, now],
    )
    return rows.length
  })

async function lockHead(tx: Queryable, workspaceId: string, now: Date): Promise<Head> {
  const lock = 'SELECT last_seq, last_hash FROM audit_heads WHERE workspace_id = $1 FOR UPDATE'
  const [head] = await tx.rows<Head>(lock, [workspaceId])
  if (head) return head
  await tx.rows(
    `INSERT INTO audit_heads (workspace_id, total, last_seq, last_hash, sealed_at) VALUES ($1, 0, 0, $2, $3) ON CONFLICT DO NOTHING`,
    [workspaceId, beginning, now],
  )
  return (await tx.rows<Head>(lock, [workspaceId]))[0]!
}

const hex = (bytes: Buffer | null) => (bytes === null ? null : bytes.toString('hex'))
const inHex = (entry: Sealed) => ({
  ...entry,
  salt: hex(entry.salt),
  payload_hash: hex(entry.payload_hash),
  hash: hex(entry.hash),
})
