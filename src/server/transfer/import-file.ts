import { createReadStream, createWriteStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { checkImport } from '#modules/transfer/checking/check-import.ts'
import type { ImportOptionChange, ImportOptions } from '#modules/transfer/contract.ts'
import { changeImport, deleteImport, prepareCheck, prepareRun } from '#modules/transfer/import.ts'
import { rejectionsFile } from '#modules/transfer/rejections-file.ts'
import { runImport } from '#modules/transfer/running/run-import.ts'
import { findImport, type ImportRecord, toRecord } from '#modules/transfer/stored-import.ts'
import { receiveImport } from '#modules/transfer/upload.ts'
import type { App } from '#platform/app.ts'
import { audit } from '#platform/audit.ts'
import { type Ctx, inTransaction, type Principal, readContext, systemPrincipal } from '#platform/context.ts'
import { chosenWorkspace } from '../chosen-workspace.ts'
import { withApp } from '../open-app.ts'
import { readMapping } from './mapping-option.ts'
import { tellFound, tellProgress, tellRefusals, tellResult } from './tell-import.ts'

export type ImportCommand = {
  file: string
  into?: string
  dryRun?: boolean
  mapping?: string
  match?: ImportOptions['match']
  existing?: ImportOptions['existing']
  blanks?: ImportOptions['blanks']
  country?: string
  dates?: ImportOptions['date_order']
  encoding?: string
  separator?: string
  sheet?: string
  rejections?: string
  workspace?: string
}

/** `regulars import`: what was found and what came of it on stdout, how far it is on stderr. */
export async function importFile(command: ImportCommand): Promise<void> {
  await access(command.file).catch(() => {
    throw new Error(`There is no file ${command.file}, or it may not be read.`)
  })
  await withApp('import', async (app) => {
    const { id } = await chosenWorkspace(app, command.workspace)
    await importInto(app, systemPrincipal(id, 'regulars import'), command)
  })
}

async function importInto(app: App, principal: Principal, command: ImportCommand): Promise<void> {
  const step = <T>(verb: (ctx: Ctx) => Promise<T>) => inTransaction(app, principal, 'regulars import', verb)
  const file = {
    source: createReadStream(command.file),
    name: basename(command.file),
    limit: Number.MAX_SAFE_INTEGER,
    ...(command.into !== undefined && { target: command.into }),
  }
  const { id } = await receiveImport(readContext(app, principal, 'regulars import'), file, step)
  const read = () => step(async (ctx) => toRecord(await findImport(ctx, id)))
  let keep = false
  try {
    const chosen = await step((ctx) => change(ctx, id, command))
    tellFound(chosen)
    const stopTelling = tellProgress(read)
    // The record of a run stays, whatever becomes of it; that of a dry run goes.
    keep = !command.dryRun
    await work(app, principal, step, id, command.dryRun ?? false).finally(stopTelling)
    const ended = await read()
    tellResult(ended, command.dryRun ?? false)
    await refusals(step, ended, command.rejections)
    if (ended.error) throw new Error(ended.error)
  } finally {
    if (!keep) await step((ctx) => deleteImport(ctx, id))
  }
}

type Step = <T>(verb: (ctx: Ctx) => Promise<T>) => Promise<T>

async function work(app: App, principal: Principal, step: Step, id: string, dryRun: boolean): Promise<void> {
  const { signal } = new AbortController()
  if (dryRun) {
    await step((ctx) => prepareCheck(ctx, id))
    await checkImport(app, principal, id, signal)
    return
  }
  await step(async (ctx) => {
    await prepareRun(ctx, id)
    await audit(ctx, { action: 'command.import', subjectKind: 'imports', subjectId: id })
  })
  await runImport(app, principal, id, signal)
}

async function change(ctx: Ctx, id: string, command: ImportCommand): Promise<ImportRecord> {
  const { match, existing, blanks, country, dates, encoding, separator, sheet } = command
  const given = { match, existing, blanks, country, date_order: dates, encoding, separator, sheet }
  const options = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as ImportOptionChange
  const found = await changeImport(ctx, id, { options })
  if (!command.mapping) return found
  return changeImport(ctx, id, { mapping: await readMapping(command.mapping, found.mapping) })
}

async function refusals(step: Step, { id, preview, rejected }: ImportRecord, path: string | undefined) {
  if ((preview?.rejected ?? rejected) === 0) return
  await step((ctx) => tellRefusals(ctx, id))
  if (!path) return
  await step(async (ctx) => {
    const { body } = await rejectionsFile(ctx, id)
    await pipeline(Readable.from(body), createWriteStream(path))
  })
  console.log(`\nThe refused rows are in ${path}. Mend them there and import that file.`)
}
