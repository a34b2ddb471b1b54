import { customerFields } from '#modules/customers/custom.ts'
import { displayName, emptyDraft } from '#modules/customers/draft.ts'
import { tagKey } from '#modules/customers/validation-lists.ts'
import type { Ctx } from '#platform/context.ts'
import type { ImportOptions } from '../contract.ts'
import { linkCustomers } from '../custom/link-customers.ts'
import type { ImportRow } from '../reading/import-row.ts'
import { findMatches, type Match } from '../running/find-matches.ts'
import { type MatchRule, matchKeys } from '../running/match-keys.ts'
import { draftOfRow, type Standing, withStandingTags } from '../running/new-customer.ts'
import { outcomeOf, rulesOf, workOut } from '../running/outcome.ts'
import { storedCustomers } from '../running/stored-customers.ts'
import type { RejectedRow } from '../running/write-batch.ts'
import type { PreviewBuilder } from './preview.ts'
import { SeenKeys } from './seen-keys.ts'

type DryRun = {
  options: ImportOptions
  rules: readonly MatchRule[]
  standing: Standing
  seen: SeenKeys
  preview: PreviewBuilder
}

/** Says of the rows of a file, batch by batch, what would become of them as customers; those that would be refused. */
export function customerJudge(
  options: ImportOptions,
  preview: PreviewBuilder,
): (ctx: Ctx, rows: readonly ImportRow[]) => Promise<RejectedRow[]> {
  const standing: Standing = { tags: options.tags, group_id: options.group_id }
  const dryRun: DryRun = { options, rules: rulesOf(options), standing, seen: new SeenKeys(), preview }
  return (ctx, rows) => judge(ctx, rows, dryRun)
}

/** A row that comes back in the file: it will meet the customer that the earlier row makes. */
const earlier = '' as const

function matchInFile(row: ImportRow, { seen, rules }: DryRun): { id: typeof earlier; by: MatchRule } | null {
  const known = matchKeys(row, rules).find(({ key }) => seen.has(key))
  return known ? { id: earlier, by: known.rule } : null
}

async function judge(ctx: Ctx, rows: readonly ImportRow[], dryRun: DryRun): Promise<RejectedRow[]> {
  const { options, rules, preview, seen, standing } = dryRun
  await linkCustomers(ctx, rows, false)
  const fields = await customerFields(ctx)
  const sound = rows.filter((row) => row.refusals.length === 0)
  const matches = await findMatches(ctx, sound, rules)
  const ids = sound.flatMap((row) => idOf(matches.of(row)))
  const stored =
    options.existing === 'update' ? await storedCustomers(ctx, [...new Set(ids)], 'look') : new Map()
  const groups = options.existing === 'update' ? await groupIds(ctx) : new Map<string, string>()
  const rejected: RejectedRow[] = []
  for (const row of rows) {
    const match = row.refusals.length > 0 ? null : (matchInFile(row, dryRun) ?? matches.of(row))
    const number = `n ${row.number}`
    const taken = row.number !== null && (matches.numberTaken(row) || seen.has(number))
    let outcome = outcomeOf(row, match, taken, options)
    if (outcome.what === 'update' && outcome.id !== earlier) {
      const worked = workOut(
        stored.get(outcome.id)!,
        row,
        options,
        standing,
        (name) => groups.get(tagKey(name)) ?? name,
      )
      if (worked.refusals) outcome = { what: 'reject', refusals: worked.refusals }
      else if (worked.changes.length === 0 && worked.status === worked.from && !row.photo)
        outcome = { ...outcome, what: 'skip' }
      else preview.compare(row, worked.before, worked.after, false, fields)
    } else if (outcome.what === 'create') {
      const draft = draftOfRow(row)
      preview.compare(
        row,
        emptyDraft as never,
        { ...draft, tags: withStandingTags(draft.tags, standing), group_id: row.group ?? standing.group_id },
        true,
        fields,
      )
    }
    preview.count(row.line, displayName(draftOfRow(row)), outcome.what, 'by' in outcome ? outcome.by : null)
    if (outcome.what === 'reject') rejected.push({ row, refusals: outcome.refusals })
    else remember(row, dryRun)
  }
  return rejected
}

const idOf = (match: Match): string[] => (match === null || match === 'several' ? [] : [match.id])

function remember(row: ImportRow, { seen, rules }: DryRun): void {
  for (const { key } of matchKeys(row, rules)) seen.add(key)
  if (row.number !== null) seen.add(`n ${row.number}`)
}

const groupIds = async (ctx: Ctx) =>
  new Map(
    (
      await ctx.rows<{ id: string; name: string }>(
        'SELECT id, name FROM customer_groups WHERE workspace_id = $1',
        [ctx.workspaceId],
      )
    ).map(({ id, name }) => [tagKey(name), id]),
  )
