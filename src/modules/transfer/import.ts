import type { Ctx } from '#platform/context.ts'
import { AppError, invalid } from '#platform/errors.ts'
import { knownEncoding } from '#platform/formats/encoding.ts'
import type { Choices, FileDescription } from '#platform/formats/file-description.ts'
import { describeFile } from '#platform/formats/sniff.ts'
import { announce } from './announce.ts'
import type { ImportMapping, ImportOptionChange, ImportOptions } from './contract.ts'
import { demandVisible } from './hidden-fields.ts'
import { checkMapping } from './mapping/check-mapping.ts'
import { demandRequired, mappingWays } from './mapping/mapping-ways.ts'
import { forgetRejections } from './rejections.ts'
import { rememberMapping } from './remembered-mapping.ts'
import {
  demandImport,
  findImport,
  type ImportRecord,
  type ImportState,
  type StoredImport,
  toRecord,
} from './stored-import.ts'

export type ImportChange = {
  mapping?: ImportMapping
  options?: ImportOptionChange
}

const open: readonly ImportState[] = ['uploaded', 'checked']

/** An import that has not begun, held until the transaction ends. */
async function findOpen(ctx: Ctx, id: string): Promise<StoredImport> {
  const found = await demandImport(ctx, id, 'update')
  if (open.includes(found.state)) return found
  throw new AppError('conflict', 'import.started', {
    message: 'This import has begun. Wait until it ends, or upload the file again.',
    params: { state: found.state },
  })
}

/** Sets the mapping and the options. Another encoding, separator, header or sheet makes the file be read anew. */
export async function changeImport(ctx: Ctx, id: string, change: ImportChange): Promise<ImportRecord> {
  const found = await findOpen(ctx, id)
  // A change may leave an option out; exactOptionalPropertyTypes does not tell that from undefined.
  const options = { ...found.options, ...change.options } as ImportOptions
  await checkOptions(ctx, options)
  const description = await describeAgain(ctx, found, options)
  const anew = description !== found.description
  const ways = await mappingWays(ctx, found.target)
  const columns = change.mapping
    ? checkMapping(ways, description, change.mapping)
    : anew
      ? ways.propose(description)
      : found.mapping.columns
  const remembered = found.mapping.remembered && !change.mapping && !anew
  await forgetRejections(ctx, id)
  await ctx.rows(
    `UPDATE imports SET description = $3, mapping = $4, options = $5, state = 'uploaded', preview = NULL, error = NULL
     WHERE workspace_id = $1 AND id = $2`,
    [
      ctx.workspaceId,
      id,
      JSON.stringify(description),
      JSON.stringify({ columns, remembered }),
      JSON.stringify(options),
    ],
  )
  announce(ctx, id)
  return toRecord(await findImport(ctx, id))
}

const choicesOf = ({ encoding, separator, has_header, sheet }: ImportOptions): Choices => ({
  ...(encoding !== null && { encoding }),
  ...(separator !== null && { separator }),
  ...(has_header !== null && { hasHeader: has_header }),
  ...(sheet !== null && { sheet }),
})

async function describeAgain(
  ctx: Ctx,
  found: StoredImport,
  options: ImportOptions,
): Promise<FileDescription> {
  const choices = choicesOf(options)
  if (JSON.stringify(choices) === JSON.stringify(choicesOf(found.options))) return found.description
  return ctx.app.files.onDisk(ctx.workspaceId, found.file_id, (path) => describeFile(path, choices))
}

async function checkOptions(ctx: Ctx, { group_id, tags, encoding }: ImportOptions): Promise<void> {
  if (encoding !== null && !knownEncoding(encoding)) {
    throw invalid('import.invalid', [
      {
        pointer: '/options/encoding',
        code: 'encoding.unknown',
        message: `There is no encoding ${encoding}. Examples: utf-8, windows-1252, utf-16le.`,
      },
    ])
  }
  if (tags.length > 0) demandVisible(ctx.access, 'tags')
  if (!group_id) return
  demandVisible(ctx.access, 'group')
  const [group] = await ctx.rows('SELECT 1 FROM customer_groups WHERE workspace_id = $1 AND id = $2', [
    ctx.workspaceId,
    group_id,
  ])
  if (group) return
  throw invalid('import.invalid', [
    {
      pointer: '/options/group_id',
      code: 'group.missing',
      message: 'There is no such group any more. Choose another.',
    },
  ])
}

/** Jobs of one workspace run one after the other: two imports at once would not see each other's customers. */
export const importQueue = (ctx: Ctx): string => `import ${ctx.workspaceId}`

const enqueue = (ctx: Ctx, task: string, id: string) =>
  ctx.app.jobs.enqueue(ctx, task, { import_id: id }, { queue: importQueue(ctx), jobKey: `${task} ${id}` })

const demandReady = async (ctx: Ctx, { target, mapping }: StoredImport): Promise<void> =>
  demandRequired(await mappingWays(ctx, target), mapping.columns)

/** Makes an import ready for `checkImport`. */
export async function prepareCheck(ctx: Ctx, id: string): Promise<void> {
  await demandReady(ctx, await findOpen(ctx, id))
  await ctx.rows(
    `UPDATE imports SET state = 'checking', preview = NULL, error = NULL, bytes_done = 0, cancel_requested = false
     WHERE workspace_id = $1 AND id = $2`,
    [ctx.workspaceId, id],
  )
  announce(ctx, id)
}

/** Makes an import ready for `runImport`, and remembers its mapping. */
export async function prepareRun(ctx: Ctx, id: string): Promise<void> {
  const found = await findOpen(ctx, id)
  await demandReady(ctx, found)
  await forgetRejections(ctx, id)
  await rememberMapping(ctx, found, found.mapping.columns, found.options)
  await ctx.rows(
    `UPDATE imports SET state = 'queued', error = NULL, bytes_done = 0, cancel_requested = false WHERE workspace_id = $1 AND id = $2`,
    [ctx.workspaceId, id],
  )
  announce(ctx, id)
}

export async function startCheck(ctx: Ctx, id: string): Promise<ImportRecord> {
  await prepareCheck(ctx, id)
  await enqueue(ctx, 'transfer.check', id)
  return toRecord(await findImport(ctx, id))
}

export async function startRun(ctx: Ctx, id: string): Promise<ImportRecord> {
  await prepareRun(ctx, id)
  await enqueue(ctx, 'transfer.run', id)
  return toRecord(await findImport(ctx, id))
}

/** Asks a check or a run to stop after the batch it is at; one that still waits ends at once. What is imported stays. */
export async function cancelImport(ctx: Ctx, id: string): Promise<ImportRecord> {
  await demandImport(ctx, id, 'update')
  await ctx.rows(
    `UPDATE imports SET cancel_requested = state IN ('checking', 'running'),
            state = CASE state WHEN 'queued' THEN 'cancelled' ELSE state END,
            finished_at = CASE state WHEN 'queued' THEN $3 ELSE finished_at END
     WHERE workspace_id = $1 AND id = $2`,
    [ctx.workspaceId, id, ctx.now],
  )
  announce(ctx, id)
  return toRecord(await findImport(ctx, id))
}

/** Forgets an import that has not run, and its file. */
export async function deleteImport(ctx: Ctx, id: string): Promise<undefined> {
  const { file_id } = await findOpen(ctx, id)
  await ctx.rows('DELETE FROM imports WHERE workspace_id = $1 AND id = $2', [ctx.workspaceId, id])
  await ctx.app.files.remove(ctx, file_id)
  announce(ctx, id)
  return undefined
}
