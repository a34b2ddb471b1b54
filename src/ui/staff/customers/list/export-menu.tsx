import { useState } from 'react'
import { useFormats } from '../../../kit/format.ts'
import type { Layout } from '../../../kit/grid/layout.ts'
import { IconDownload } from '../../../kit/icons.ts'
import { MenuButton, type MenuEntry } from '../../../kit/menu.tsx'
import { toast } from '../../../kit/toast.tsx'
import { type Translate, useT } from '../../../kit/words.ts'
import { urlOf } from '../../shared/api.ts'
import classes from './list.module.css'
import { type Question, queryOf } from './list-state.ts'
import type { Total } from './row-store.ts'

const formats = ['csv', 'excel-csv', 'xlsx', 'vcard', 'json'] as const
type Format = (typeof formats)[number]

/** An address may be about 16,000 characters long, and an id takes 37. */
export const mostExportedIds = 350

export type ExportScope = { question: Question; ids?: string[] }

export function exportUrl(format: Format, { question, ids }: ExportScope, columns: Layout | null): string {
  const excel = format === 'excel-csv'
  return urlOf('GET /exports/customers', {
    query: {
      format: excel ? 'csv' : format,
      ...(excel && { separator: ';' }),
      ...(ids ? { ids, sort: question.sort, filter: { status: 'all' } } : queryOf(question)),
      ...(columns && { columns: columns.map(({ id }) => id) }),
    },
  })
}

/** The browser takes the file as it comes, so a million rows need no memory here. */
function download(url: string, t: Translate) {
  const link = document.createElement('a')
  link.href = url
  link.download = ''
  link.click()
  toast({ text: t('list.export.started') })
}

export function exportEntries(t: Translate, scope: ExportScope, columns: Layout | null): MenuEntry[] {
  return formats.map((format) => ({
    id: format,
    label: t(`list.export.${format}`),
    onSelect: () => download(exportUrl(format, scope, format === 'vcard' ? null : columns), t),
  }))
}

/** The list as it is filtered and sorted, as a file. */
export function ExportMenu({
  question,
  layout,
  total,
}: {
  question: Question
  layout: Layout
  total: Total | null
}) {
  const t = useT('customers')
  const f = useFormats()
  const [visibleOnly, setVisibleOnly] = useState(false)
  const entries = (): MenuEntry[] => [
    {
      id: 'what',
      heading: t('list.export.heading', {
        count: total?.value ?? 0,
        formatted: f.number(total?.value ?? 0) + (total?.exact === false ? '+' : ''),
      }),
    },
    ...exportEntries(t, { question }, visibleOnly ? layout : null),
    { id: 'line', divider: true },
    {
      id: 'all',
      label: t('list.export.allColumns'),
      checked: !visibleOnly,
      onSelect: () => setVisibleOnly(false),
    },
    {
      id: 'visible',
      label: t('list.export.visibleColumns'),
      checked: visibleOnly,
      onSelect: () => setVisibleOnly(true),
    },
  ]
  return (
    <span id="customers-export-place" className={classes.brief}>
      <MenuButton
        label={t('list.export.label')}
        entries={entries}
        icon={<IconDownload size={16} stroke={1.75} aria-hidden />}
      >
        {t('list.export.label')}
      </MenuButton>
    </span>
  )
}
