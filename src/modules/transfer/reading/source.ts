import { setImmediate as pause } from 'node:timers/promises'
import type { CustomField } from '#capabilities/custom-fields/field.ts'
import type { Access } from '#platform/access.ts'
import type { FileDescription } from '#platform/formats/file-description.ts'
import type { Row } from '#platform/formats/rows.ts'
import { readRows } from '#platform/formats/sniff.ts'
import { type CardRow, readCards } from '#platform/formats/vcard.ts'
import type { ImportMapping, ImportOptions } from '../contract.ts'
import { columnOf } from '../custom/import-fields.ts'
import { findDateOrder } from './date-order.ts'
import type { ImportRow, RowsRead } from './import-row.ts'
import { type Mapping, makePlan, type Plan } from './plan.ts'
import { cardColumns, cardPlan, readCardRow } from './read-card.ts'
import { readRow } from './read-row.ts'
import { refusalOfRow } from './refusals.ts'

/** Rows read before others get a turn: requests are answered, and PostgreSQL is given its next statement, in between. */
const SLICE = 64

export type Source = {
  columns: readonly string[]
  rows(skip: number, signal?: AbortSignal): AsyncGenerator<RowsRead>
}

export type SourceFile = {
  path: string
  description: FileDescription
  mapping: ImportMapping
  options: ImportOptions
}

const datesOfCustomers: ReadonlySet<string> = new Set(['birthday', 'created_at'])

/** The rows of a file as customers, by a mapping. `country` and `time_zone` are those of the workspace; `today` is `YYYY-MM-DD`. */
export async function openSource(
  file: SourceFile,
  around: {
    country: string | null
    time_zone: string
    today: string
    access?: Access
    fields?: readonly CustomField[]
  },
): Promise<Source> {
  const { path, description, options } = file
  const days = (around.fields ?? []).filter(({ type }) => type === 'date').map(columnOf)
  const dates = new Set([...datesOfCustomers, ...days])
  const dateOrder = await findDateOrder({ ...file, dates }, around.country)
  if (description.format === 'vcard') {
    const plan = cardPlan(options, { ...around, dateOrder })
    return {
      columns: cardColumns,
      rows: (skip, signal) =>
        readAll(cards(path, description, signal), (card) => readCardRow(plan, card), skip),
    }
  }
  const plan = makePlan(description.columns, file.mapping as Mapping, options, { ...around, dateOrder })
  return {
    columns: plan.columns,
    rows: (skip, signal) =>
      readAll(readRows(path, description, signal ? { signal } : {}), (row) => readTableRow(plan, row), skip),
  }
}

async function* cards(path: string, description: FileDescription, signal?: AbortSignal) {
  for await (const { cards, bytesRead } of readCards(path, description, signal ? { signal } : {}))
    yield { rows: cards, bytesRead }
}

function readTableRow(plan: Plan, { line, cells, problem }: Row): ImportRow {
  const row = readRow(plan, line, cells)
  // What a broken row seems to hold is not worth a second reason.
  if (problem) row.refusals = [refusalOfRow(problem)]
  return row
}

/** Rows behind the first `skip`, each as `read` takes it. */
export async function* readAll<Raw extends Row | CardRow, Read>(
  batches: AsyncIterable<{ rows: Raw[]; bytesRead: number }>,
  read: (raw: Raw) => Read,
  skip: number,
): AsyncGenerator<{ rows: Read[]; bytesRead: number }> {
  let left = skip
  for await (const { rows, bytesRead } of batches) {
    const kept = left > 0 ? rows.slice(left) : rows
    left = Math.max(0, left - rows.length)
    const done: Read[] = []
    for (let at = 0; at < kept.length; at += SLICE) {
      if (at > 0) await pause()
      for (const raw of kept.slice(at, at + SLICE)) done.push(read(raw))
    }
    if (done.length > 0) yield { rows: done, bytesRead }
  }
}
