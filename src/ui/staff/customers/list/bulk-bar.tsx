import { useState } from 'react'
import { Button } from '../../../kit/button.tsx'
import type { Layout } from '../../../kit/grid/layout.ts'
import { countSelected, nothing, type Selection } from '../../../kit/grid/selection.ts'
import { SelectionBar } from '../../../kit/grid/selection-bar.tsx'
import { IconArchive, IconDownload, IconTag, IconUsersGroup } from '../../../kit/icons.ts'
import { late } from '../../../kit/late.tsx'
import { MenuButton, type MenuEntry } from '../../../kit/menu.tsx'
import { useT } from '../../../kit/words.ts'
import { useCan } from '../../shared/session.ts'
import { type BulkKind, isTooMany, mostIds, selectionOf } from './bulk.ts'
import { exportEntries, mostExportedIds } from './export-menu.tsx'
import type { Question } from './list-state.ts'
import type { Total } from './row-store.ts'

export const loadBulk = () => import('./bulk-dialog.tsx')
const BulkDialog = late(loadBulk)

type BulkBarProps = {
  selection: Selection
  onSelection: (selection: Selection) => void
  total: Total | null
  question: Question
  layout: Layout
}

/** What can be done with the selected customers. */
export function BulkBar({ selection, onSelection, total, question, layout }: BulkBarProps) {
  const t = useT('customers')
  const can = useCan()
  const [kind, setKind] = useState<BulkKind | null>(null)
  if (countSelected(selection, total?.value ?? 0) === 0) return null

  const tooMany = isTooMany(selection) ? t('list.bulk.tooMany', { count: mostIds }) : null
  const refused = can('customers.write') ? tooMany : t('list.bulk.noRight')
  const entry = (id: BulkKind, word: string): MenuEntry => ({
    id,
    label: t(word),
    onSelect: () => setKind(id),
  })
  const ids = selection.all ? undefined : [...selection.ids]
  const noExport =
    selection.all && selection.except.size > 0
      ? t('list.export.noExceptions')
      : ids && ids.length > mostExportedIds
        ? t('list.export.tooMany', { count: mostExportedIds })
        : null
  const exports = (): MenuEntry[] =>
    exportEntries(t, { question, ids }, layout).map((one) =>
      'onSelect' in one ? { ...one, reason: noExport } : one,
    )
  return (
    <>
      <SelectionBar
        selection={selection}
        onSelection={onSelection}
        total={total?.value ?? null}
        open={total?.exact === false}
      >
        <Button
          size="sm"
          icon={<IconTag size={15} stroke={1.75} aria-hidden />}
          reason={refused}
          onPointerEnter={() => void loadBulk()}
          onClick={() => setKind('add-tags')}
        >
          {t('list.bulk.addTags')}
        </Button>
        <Button
          size="sm"
          icon={<IconUsersGroup size={15} stroke={1.75} aria-hidden />}
          reason={refused}
          onClick={() => setKind('set-group')}
        >
          {t('list.bulk.setGroup')}
        </Button>
        <Button
          size="sm"
          icon={<IconArchive size={15} stroke={1.75} aria-hidden />}
          reason={refused}
          onClick={() => setKind('archived')}
        >
          {t('list.bulk.archive')}
        </Button>
        {can('customers.export') && (
          <MenuButton
            size="sm"
            look="secondary"
            label={t('list.bulk.export')}
            entries={exports}
            icon={<IconDownload size={15} stroke={1.75} aria-hidden />}
          >
            {t('list.export.label')}
          </MenuButton>
        )}
        {refused === null && (
          <MenuButton
            size="sm"
            label={t('list.bulk.more')}
            entries={() => [
              entry('remove-tags', 'list.bulk.removeTags'),
              { id: 'line', divider: true },
              entry('inactive', 'list.bulk.deactivate'),
              entry('active', 'list.bulk.activate'),
              entry('restore', 'list.bulk.restore'),
            ]}
          />
        )}
      </SelectionBar>
      {kind && (
        <BulkDialog
          kind={kind}
          selection={selectionOf(selection, question)}
          onStarted={() => {
            setKind(null)
            onSelection(nothing)
          }}
          onClose={() => setKind(null)}
        />
      )}
    </>
  )
}
