import type { Ctx } from '#platform/context.ts'
import { writeCsv } from '#platform/formats/csv-writer.ts'
import { cardColumns } from './reading/read-card.ts'
import { readRejections } from './rejections.ts'
import { demandImport } from './stored-import.ts'

/** Added to the columns of the file; an import passes them over, so that the mended file can be taken as it is. */
const added = ['Regulars line', 'Regulars column', 'Regulars reason']

/** The refused rows of an import as a CSV file: the cells as they were, then line, column and reason in words. */
export async function rejectionsFile(
  ctx: Ctx,
  id: string,
): Promise<{ name: string; body: AsyncIterable<string> }> {
  const { description, file_name } = await demandImport(ctx, id)
  const columns =
    description.format === 'vcard' ? [...cardColumns] : description.columns.map(({ name }) => name)
  // A mended file that is refused again brings these columns along.
  const own = columns.flatMap((name, i) => (added.includes(name) ? [] : [i]))
  const rows = async function* () {
    for await (const batch of readRejections(ctx, id)) {
      yield batch.map(({ line, cells, reasons }) => [
        ...own.map((i) => cells[i] ?? ''),
        line,
        [...new Set(reasons.flatMap(({ column }) => column ?? []))].join(', '),
        reasons.map(({ message }) => message).join(' '),
      ])
    }
  }
  const separator =
    description.separator && [',', ';', '\t'].includes(description.separator) ? description.separator : ','
  return {
    name: `${file_name.replace(/\.[^.]*$/, '')}-rejected.csv`,
    body: writeCsv({ columns: [...own.map((i) => columns[i]!), ...added], rows: rows() }, { separator }),
  }
}
