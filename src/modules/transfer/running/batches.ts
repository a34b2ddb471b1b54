import { customerFields } from '#modules/customers/custom.ts'
import { workspacePlace } from '#modules/customers/surroundings.ts'
import type { Ctx } from '#platform/context.ts'
import { openSource, type SourceFile } from '../reading/source.ts'
import { openRecords } from '../records/read-records.ts'
import { writeRecords } from '../records/write-records.ts'
import type { StoredImport } from '../stored-import.ts'
import { CUSTOMERS, findTransfer } from '../targets.ts'
import { reserveNumbers } from './reserve-numbers.ts'
import type { Turn } from './turns.ts'
import { type BatchResult, writeBatch } from './write-batch.ts'

export type Step = <T>(verb: (ctx: Ctx) => Promise<T>) => Promise<T>

/** Rows that are written in one transaction; `bytesRead` of the file with them. */
export type WritableBatch = {
  rows: number
  bytesRead: number
  write(ctx: Ctx, turn: Turn): Promise<BatchResult>
}

/** What is left of the file of an import, as batches to write. */
export async function* batchesOf(
  step: Step,
  found: StoredImport,
  file: SourceFile,
  signal: AbortSignal,
): AsyncGenerator<WritableBatch> {
  const ways = found.target === CUSTOMERS ? customerBatches : recordBatches
  yield* ways(step, found, file, signal)
}

const around = (step: Step) =>
  step(async (ctx) => ({ ...(await workspacePlace(ctx)), today: ctx.now.toISOString().slice(0, 10) }))

/** Opens the file of an import of customers. */
export const openCustomers = async (step: Step, file: SourceFile) =>
  openSource(file, {
    ...(await around(step)),
    ...(await step(async (ctx) => ({ access: ctx.access, fields: await customerFields(ctx) }))),
  })

/** Opens the file of an import of records. @throws AppError when their kind is gone, or the person may not import it */
export async function openRecordFile(step: Step, { target }: StoredImport, file: SourceFile) {
  const transfer = await step((ctx) => findTransfer(ctx, target, 'import'))
  const { country } = await around(step)
  return { transfer, rows: await openRecords(file, transfer, country) }
}

async function* customerBatches(
  step: Step,
  { options, rows_read }: StoredImport,
  file: SourceFile,
  signal: AbortSignal,
): AsyncGenerator<WritableBatch> {
  const source = await openCustomers(step, file)
  if (rows_read === 0) await step((ctx) => reserveNumbers(ctx, file, signal))
  for await (const { rows, bytesRead } of source.rows(rows_read, signal))
    yield { rows: rows.length, bytesRead, write: (ctx, turn) => writeBatch(ctx, rows, options, turn) }
}

/** Records come one batch after the other: what a row does to the next one is their module's affair. */
async function* recordBatches(
  step: Step,
  found: StoredImport,
  file: SourceFile,
  signal: AbortSignal,
): AsyncGenerator<WritableBatch> {
  const { transfer, rows: read } = await openRecordFile(step, found, file)
  const { options } = found
  const into = { transfer, mapping: file.mapping, options }
  for await (const { rows, bytesRead } of read(found.rows_read, signal)) {
    yield {
      rows: rows.length,
      bytesRead,
      async write(ctx, turn) {
        await turn.last()
        const result: BatchResult = { created: 0, updated: 0, skipped: 0, rejected: 0, rejections: [] }
        for (const one of await writeRecords(ctx, into, rows, false)) {
          result[tallied[one.outcome]]++
          if (one.outcome === 'reject') result.rejections.push(one)
        }
        return result
      },
    }
  }
}

const tallied = { create: 'created', update: 'updated', skip: 'skipped', reject: 'rejected' } as const
