import { collapse } from '#lib/text.ts'
import type { FieldError } from '#platform/errors.ts'
import type { Refusal } from './import-row.ts'
import type { ColumnAt, Plan } from './plan.ts'
import { refusal, refusalOf } from './refusals.ts'

/** What the reading of one row gathers. */
export type Reading = { plan: Plan; cells: readonly string[]; refusals: Refusal[] }

export const cellOf = ({ cells }: Reading, at: ColumnAt | undefined): string =>
  at === undefined ? '' : collapse(cells[at.index] ?? '')

/** Says what is wrong with a cell. */
export const refuseCell = (
  { refusals }: Reading,
  at: ColumnAt,
  code: string,
  value: string,
  params?: Record<string, unknown>,
) => void refusals.push(refusal(at.name, code, value, params))

export function fits(reading: Reading, at: ColumnAt, value: string, most: number): boolean {
  if (value.length <= most) return true
  refuseCell(reading, at, 'text.long', value, { most })
  return false
}

/** Takes faults that the customers module found; `columnOf` tells the column each is about. */
export function pushFaults(
  reading: Reading,
  errors: readonly FieldError[],
  columnOf: (error: FieldError) => ColumnAt | undefined,
): void {
  for (const error of errors) {
    const column = columnOf(error)
    reading.refusals.push(refusalOf(column?.name ?? null, error, cellOf(reading, column)))
  }
}
