import { checkChain } from '#capabilities/audit/check-chain.ts'
import { readChain, readHead } from '#capabilities/audit/read-chain.ts'
import type { Report } from './report.ts'
import type { Reader, Workspace } from './verify.ts'

/** Hashes that were noted earlier and stood in no chain so far. */
export type AnchorsLeft = { left: Set<string> }

export const chainRow = (fault: { seq: number; id?: string }): string =>
  `entry ${fault.seq}${fault.id ? ` (${fault.id})` : ''}`

/** Every entry against the one before it, the end against the head; prints the end, to be kept elsewhere. */
export async function checkAuditTrail(
  reader: Reader,
  { id, slug }: Workspace,
  anchors: AnchorsLeft,
  report: Report,
): Promise<void> {
  const check = checkChain(id, [...anchors.left])
  const tell = (fault: ReturnType<typeof check.take>) => {
    if (!fault) return
    const what = [fault.damage, fault.more].filter(Boolean).join(': ')
    report.fault({ workspace: slug, part: 'audit trail', row: chainRow(fault), what })
  }
  for await (const batch of readChain(reader, id)) {
    for (const entry of batch) tell(check.take(entry))
    report.progress(`${slug}: audit trail ${check.entries}`)
  }
  check.end(await readHead(reader, id)).forEach(tell)
  anchors.left = new Set(check.unseen)
  const [waiting] = await reader.rows<{ n: number }>(
    'SELECT count(*) AS n FROM audit_pending WHERE workspace_id = $1',
    [id],
  )
  report.say(
    `${slug}: ${check.entries} entries in the audit trail, ${check.erased} of them erased, ${waiting!.n} waiting for their place`,
  )
  if (check.entries > 0) report.say(`anchor ${slug} ${check.last.seq} ${check.last.hash.toString('hex')}`)
}
