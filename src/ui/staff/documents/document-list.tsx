import { Badge } from '../../kit/badge.tsx'
import { useFormats } from '../../kit/format.ts'
import { MenuButton, type MenuEntry } from '../../kit/menu.tsx'
import { useT } from '../../kit/words.ts'
import { useCan } from '../shared/session.ts'
import classes from './documents.module.css'
import { FileIcon } from './file-icon.tsx'
import { type Document, deleteDocument, download, previewUrl } from './use-documents.ts'

type Acts = {
  onOpen: (document: Document) => void
  onEdit: (document: Document) => void
  onVersions: (document: Document) => void
}

/** Documents as cards, each with its picture or the sign of what it is. */
export function DocumentList({ documents, ...acts }: { documents: Document[] } & Acts) {
  return (
    <ul className={classes.grid}>
      {documents.map((document) => (
        <DocumentCard key={document.id} document={document} {...acts} />
      ))}
    </ul>
  )
}

/** Larger pictures would be fetched whole for a thumbnail. */
const mostForThumbnail = 3 * 1024 * 1024

function DocumentCard({ document, ...acts }: { document: Document } & Acts) {
  const t = useT('documents')
  const f = useFormats()
  const can = useCan()
  const { id, title, kind, file, description, versions, updated_at, created_by } = document
  const picture = file.preview === 'image' && file.size <= mostForThumbnail
  return (
    <li className={classes.card}>
      <button type="button" className={classes.open} onClick={() => acts.onOpen(document)}>
        <span className={classes.thumb}>
          {picture ? (
            <img src={previewUrl(id, file.number)} alt="" loading="lazy" decoding="async" />
          ) : (
            <FileIcon type={file.type} size={28} />
          )}
        </span>
        <span className={classes.title}>{title}</span>
      </button>
      <div className={classes.facts}>
        {kind !== 'general' && <Badge tone="accent">{t(`kind.${kind}`)}</Badge>}
        {versions > 1 && <Badge>{t('version.short', { number: file.number })}</Badge>}
        <span>{f.bytes(file.size)}</span>
        <span>{f.date(updated_at)}</span>
        {created_by && <span>{created_by.name}</span>}
      </div>
      {description && <p className={classes.description}>{description}</p>}
      {file.better_ending && (
        <p className={classes.warning}>
          {t('mismatch', { name: file.name, type: t(`type.${file.type}`), ending: file.better_ending })}
        </p>
      )}
      <div className={classes.menu}>
        <MenuButton label={t('menu', { title })} entries={() => entriesOf(document, acts, t, can)} />
      </div>
    </li>
  )
}

function entriesOf(
  document: Document,
  { onOpen, onEdit, onVersions }: Acts,
  t: ReturnType<typeof useT>,
  can: (permission: string) => boolean,
): MenuEntry[] {
  return [
    { id: 'open', label: t('open'), onSelect: () => onOpen(document) },
    { id: 'download', label: t('download'), onSelect: () => download(document.id) },
    ...(can('documents.write') ? [{ id: 'edit', label: t('edit'), onSelect: () => onEdit(document) }] : []),
    { id: 'versions', label: t('versions'), onSelect: () => onVersions(document) },
    ...(can('documents.full')
      ? [
          { id: 'line', divider: true as const },
          {
            id: 'delete',
            label: t('delete'),
            danger: true,
            onSelect: () => void deleteDocument(document, t),
          },
        ]
      : []),
  ]
}
