import { wordsOf } from '#capabilities/search/words.ts'
import { storeVocabulary } from '#capabilities/search/write-words.ts'
import { ensureGroups } from '#modules/customers/group-names.ts'
import { addImportedNotes } from '#modules/customers/imported-notes.ts'
import { addImportedPhotos } from '#modules/customers/imported-photos.ts'
import { takeNumbers } from '#modules/customers/numbers.ts'
import { ensureTags } from '#modules/customers/tag-names.ts'
import { updateCustomers } from '#modules/customers/update-customers.ts'
import { updateHistory } from '#modules/customers/update-history.ts'
import { tagKey } from '#modules/customers/validation-lists.ts'
import { insertCustomers } from '#modules/customers/write-customers.ts'
import { beside, type Ctx } from '#platform/context.ts'
import { emitAll } from '#platform/events/events.ts'
import type { ImportOptions } from '../contract.ts'
import { linkCustomers } from '../custom/link-customers.ts'
import type { ImportRow, Refusal } from '../reading/import-row.ts'
import { refusal } from '../reading/refusals.ts'
import { changeEvents, importedEvent } from './batch-events.ts'
import { findMatches, type Matches } from './find-matches.ts'
import { type KnownNames, newCustomerOf, type Standing } from './new-customer.ts'
import { outcomeOf, rulesOf, type WorkedOut, workOut } from './outcome.ts'
import { storedCustomers } from './stored-customers.ts'
import type { Turn } from './turns.ts'
import { nextWave, ownInterests } from './waves.ts'

export type Tally = { created: number; updated: number; skipped: number; rejected: number }
export type RejectedRow = { row: Pick<ImportRow, 'line' | 'cells'>; refusals: Refusal[] }
export type BatchResult = Tally & { rejections: RejectedRow[] }

/**
 * Writes rows as if they came one after the other, in the transaction of `ctx`. Rows that mean the same customer are
 * written in turns; all others together. The numbers that rows bring along have been reserved before.
 */
export async function writeBatch(
  ctx: Ctx,
  rows: readonly ImportRow[],
  options: ImportOptions,
  turn: Turn,
): Promise<BatchResult> {
  const result: BatchResult = { created: 0, updated: 0, skipped: 0, rejected: 0, rejections: [] }
  const rejectRow = (row: ImportRow, refusals: Refusal[]) => {
    result.rejections.push({ row, refusals })
    result.rejected++
  }
  const rules = rulesOf(options)
  await linkCustomers(ctx, rows, true)
  let left: readonly ImportRow[] = rows.filter(
    (row) => row.refusals.length === 0 || rejectRow(row, row.refusals),
  )
  await turn.claim(left.flatMap((row) => ownInterests(row, rules)))
  let matches = await findMatches(ctx, left, rules)
  if (await turn.claim(left.flatMap((row) => matches.candidates(row))))
    matches = await findMatches(ctx, left, rules)
  turn.claimed()
  while (left.length > 0) {
    const { wave, waiting } = nextWave(left, matches, rules)
    await writeWave(ctx, wave, matches, options, result, rejectRow)
    left = waiting
    if (left.length > 0) matches = await findMatches(ctx, left, rules)
  }
  return result
}

type Updating = { row: ImportRow; id: string }

async function writeWave(
  ctx: Ctx,
  wave: readonly ImportRow[],
  matches: Matches,
  options: ImportOptions,
  result: BatchResult,
  rejectRow: (row: ImportRow, refusals: Refusal[]) => void,
): Promise<void> {
  const fresh: ImportRow[] = []
  const updating: Updating[] = []
  for (const row of wave) {
    const outcome = outcomeOf(row, matches.of(row), matches.numberTaken(row), options)
    if (outcome.what === 'reject') rejectRow(row, outcome.refusals)
    else if (outcome.what === 'skip') result.skipped++
    else if (outcome.what === 'update') updating.push({ row, id: outcome.id })
    else fresh.push(row)
  }
  const standing: Standing = { tags: options.tags, group_id: options.group_id }
  const names = await namesFor(
    ctx,
    [...fresh, ...updating.map(({ row }) => row)],
    fresh.length > 0 ? standing.tags : [],
  )
  result.created += await create(ctx, fresh, matches, names, standing)
  await update(ctx, updating, names, options, standing, result, rejectRow)
}

async function namesFor(
  ctx: Ctx,
  rows: readonly ImportRow[],
  standing: readonly string[],
): Promise<KnownNames> {
  const tagNames = distinct([...rows.flatMap((row) => row.tags ?? []), ...standing])
  const groupNames = distinct(rows.flatMap((row) => (row.group ? [row.group] : [])))
  // Made beside the transaction: another batch that needs the same new name would have to wait for this one's end.
  return beside(ctx, async (own) => ({
    tags: await ensureTags(own, tagNames),
    groups: await ensureGroups(own, groupNames),
  }))
}

const distinct = (names: readonly string[]) => [...new Set(names)]

async function create(
  ctx: Ctx,
  rows: readonly ImportRow[],
  matches: Matches,
  names: KnownNames,
  standing: Standing,
): Promise<number> {
  if (rows.length === 0) return 0
  const own = (row: ImportRow) => (matches.numberTaken(row) ? null : row.number)
  const without = rows.filter((row) => own(row) === null).length
  let next = without > 0 ? await takeNumbers(ctx, without) : 0
  const pairs = rows.map((row) => ({
    row,
    customer: newCustomerOf(row, own(row) ?? next++, ctx, names, standing),
  }))
  const words = pairs.map(({ customer }) => wordsOf(customer))
  await beside(ctx, (own) => storeVocabulary(own, words))
  await insertCustomers(
    ctx,
    pairs.map(({ customer }) => customer),
    words,
  )
  await emitAll(
    ctx,
    pairs.map(({ customer }) => importedEvent(ctx, customer)),
  )
  await addImportedNotes(
    ctx,
    pairs.flatMap(({ row, customer }) => (row.note ? [{ customer_id: customer.id, body: row.note }] : [])),
    'new',
  )
  await addImportedPhotos(
    ctx,
    pairs.flatMap(({ row, customer }) =>
      row.photo ? [{ customer_id: customer.id, data: row.photo.data }] : [],
    ),
    'new',
  )
  return rows.length
}

async function update(
  ctx: Ctx,
  updating: readonly Updating[],
  names: KnownNames,
  options: ImportOptions,
  standing: Standing,
  result: BatchResult,
  rejectRow: (row: ImportRow, refusals: Refusal[]) => void,
): Promise<void> {
  const stored = await storedCustomers(
    ctx,
    updating.map(({ id }) => id),
    'lock',
  )
  const updates: Exclude<WorkedOut, { refusals: Refusal[] }>[] = []
  const notes: { customer_id: string; body: string }[] = []
  const photos: { customer_id: string; data: Buffer }[] = []
  for (const { row, id } of updating) {
    const before = stored.get(id)
    if (!before) {
      rejectRow(row, [refusal(null, 'customer.deleted')])
      continue
    }
    const worked = workOut(before, row, options, standing, (name) => names.groups.get(tagKey(name)) ?? null)
    if (worked.refusals) {
      rejectRow(row, worked.refusals)
      continue
    }
    if (row.note) notes.push({ customer_id: id, body: row.note })
    if (row.photo && !before.photo_file_id) photos.push({ customer_id: id, data: row.photo.data })
    const changes = worked.changes.length > 0 || worked.status !== worked.from
    if (changes) updates.push(worked)
    if (changes || (row.photo && !before.photo_file_id)) result.updated++
    else result.skipped++
  }
  const tags = await updateCustomers(ctx, updates)
  await emitAll(ctx, updates.flatMap(changeEvents), [await updateHistory(ctx, updates, stored, tags)])
  await addImportedNotes(ctx, notes, 'known')
  await addImportedPhotos(ctx, photos, 'known')
}
