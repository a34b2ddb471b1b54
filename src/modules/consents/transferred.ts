import type {
  TransferFault,
  TransferOutcome,
  TransferRow,
} from '#capabilities/declaration/record-transfer.ts'
import { parseDateTime } from '#lib/identifiers/date-time.ts'
import { workspacePlace } from '#modules/customers/surroundings.ts'
import type { Ctx } from '#platform/context.ts'
import { recordDecisions } from './consent.ts'
import { type ConsentRow, struckOut } from './current.ts'
import { foldedName, meant } from './file-cells.ts'
import { faultsOf, type Known, knownTo } from './rules.ts'
import { type DecisionInput, decisionInput, type Wording } from './shapes.ts'
import { lockCustomers, placeKey } from './states.ts'
import { channelWords, methodWords, stateWords, wordIn } from './words.ts'

type NewDecision = DecisionInput & { customer_id: string }
type Read = { decision: NewDecision } | { faults: TransferFault[] }

/** The columns of a file by the fields of a decision. */
const columnOf: Partial<Record<string, string>> = { purpose_id: 'purpose', wording_id: 'wording' }

const fault = (column: string, code: string, message: string): TransferFault => ({ column, code, message })

/**
 * Records the decisions of a file. One that is there already, of the same moment and outcome, is left out, so that a
 * file can be imported again; nothing is ever changed.
 */
export async function writeDecisions(
  ctx: Ctx,
  rows: readonly TransferRow[],
  dry: boolean,
): Promise<TransferOutcome[]> {
  const known = await knownTo(ctx)
  const { time_zone } = await workspacePlace(ctx)
  const customers = rows.map(({ customers }) => customers['customer']!)
  if (!dry) await lockCustomers(ctx, customers)
  const there = await decidedAlready(ctx, customers)
  const fresh: NewDecision[] = []
  const outcomes = rows.map((row): TransferOutcome => {
    const read = readRow(ctx, row, known, time_zone)
    if ('faults' in read) return { outcome: 'reject', faults: read.faults }
    const { decision } = read
    const purpose = known.purposes.get(decision.purpose_id)!.name
    const channel = wordIn(channelWords, decision.channel, ctx.language)
    const title = `${purpose} · ${channel}: ${wordIn(stateWords, decision.state, ctx.language)}`
    const key = momentKey(decision, decision.decided_at ?? ctx.now.toISOString())
    // Without a date it is decided now, and now it is there already if nothing else would follow.
    if (there.has(key)) return { outcome: 'skip', title }
    there.add(key)
    fresh.push(decision)
    return { outcome: 'create', title }
  })
  if (!dry) await recordDecisions(ctx, known, fresh)
  return outcomes
}

const momentKey = (one: Parameters<typeof placeKey>[0] & { state: string }, decidedAt: string) =>
  `${placeKey(one)} ${one.state} ${Date.parse(decidedAt)}`

type There = ConsentRow & Parameters<typeof placeKey>[0]

/** What is there of some customers, as keys of place, outcome and moment. What was struck out may come again. */
async function decidedAlready(ctx: Ctx, customers: readonly string[]): Promise<Set<string>> {
  const found = await ctx.rows<There>(
    `SELECT id, customer_id, purpose_id, channel, state, decision_id, decided_at FROM consent_decisions
     WHERE workspace_id = $1 AND customer_id = ANY ($2::uuid[])`,
    [ctx.workspaceId, [...new Set(customers)]],
  )
  const struck = struckOut(found)
  return new Set(found.filter(({ id }) => !struck.has(id)).map((one) => momentKey(one, one.decided_at)))
}

/** One of a closed list of values; an empty cell is `fallback`. */
function choice<Key extends string>(
  cells: TransferRow['cells'],
  column: string,
  words: Parameters<typeof meant>[1],
  faults: TransferFault[],
  fallback?: Key,
): Key {
  const cell = cells[column]
  if (!cell && fallback) return fallback
  const found = meant<Key>(cell ?? '', words)
  if (!found) {
    const known = Object.keys(words).join(', ')
    faults.push(fault(column, `${column}.unknown`, `"${cell}" is not known here. Write one of: ${known}.`))
  }
  return found as Key
}

function readRow(ctx: Ctx, { cells, customers }: TransferRow, known: Known, zone: string): Read {
  const faults: TransferFault[] = []
  const named = foldedName(cells['purpose'] ?? '')
  const purpose = [...known.purposes.values()].find(
    ({ name, id }) => foldedName(name) === named || id === named,
  )
  if (!purpose) {
    const message = `There is no purpose "${cells['purpose']}". Add it in the settings, or write one that is there.`
    faults.push(fault('purpose', 'purpose.missing', message))
  }
  const decided = cells['decided_at'] ? parseDateTime(cells['decided_at'], undefined, zone) : null
  if (decided && !decided.ok) {
    const message = `"${cells['decided_at']}" is no moment that is certain. Write 2024-05-31 or 2024-05-31T14:05:00Z.`
    faults.push(fault('decided_at', 'decided_at.unclear', message))
  }
  const wording = purpose && cells['wording'] ? wordingOf(cells['wording'], purpose.id, known) : null
  if (wording === undefined) {
    const message = `This purpose has no wording "${cells['wording']}". Write language and version, such as "en 2".`
    faults.push(fault('wording', 'wording.missing', message))
  }
  const input = {
    purpose_id: purpose?.id,
    channel: choice(cells, 'channel', channelWords, faults),
    state: choice(cells, 'state', stateWords, faults),
    method: choice(cells, 'method', methodWords, faults, 'import'),
    ...(decided?.ok && { decided_at: decided.value }),
    wording_id: wording?.id ?? null,
    ...Object.fromEntries(['source', 'note', 'evidence'].map((name) => [name, cells[name] ?? null])),
  }
  if (faults.length > 0) return { faults }
  const parsed = decisionInput.safeParse(input)
  if (!parsed.success) {
    return {
      faults: parsed.error.issues.map(({ path, message }) =>
        fault(columnOf[String(path[0])] ?? String(path[0]), 'value.invalid', message),
      ),
    }
  }
  const broken = faultsOf(parsed.data, known, ctx.now)
  if (broken.length === 0) return { decision: { ...parsed.data, customer_id: customers['customer']! } }
  return {
    faults: broken.map(({ field, code, message }) => fault(columnOf[field] ?? field, code, message)),
  }
}

/** "en 2", or the text itself; undefined where the purpose has no such wording. */
function wordingOf(cell: string, purposeId: string, { wordings }: Known): Wording | undefined {
  const text = cell.trim()
  return [...wordings.values()].find(
    (one) =>
      one.purpose_id === purposeId &&
      (foldedName(text) === `${one.language} ${one.number}` || one.text === text),
  )
}
