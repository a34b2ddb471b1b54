import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { type ChainCheck, type ChainFault, checkChain } from '#capabilities/audit/check-chain.ts'
import { readLine } from '#capabilities/audit/file.ts'
import { chainRow } from './audit-trail.ts'
import type { Report } from './report.ts'

/** Checks an exported audit trail line by line, without a database and in constant memory. */
export async function checkExported(path: string, expected: string[], report: Report): Promise<void> {
  let check: ChainCheck | undefined
  let number = 0
  let ended = false
  const tell = (row: string, what: string) => report.fault({ workspace: path, part: 'line', row, what })
  const tellChain = (fault: ChainFault | undefined) => {
    if (fault) tell(`${number}, ${chainRow(fault)}`, [fault.damage, fault.more].filter(Boolean).join(': '))
  }
  for await (const line of createInterface({
    input: createReadStream(path),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    number++
    if (line.trim() === '') continue
    if (ended) tell(String(number), 'stands behind the end')
    const read = tryLine(line)
    if (!read) {
      tell(String(number), 'cannot be read')
      continue
    }
    if ('entry' in read) {
      check ??= checkChain(read.entry.workspace_id, expected)
      tellChain(check.take(read.entry))
      if (number % 5_000 === 0) report.progress(`${path}: ${number} lines`)
      continue
    }
    ended = true
    check ??= checkChain(read.workspaceId, expected)
    check.end(read.head).forEach(tellChain)
  }
  if (!ended) tell(String(number), 'the end is missing: the file was cut off')
  for (const hash of check?.unseen ?? expected) tell(hash, 'expected, but not in this file')
  report.say(`${path}: ${check?.entries ?? 0} entries, ${check?.erased ?? 0} of them erased`)
  if (check && check.entries > 0)
    report.say(`anchor ${path} ${check.last.seq} ${check.last.hash.toString('hex')}`)
}

function tryLine(line: string): ReturnType<typeof readLine> | undefined {
  try {
    return readLine(line)
  } catch {
    return undefined
  }
}
