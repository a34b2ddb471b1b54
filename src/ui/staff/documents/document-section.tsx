import { type ReactNode, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../kit/feedback.tsx'
import { IconFile, IconSearch } from '../../kit/icons.ts'
import { late } from '../../kit/late.tsx'
import { useT } from '../../kit/words.ts'
import { problemText } from '../shared/problem.ts'
import type { Customer } from '../shared/ui-module.ts'
import { DocumentList } from './document-list.tsx'
import classes from './documents.module.css'
import { type Document, useDocuments, type Wanted } from './use-documents.ts'

const Preview = late(() => import('./preview.tsx'))
const DetailsForm = late(() => import('./details-form.tsx'))
const VersionsDrawer = late(() => import('./versions-drawer.tsx'))

type SectionProps = {
  customer: Customer
  wanted: Wanted
  /** The document that is shown, as the address says. */
  openId: string | null
  onOpen: (id: string | null) => void
  onClear: () => void
  add: ReactNode
}

/** The documents of a filter in every state: loading, failed, none, some, many; and what is open of them. */
export function DocumentSection({ customer, wanted, openId, onOpen, onClear, add }: SectionProps) {
  const t = useT('documents')
  const { documents, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useDocuments(
    customer.id,
    wanted,
  )
  const [edited, setEdited] = useState<Document | null>(null)
  const [versionsOf, setVersionsOf] = useState<Document | null>(null)
  if (error && !documents)
    return <ErrorState title={problemText(error, t)} onRetry={() => void refetch()} small />
  if (!documents) return <Skeleton lines={[70, 45, 60, 50]} height={28} />
  const present = (one: Document | null) => documents.find(({ id }) => id === one?.id) ?? one
  return (
    <>
      {documents.length === 0 ? (
        <Nothing filtered={Boolean(wanted.kind || wanted.q)} onClear={onClear} add={add} />
      ) : (
        <DocumentList
          documents={documents}
          onOpen={({ id }) => onOpen(id)}
          onEdit={setEdited}
          onVersions={setVersionsOf}
        />
      )}
      {hasNextPage && (
        <div className={classes.more}>
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('more')}
          </Button>
          <span className={classes.hint}>{t('shown', { count: documents.length })}</span>
        </div>
      )}
      {openId && (
        <Preview
          id={openId}
          documents={documents}
          onMove={onOpen}
          onClose={() => onOpen(null)}
          onVersions={setVersionsOf}
        />
      )}
      {edited && (
        <DetailsForm document={edited} customerKind={customer.kind} onClose={() => setEdited(null)} />
      )}
      {versionsOf && (
        <VersionsDrawer document={present(versionsOf) ?? versionsOf} onClose={() => setVersionsOf(null)} />
      )}
    </>
  )
}

function Nothing({ filtered, onClear, add }: { filtered: boolean; onClear: () => void; add: ReactNode }) {
  const t = useT('documents')
  if (filtered) {
    return (
      <EmptyState
        icon={<IconSearch size={20} stroke={1.75} aria-hidden />}
        title={t('none.filtered')}
        actions={<Button onClick={onClear}>{t('none.clear')}</Button>}
      >
        {t('none.filteredHint')}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={<IconFile size={20} stroke={1.75} aria-hidden />}
      title={t('none')}
      actions={add || undefined}
    >
      {t(add ? 'none.hint' : 'none.readOnly')}
    </EmptyState>
  )
}
