import type { Queryable } from '#platform/database/database.ts'
import type { Sealed } from './chain.ts'
import type { Head } from './check-chain.ts'
import { entryColumns } from './entry.ts'

const BATCH = 2_000

/** The entries of a workspace by their place in the chain, up to and with `last`, a batch at a time. */
export async function* readChain(
  reader: Pick<Queryable, 'rows'>,
  workspaceId: string,
  last = Number.MAX_SAFE_INTEGER,
): AsyncGenerator<Sealed[]> {
  let after = 0
  for (;;) {
    const rows = await reader.rows<Sealed>(
      `SELECT seq, ${entryColumns}, salt, payload_hash, hash FROM audit_entries
       WHERE workspace_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq LIMIT ${BATCH}`,
      [workspaceId, after, last],
    )
    if (rows.length > 0) yield rows
    if (rows.length < BATCH) return
    after = rows.at(-1)!.seq
  }
}

export async function readHead(
  reader: Pick<Queryable, 'rows'>,
  workspaceId: string,
): Promise<(Head & { sealed_at: string }) | undefined> {
  const [head] = await reader.rows<Head & { sealed_at: string }>(
    'SELECT total, last_seq, last_hash, sealed_at FROM audit_heads WHERE workspace_id = $1',
    [workspaceId],
  )
  return head
}
