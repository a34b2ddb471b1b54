import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ChangeEvent, useRef, useState } from 'react'
import { Button } from '../../kit/button.tsx'
import { cx } from '../../kit/cx.ts'
import { Notice } from '../../kit/feedback.tsx'
import { IconUpload } from '../../kit/icons.ts'
import { useT } from '../../kit/words.ts'
import { useFileDrop } from '../shared/file-drop.ts'
import { useCan } from '../shared/session.ts'
import type { Customer } from '../shared/ui-module.ts'
import { DocumentSection } from './document-section.tsx'
import classes from './documents.module.css'
import { FilterBar } from './filter-bar.tsx'
import { UploadList } from './upload-list.tsx'
import { addUploads } from './uploads.ts'
import { type DocumentKind, documentKinds, type Wanted } from './use-documents.ts'

/** More at once would be a mistake more often than a wish. */
const mostFiles = 50

/** The tab on a customer's page: files are dropped anywhere on it. */
export default function DocumentsTab({ customer }: { customer: Customer }) {
  const t = useT('documents')
  const can = useCan()
  const [wanted, setWanted] = useState<Wanted>({ kind: '', q: '', sort: '-updated_at' })
  const [filedAs, setFiledAs] = useState<DocumentKind | ''>('')
  const [left, setLeft] = useState(0)
  const input = useRef<HTMLInputElement>(null)
  const { document: open } = useSearch({ strict: false }) as { document?: string }
  const navigate = useNavigate()
  const mayAdd = can('documents.write')
  const take = (files: File[]) => {
    setLeft(Math.max(0, files.length - mostFiles))
    addUploads(customer.id, files.slice(0, mostFiles), filedAs)
  }
  const over = useFileDrop(take, mayAdd)
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.currentTarget.files ?? [])]
    // The same file may be chosen again once it is mended.
    event.currentTarget.value = ''
    if (files.length > 0) take(files)
  }
  const show = (id: string | null) =>
    void navigate({
      to: '.',
      search: (old: object) => ({ ...old, document: id ?? undefined }),
      replace: true,
    } as never)
  const add = mayAdd && (
    <Button
      look="primary"
      icon={<IconUpload size={16} stroke={1.75} aria-hidden />}
      onClick={() => input.current?.click()}
    >
      {t('add')}
    </Button>
  )
  return (
    <section className={classes.tab} aria-label={t('tab')}>
      {mayAdd && (
        <div className={classes.adding}>
          <input
            ref={input}
            type="file"
            multiple
            hidden
            aria-label={t('add')}
            data-testid="document-files"
            onChange={choose}
          />
          {add}
          <label className={classes.filedAs}>
            <span>{t('filedAs')}</span>
            <select
              value={filedAs}
              onChange={(event) => setFiledAs(event.currentTarget.value as DocumentKind | '')}
            >
              <option value="">{t('filedAs.file')}</option>
              {documentKinds.map((kind) => (
                <option
                  key={kind}
                  value={kind}
                  disabled={kind === 'resume' && customer.kind !== 'individual'}
                >
                  {t(
                    kind === 'resume' && customer.kind !== 'individual' ? 'kind.resumeOnly' : `kind.${kind}`,
                  )}
                </option>
              ))}
            </select>
          </label>
          <span className={cx(classes.hint, classes.dropHint)}>{t('dropHint')}</span>
        </div>
      )}
      {left > 0 && <Notice tone="warning">{t('tooMany', { most: mostFiles, left })}</Notice>}
      <UploadList customerId={customer.id} />
      <FilterBar wanted={wanted} onChange={setWanted} />
      <DocumentSection
        customer={customer}
        wanted={wanted}
        openId={open ?? null}
        onOpen={show}
        onClear={() => setWanted({ ...wanted, kind: '', q: '' })}
        add={add}
      />
      {over && (
        <div className={classes.veil} aria-hidden>
          <span>{t('dropOver')}</span>
        </div>
      )}
    </section>
  )
}
