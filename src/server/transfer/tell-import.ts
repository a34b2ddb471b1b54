import { listRejections } from '#modules/transfer/rejections.ts'
import type { ImportRecord } from '#modules/transfer/stored-import.ts'
import type { Ctx } from '#platform/context.ts'

const REFUSALS_SHOWN = 10

const separators: Record<string, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' }

/** What a file was taken for, and where its columns go. */
export function tellFound({
  file_name,
  description,
  mapping,
  mapping_remembered,
  options,
}: ImportRecord): void {
  const { format, encoding, separator, sheet, rows_estimate, has_header } = description
  const facts = [
    format === 'vcard' ? 'vCard' : format.toUpperCase(),
    encoding,
    separator && `separated by ${separators[separator] ?? `"${separator}"`}`,
    sheet && `sheet "${sheet}"`,
    format !== 'vcard' && !has_header && 'no header',
    `about ${rows_estimate} ${format === 'vcard' ? 'card' : 'row'}${rows_estimate === 1 ? '' : 's'}`,
    options.country && `numbers without a country are read as ${options.country}`,
  ]
  console.log(`${file_name}: ${facts.filter(Boolean).join(', ')}`)
  const width = Math.min(40, Math.max(0, ...mapping.map(({ column }) => column.length)))
  for (const { column, field } of mapping)
    console.log(`  ${column.padEnd(width)}  ${field === 'ignore' ? '(left out)' : `→ ${field}`}`)
  if (mapping_remembered) console.log('  (as in the last import of such a file)')
}

/** On a terminal, a line on stderr that is written over. Ends when the function it gives is called. */
export function tellProgress(read: () => Promise<ImportRecord>): () => void {
  if (!process.stderr.isTTY) return () => {}
  const began = performance.now()
  const timer = setInterval(async () => {
    const { progress, rows_read } = await read().catch(() => ({ progress: 0, rows_read: 0 }))
    const rate = Math.round((rows_read / (performance.now() - began)) * 1000)
    const rows = rows_read > 0 ? `, ${rows_read} rows, ${rate} a second` : ''
    process.stderr.write(`\r${Math.round(progress * 100)} %${rows}   `)
  }, 500)
  return () => {
    clearInterval(timer)
    process.stderr.write('\r\x1b[K')
  }
}

export function tellResult({ preview, ...done }: ImportRecord, dryRun: boolean): void {
  const tally = dryRun && preview ? preview : done
  const names = ['created', 'updated', 'skipped', 'rejected', 'rows'] as const
  const values = [tally.created, tally.updated, tally.skipped, tally.rejected, tally.rows_read]
  console.log(`\n${dryRun ? 'Nothing was changed. An import would give:' : 'Imported:'}`)
  console.log(names.map((name) => name.padStart(10)).join(''))
  console.log(values.map((value) => String(value).padStart(10)).join(''))
  if (!dryRun || !preview?.changes.length) return
  console.log(
    `\n${'field'.padEnd(16)}${['filled', 'changed', 'cleared'].map((name) => name.padStart(10)).join('')}`,
  )
  for (const { field, filled, changed, cleared } of preview.changes)
    console.log(field.padEnd(16) + [filled, changed, cleared].map((n) => String(n).padStart(10)).join(''))
}

/** The first reasons for refused rows. */
export async function tellRefusals(ctx: Ctx, id: string): Promise<void> {
  const { items, next_cursor } = await listRejections(ctx, id, { limit: REFUSALS_SHOWN })
  console.log('\nRefused:')
  for (const { line, column, message, code } of items)
    console.log(`  line ${line}${column ? `, ${column}` : ''}: ${message} (${code})`)
  if (next_cursor) console.log('  …')
}
