import { useQuery } from '@tanstack/react-query'
import { MenuButton } from '../../kit/menu.tsx'
import { SidePanel } from '../../kit/side-panel.tsx'
import { useT } from '../../kit/words.ts'
import { read } from '../shared/queries.ts'
import { RecordDetail } from './record-detail.tsx'
import { goes, type RecordType } from './record-types.ts'
import { deleteRecord } from './record-verbs.ts'

/** One record beside the list. */
export function RecordPanel({ id, type, onClose }: { id: string; type: RecordType; onClose: () => void }) {
  const t = useT('custom-records')
  const { data: record } = useQuery(read('GET /custom-records/:id', { params: { id } }))
  return (
    <SidePanel
      title={record?.title ?? type.singular}
      onClose={onClose}
      actions={
        record &&
        goes(type, 'full') && (
          <MenuButton
            label={t('menu', { title: record.title })}
            entries={() => [
              {
                id: 'delete',
                label: t('delete'),
                danger: true,
                onSelect: () => void deleteRecord(record, t, onClose),
              },
            ]}
          />
        )
      }
    >
      <RecordDetail key={id} id={id} type={type} />
    </SidePanel>
  )
}
