import { collapse } from '#lib/text.ts'
import type { Ctx } from '#platform/context.ts'
import type { RecordRow } from '../records/read-records.ts'
import { type RecordImport, writeRecords } from '../records/write-records.ts'
import type { RejectedRow } from '../running/write-batch.ts'
import type { PreviewBuilder } from './preview.ts'

const SHOWN = 100

/** What a refused row says, so that a person knows it again. */
const nameOf = ({ values }: RecordRow): string =>
  collapse(Object.values(values).find(Boolean) ?? '')
    .slice(0, SHOWN)
    .toWellFormed()

/** Says of the rows of a file, batch by batch, what would become of them as records; those that would be refused. */
export const recordJudge =
  (into: RecordImport, preview: PreviewBuilder) =>
  async (ctx: Ctx, rows: readonly RecordRow[]): Promise<RejectedRow[]> => {
    // Whatever a module does in a dry run, nothing of it stays.
    await ctx.rows('SAVEPOINT dry_run')
    const judged = await writeRecords({ ...ctx, afterCommit: () => {} }, into, rows, true)
    await ctx.rows('ROLLBACK TO SAVEPOINT dry_run')
    for (const one of judged)
      preview.count(
        one.row.line,
        one.outcome === 'reject' ? nameOf(one.row) : one.title.slice(0, SHOWN).toWellFormed(),
        one.outcome,
        null,
      )
    return judged.flatMap((one) => (one.outcome === 'reject' ? [one] : []))
  }
