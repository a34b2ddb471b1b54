import { fileError } from './file-error.ts'
import { elements } from './xlsx-text.ts'
import { unpackWhole, type ZipEntry, zipDirectory } from './zip-directory.ts'

export type Workbook = {
  sheets: { name: string; hidden: boolean; part: ZipEntry }[]
  date1904: boolean
  sharedStrings?: ZipEntry
  styles?: ZipEntry
}

const MAX_PART = 16 * 1_048_576

const resolve = (folder: string, target: string): string => {
  if (target.startsWith('/')) return target.slice(1)
  const parts = folder.split('/').filter(Boolean)
  for (const part of target.split('/')) {
    if (part === '..') parts.pop()
    else if (part && part !== '.') parts.push(part)
  }
  return parts.join('/')
}

/** What an XLSX archive (ECMA-376) holds: its sheets in their order, and where the shared parts are. */
export const openWorkbook = async (path: string): Promise<Workbook> => {
  const directory = await zipDirectory(path)
  const text = async (name: string) => {
    const entry = directory.get(name)
    return entry
      ? (await unpackWhole(path, entry, MAX_PART)).toString('utf8').replace(/<!--[\s\S]*?-->/g, '')
      : ''
  }
  const main = elements(await text('_rels/.rels'), 'Relationship').find(({ Type }) =>
    Type?.endsWith('/officeDocument'),
  )
  const workbookPath = resolve('', main?.['Target'] ?? 'xl/workbook.xml')
  const xml = workbookPath.endsWith('.xml') ? await text(workbookPath) : ''
  if (!/<(?:\w+:)?sheets[\s>]/.test(xml)) throw fileError('zip')
  const slash = workbookPath.lastIndexOf('/')
  const folder = workbookPath.slice(0, Math.max(slash, 0))
  const relations = elements(
    await text(`${folder ? `${folder}/` : ''}_rels/${workbookPath.slice(slash + 1)}.rels`),
    'Relationship',
  )
  const part = (target: string | undefined) => (target ? directory.get(resolve(folder, target)) : undefined)
  const related = (kind: string) => part(relations.find(({ Type }) => Type?.endsWith(`/${kind}`))?.['Target'])
  const flag = elements(xml, 'workbookPr')[0]?.['date1904']
  return {
    date1904: flag === '1' || flag === 'true',
    sheets: elements(xml, 'sheet').flatMap((sheet) => {
      const relation = relations.find(({ Id }) => Id === sheet['id'])
      const entry = relation?.['Type']?.endsWith('/worksheet') ? part(relation['Target']) : undefined
      return entry
        ? [{ name: sheet['name'] ?? '', hidden: (sheet['state'] ?? 'visible') !== 'visible', part: entry }]
        : []
    }),
    sharedStrings: related('sharedStrings'),
    styles: related('styles'),
  }
}
