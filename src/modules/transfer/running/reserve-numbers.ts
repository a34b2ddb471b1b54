import { skipNumbers } from '#modules/customers/numbers.ts'
import type { Ctx } from '#platform/context.ts'
import { readRows } from '#platform/formats/sniff.ts'
import type { SourceFile } from '../reading/source.ts'

/**
 * Sees to it that no number of the file is given to another customer, before the first row is written: rows without a
 * number get the next ones, and one of those may stand further down in the file.
 */
export async function reserveNumbers(
  ctx: Ctx,
  { path, description, mapping }: SourceFile,
  signal?: AbortSignal,
): Promise<void> {
  const column = mapping.find(({ field }) => field === 'number')?.column
  const index = description.columns.findIndex(({ name }) => name === column)
  if (index < 0) return
  let largest = 0
  for await (const { rows } of readRows(path, description, signal ? { signal } : {})) {
    for (const { cells } of rows) {
      const digits = /(\d{1,15})(?:[.,]0+)?\s*$/.exec(cells[index] ?? '')?.[1]
      if (digits) largest = Math.max(largest, Number(digits))
    }
  }
  if (largest > 0) await skipNumbers(ctx, largest)
}
