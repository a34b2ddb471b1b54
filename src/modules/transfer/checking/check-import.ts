import { emptyDraft } from '#modules/customers/draft.ts'
import { tagKey } from '#modules/customers/validation-lists.ts'
import type { App } from '#platform/app.ts'
import { type Ctx, inTransaction, type Principal } from '#platform/context.ts'
import { AppError } from '#platform/errors.ts'
import { isInterruption } from '#platform/jobs/patience.ts'
import { announce } from '../announce.ts'
import type { ImportOptions } from '../contract.ts'
import type { ImportRow, RowsRead } from '../reading/import-row.ts'
import { forgetRejections, keepRejections } from '../rejections.ts'
import { findMatches, type Match } from '../running/find-matches.ts'
import { type MatchRule, matchKeys } from '../running/match-keys.ts'
import { draftOfRow, type Standing, withStandingTags } from '../running/new-customer.ts'
import { outcomeOf, rulesOf, workOut } from '../running/outcome.ts'
import { openImport, type Step, withSourceFile } from '../running/run-import.ts'
import { storedCustomers } from '../running/stored-customers.ts'
import type { RejectedRow } from '../running/write-batch.ts'
import { findImport, type StoredImport } from '../stored-import.ts'
import { type Preview, PreviewBuilder } from './preview.ts'
import { SeenKeys } from './seen-keys.ts'

/** Reads the whole file and finds what a run would do. Writes the preview and the reasons of refused rows, nothing else. */
export async function checkImport(
  app: App,
  principal: Principal,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  const step: Step = (verb) => inTransaction(app, principal, id, verb)
  const found = await step((ctx) => findImport(ctx, id))
  if (found.state !== 'checking') return
  try {
    await step((ctx) => forgetRejections(ctx, id))
    const dryRun = makeDryRun(found.options)
    const whole = await withSourceFile({ app, workspaceId: principal.workspaceId }, found, async (file) => {
      const source = await openImport(step, file)
      for await (const batch of source.rows(0, signal))
        if (!(await step((ctx) => checkRows(ctx, found, batch, dryRun)))) return false
      return true
    })
    if (whole) await step((ctx) => end(ctx, id, 'checked', dryRun.preview.build(), null))
    else await step((ctx) => end(ctx, id, 'uploaded', null, null))
  } catch (error) {
    if (signal.aborted || isInterruption(error)) throw error
    app.log.error({ err: error, import: id }, 'check failed')
    const words =
      error instanceof AppError ? error.message : 'Something went wrong on our side. Nothing was imported.'
    await step((ctx) => end(ctx, id, 'uploaded', null, words))
  }
}

type DryRun = {
  options: ImportOptions
  rules: readonly MatchRule[]
  standing: Standing
  seen: SeenKeys
  preview: PreviewBuilder
}

const makeDryRun = (options: ImportOptions): DryRun => ({
  options,
  rules: rulesOf(options),
  standing: { tags: options.tags, group_id: options.group_id },
  seen: new SeenKeys(),
  preview: new PreviewBuilder(),
})

async function checkRows(
  ctx: Ctx,
  { id }: StoredImport,
  { rows, bytesRead }: RowsRead,
  dryRun: DryRun,
): Promise<boolean> {
  await keepRejections(ctx, id, await judge(ctx, rows, dryRun))
  const [row] = await ctx.rows<{ cancel_requested: boolean }>(
    'UPDATE imports SET bytes_done = $3 WHERE workspace_id = $1 AND id = $2 RETURNING cancel_requested',
    [ctx.workspaceId, id, bytesRead],
  )
  announce(ctx, id)
  return row?.cancel_requested === false
}

/** A row that comes back in the file: it will meet the customer that the earlier row makes. */
const earlier = '' as const

function matchInFile(row: ImportRow, { seen, rules }: DryRun): { id: typeof earlier; by: MatchRule } | null {
  const known = matchKeys(row, rules).find(({ key }) => seen.has(key))
  return known ? { id: earlier, by: known.rule } : null
}

async function judge(ctx: Ctx, rows: readonly ImportRow[], dryRun: DryRun): Promise<RejectedRow[]> {
  const { options, rules, preview, seen, standing } = dryRun
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
      else preview.compare(row, worked.before, worked.after, false)
    } else if (outcome.what === 'create') {
      const draft = draftOfRow(row)
      preview.compare(
        row,
        emptyDraft as never,
        { ...draft, tags: withStandingTags(draft.tags, standing), group_id: row.group ?? standing.group_id },
        true,
      )
    }
    preview.count(row, outcome.what, 'by' in outcome ? outcome.by : null)
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

async function end(
  ctx: Ctx,
  id: string,
  state: 'checked' | 'uploaded',
  preview: Preview | null,
  error: string | null,
): Promise<void> {
  await ctx.rows(
    `UPDATE imports SET state = $3, preview = $4, error = $5, bytes_done = 0, cancel_requested = false WHERE workspace_id = $1 AND id = $2`,
    [ctx.workspaceId, id, state, preview === null ? null : JSON.stringify(preview), error],
  )
  announce(ctx, id)
}
