import type { Import } from './mapping-rules.ts'

/**
 * The address of the list that shows what an import brought: by its tag when all got one, else new customers of the
 * day. A file that says itself since when somebody is a customer says nothing about the day of the import.
 */
export function importedFilter({ options, mapping, started_at, created_at }: Import) {
  if (options.tags[0]) return { filter: { tag: options.tags[0], status: 'all' } }
  const dated = mapping.some(({ field }) => field === 'created_at')
  const day = (started_at ?? created_at).slice(0, 10)
  return {
    filter: { source: 'import', status: 'all', ...(!dated && { created_from: day }) },
    sort: '-number',
  }
}
