import { useNavigate } from '@tanstack/react-router'
import { MenuButton, type MenuEntry } from '../../kit/menu.tsx'
import { useT } from '../../kit/words.ts'
import { urlOf } from '../shared/api.ts'
import { useCan } from '../shared/session.ts'
import { goes, type RecordType } from './record-types.ts'

const formats = ['csv', 'xlsx', 'json'] as const

/** Records of a type from files and to them. */
export function FileMenu({ type }: { type: RecordType }) {
  const t = useT('custom-records')
  const can = useCan()
  const navigate = useNavigate()
  const target = `custom-records.${type.key}`
  const mayImport = can('customers.import') && goes(type, 'write')
  const mayExport = can('customers.export')
  if (!mayImport && !mayExport) return null
  const entries = (): MenuEntry[] => [
    ...(mayImport
      ? [
          {
            id: 'import',
            label: t('file.import'),
            onSelect: () => void navigate({ to: '/imports' as never, search: { what: target } as never }),
          },
        ]
      : []),
    ...(mayExport
      ? formats.map((format) => ({
          id: format,
          label: t('file.export', { format: format.toUpperCase() }),
          onSelect: () =>
            window.location.assign(urlOf('GET /exports/records', { query: { format, target } })),
        }))
      : []),
  ]
  return <MenuButton label={t('file.menu', { types: type.plural })} look="secondary" entries={entries} />
}
