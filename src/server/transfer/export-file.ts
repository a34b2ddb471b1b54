import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { customerFilter } from '#modules/customers/contract.ts'
import { streamOf } from '#modules/transfer/exporting/batches.ts'
import { type ExportFormat, exportCustomers } from '#modules/transfer/exporting/export-customers.ts'
import { exportTarget } from '#modules/transfer/exporting/export-records.ts'
import { CUSTOMERS } from '#modules/transfer/targets.ts'
import { audit } from '#platform/audit.ts'
import type { Ctx } from '#platform/context.ts'
import { readContext, systemPrincipal } from '#platform/context.ts'
import { chosenWorkspace } from '../chosen-workspace.ts'
import { withApp } from '../open-app.ts'

export type ExportCommand = {
  what: string
  format: ExportFormat
  filter?: Record<string, string>
  q?: string
  sort: string
  columns?: string
  separator: ',' | ';' | 'tab'
  output?: string
  workspace?: string
}

/** `regulars export`: the file on stdout, or where `--output` says. */
export async function exportFile({ workspace, output, ...command }: ExportCommand): Promise<void> {
  const write = command.what === CUSTOMERS ? customers(command) : records(command)
  await withApp('export', async (app) => {
    const { id } = await chosenWorkspace(app, workspace)
    const ctx = readContext(app, systemPrincipal(id, 'regulars export'), 'regulars export')
    await audit(ctx, { action: 'command.export', payload: command })
    const { body } = await write(ctx)
    if (output) await pipeline(streamOf(body), createWriteStream(output))
    // A reader that has seen enough (`| head`) is no failure.
    else await pipeline(streamOf(body), process.stdout, { end: false }).catch(ignoreClosedPipe)
  })
}

type Asked = Omit<ExportCommand, 'workspace' | 'output'>

const sign = (separator: Asked['separator']) => (separator === 'tab' ? '\t' : separator)

function customers({ what: _, filter, q, columns, separator, ...rest }: Asked) {
  const asked = customerFilter.safeParse(filter ?? {})
  if (!asked.success)
    throw new Error(
      `--filter: ${asked.error.issues[0]?.message}. Filters: ${Object.keys(customerFilter.shape).join(', ')}`,
    )
  return (ctx: Ctx) =>
    exportCustomers(ctx, {
      ...rest,
      filter: asked.data,
      separator: sign(separator),
      ...(q !== undefined && { q }),
      ...(columns !== undefined && { columns }),
    })
}

function records({ what: target, format, separator, filter, q, columns }: Asked) {
  if (format === 'vcard') throw new Error('--format vcard: address cards hold customers and nothing else.')
  if (filter || q !== undefined || columns !== undefined)
    throw new Error('--filter, -q and --columns are for customers; all else is exported whole.')
  return (ctx: Ctx) => exportTarget(ctx, { target, format, separator: sign(separator) })
}

function ignoreClosedPipe(error: { code?: string }): void {
  if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
}
