import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { customerFilter } from '#modules/customers/contract.ts'
import { type ExportFormat, exportCustomers, streamOf } from '#modules/transfer/exporting/export-customers.ts'
import { audit } from '#platform/audit.ts'
import { readContext, systemPrincipal } from '#platform/context.ts'
import { chosenWorkspace } from '../chosen-workspace.ts'
import { withApp } from '../open-app.ts'

export type ExportCommand = {
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
export async function exportFile({
  workspace,
  output,
  separator,
  filter,
  q,
  columns,
  ...rest
}: ExportCommand): Promise<void> {
  const asked = customerFilter.safeParse(filter ?? {})
  if (!asked.success)
    throw new Error(
      `--filter: ${asked.error.issues[0]?.message}. Filters: ${Object.keys(customerFilter.shape).join(', ')}`,
    )
  await withApp('export', async (app) => {
    const { id } = await chosenWorkspace(app, workspace)
    const ctx = readContext(app, systemPrincipal(id, 'regulars export'), 'regulars export')
    await audit(ctx, { action: 'command.export', payload: { ...rest, q, filter: asked.data } })
    const { body } = await exportCustomers(ctx, {
      ...rest,
      filter: asked.data,
      separator: separator === 'tab' ? '\t' : separator,
      ...(q !== undefined && { q }),
      ...(columns !== undefined && { columns }),
    })
    if (output) await pipeline(streamOf(body), createWriteStream(output))
    // A reader that has seen enough (`| head`) is no failure.
    else await pipeline(streamOf(body), process.stdout, { end: false }).catch(ignoreClosedPipe)
  })
}

function ignoreClosedPipe(error: { code?: string }): void {
  if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
}
